package org.lectern.media.encode;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lectern.media.mp4.TrackFormat;

/**
 * Cuts sound into AAC frames whose times follow the samples, not the jitter of the packets: a frame
 * stands where its first sample does. Small drift of the packets' times is followed slowly; sound that
 * was lost on the way becomes silence of the same length. Not thread-safe; free with {@link #close()}.
 */
final class AacFrames implements AutoCloseable {
    private static final int FRAME = AudioGrid.FRAME_SAMPLES;
    private static final long SECOND_US = 1_000_000;
    /** A packet this far behind the samples before it shows a loss at once; less must last, as it may be jitter. */
    private static final long HOLE_US = 100_000;

    private static final long SMALL_HOLE_US = 10_000;
    private static final int LASTING_PACKETS = 16;
    /** A longer hole is a gap of the track. */
    private static final long LONGEST_HOLE_US = 150_000;

    private static final long BACKWARDS_US = 500_000;
    private static final long DEAD_BAND_US = 2_000;
    private static final long MOST_DRIFT_PPM = 500;

    private final TrackFormat format;
    private final AacEncoder encoder;
    private final float[][] frame;
    private int filled;
    private long index;
    private final Map<Long, Long> starts = new HashMap<>();
    private final ArrayDeque<Long> errors = new ArrayDeque<>();
    // Samples whose time is not known yet.
    private final ArrayDeque<float[][]> untimed = new ArrayDeque<>();
    private boolean anchored;
    private double anchorUs;
    private long samples;

    AacFrames(TrackFormat format, int bitsPerSecond) {
        this.format = format;
        encoder = new AacEncoder(format.sampleRate(), format.channels(), bitsPerSecond);
        frame = new float[format.channels()][FRAME];
    }

    TrackFormat format() {
        return format;
    }

    /** Takes the samples of a packet, which claims to begin at {@code ptsUs}. */
    void add(float[][] sound, long ptsUs, CaptureTranscoder.Receiver out) {
        if (!anchored && ptsUs == CaptureTranscoder.NO_TIME) {
            untimed.add(sound);
            return;
        }
        if (!anchored) {
            long before = untimed.stream().mapToLong(early -> early[0].length).sum();
            anchor(ptsUs - durationUs(before));
            untimed.forEach(early -> put(early, out));
            untimed.clear();
        } else if (ptsUs != CaptureTranscoder.NO_TIME) {
            follow(ptsUs, sound[0].length, out);
        }
        put(sound, out);
    }

    private void anchor(long us) {
        anchored = true;
        anchorUs = us;
        samples = 0;
        errors.clear();
    }

    private void follow(long ptsUs, int length, CaptureTranscoder.Receiver out) {
        long error = ptsUs - nextUs();
        if (error > LONGEST_HOLE_US || error < -BACKWARDS_US) {
            pad(out);
            anchor(ptsUs);
            return;
        }
        errors.add(error);
        if (errors.size() > LASTING_PACKETS) {
            errors.remove();
        }
        long least = errors.stream().mapToLong(Long::longValue).min().orElse(0);
        boolean lasting = errors.size() == LASTING_PACKETS && least > SMALL_HOLE_US;
        if (error > HOLE_US || lasting) {
            long holeUs = lasting ? least : error;
            put(new float[format.channels()][(int) (holeUs * format.sampleRate() / SECOND_US)], out);
            errors.clear();
        } else if (Math.abs(error) > DEAD_BAND_US) {
            double most = durationUs(length) * MOST_DRIFT_PPM / 1e6;
            anchorUs += Math.clamp((double) error, -most, most);
        }
    }

    private long nextUs() {
        return Math.round(anchorUs) + durationUs(samples);
    }

    private long durationUs(long count) {
        return Math.round(count * 1e6 / format.sampleRate());
    }

    private void put(float[][] sound, CaptureTranscoder.Receiver out) {
        int length = sound[0].length;
        for (int at = 0; at < length; ) {
            if (filled == 0) {
                starts.put(index, nextUs());
            }
            int count = Math.min(FRAME - filled, length - at);
            for (int channel = 0; channel < frame.length; channel++) {
                System.arraycopy(sound[channel], at, frame[channel], filled, count);
            }
            filled += count;
            at += count;
            samples += count;
            if (filled == FRAME) {
                filled = 0;
                encoder.send(index++, frame, 0, (coded, data) -> give(coded, data, out));
            }
        }
    }

    /** Completes the frame at hand with silence. */
    private void pad(CaptureTranscoder.Receiver out) {
        if (filled > 0) {
            for (float[] channel : frame) {
                Arrays.fill(channel, filled, FRAME, 0);
            }
            filled = 0;
            encoder.send(index++, frame, 0, (coded, data) -> give(coded, data, out));
        }
    }

    private void give(long coded, byte[] data, CaptureTranscoder.Receiver out) {
        long frameUs = durationUs(FRAME);
        // The lead-in, which the first frame's decoding needs, stands before it.
        Long first = coded < 0 ? starts.get(0L) : starts.remove(coded);
        if (first != null) {
            out.accept(coded < 0 ? first + coded * frameUs : first, frameUs, true, data, format);
        }
    }

    void finish(CaptureTranscoder.Receiver out) {
        pad(out);
        if (index > 0) {
            encoder.finish((coded, data) -> give(coded, data, out));
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
