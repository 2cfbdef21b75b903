package org.lectern.media.upload;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.FrameRate;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;

/**
 * Cuts the packets of one stream into source segments of about six seconds, each from a key picture to the
 * next: what a recorder's spool does with what a camera sends. Media time counts from {@link #BIAS_US} at
 * position 0, as decode times may lie before it. For one thread.
 */
final class SegmentCutter {
    static final long BIAS_US = 10_000_000;

    private static final long SEGMENT_US = 6_000_000;
    private static final long SLACK_US = 20_000;
    private static final long SHORTEST_US = 1_000_000;
    private static final int LARGE_BYTES = 16 * 1024 * 1024;
    /** A picture stands until the next one comes; a sample's duration has 31 bits. */
    private static final long VIDEO_HOLE_US = 1_800_000_000;

    private static final long AUDIO_HOLE_US = 200_000;
    /** Over less, the picture before is held; of sound, nobody misses it. */
    private static final long SHORTEST_GAP_US = 100_000;

    private static final long USUAL_FRAME_US = 40_000;

    private final MediaKind kind;
    private final FrameRate rate;
    private final long holeUs;
    private final Sink sink;
    private final Set<Long> hidden = new HashSet<>();
    private final List<Sample> samples = new ArrayList<>();
    private @Nullable MediaPacket pending;
    private @Nullable TrackFormat format;
    private long bytes;
    private long startUs;
    private boolean abuts;
    private int run = -1;
    private int sequence;
    private long endUs = Long.MIN_VALUE;

    /** Where what is cut goes. */
    @FunctionalInterface
    interface Sink {
        void take(ImportedPiece piece, byte[] bytes);
    }

    /** @param rate of pictures; of no meaning for sound */
    SegmentCutter(MediaKind kind, FrameRate rate, Sink sink) {
        this.kind = kind;
        this.rate = rate;
        this.sink = sink;
        holeUs = kind == MediaKind.VIDEO ? VIDEO_HOLE_US : AUDIO_HOLE_US;
    }

    /** Where the last piece ends, microseconds from position 0; 0 where there is none. */
    long endUs() {
        return Math.max(0, endUs);
    }

    boolean isEmpty() {
        return sequence == 0;
    }

    /** A picture of this time is there to begin decoding with, and is not shown. */
    void hide(long ptsUs) {
        hidden.add(ptsUs);
    }

    void add(MediaPacket packet) {
        MediaPacket next = packet;
        MediaPacket before = pending;
        TrackFormat now = packet.format() == null ? format : packet.format();
        boolean other = now != null && !now.equals(format);
        if (before != null) {
            if (next.dtsUs() <= before.dtsUs()) {
                next = next.at(next.ptsUs(), before.dtsUs() + 1);
            }
            complete(before, next, other);
        }
        if (samples.isEmpty()) {
            if (now == null || !next.keyframe()) {
                // Nothing can be decoded before a key picture.
                pending = null;
                return;
            }
            if (other) {
                run++;
                format = now;
                abuts = false;
            }
            startUs = next.ptsUs();
        } else if (other) {
            // What it shows is coded otherwise than what is there.
            pending = null;
            close(endOfSamplesUs());
            abuts = false;
            return;
        }
        pending = next;
    }

    private void complete(MediaPacket before, MediaPacket next, boolean other) {
        long stepUs = next.dtsUs() - before.dtsUs();
        boolean hole = stepUs > holeUs;
        write(before, hole ? usualUs(before) : stepUs);
        if (hole) {
            close(endOfSamplesUs());
            abuts = false;
            return;
        }
        long lengthUs = next.dtsUs() - samples.getFirst().dts();
        boolean due = lengthUs >= SEGMENT_US - SLACK_US || (bytes > LARGE_BYTES && lengthUs >= SHORTEST_US);
        if (next.keyframe() && (due || other)) {
            close(Math.max(next.ptsUs(), startUs + 1));
            abuts = true;
        }
    }

    private static long usualUs(MediaPacket packet) {
        return packet.durationUs() > 0 ? Math.min(packet.durationUs(), VIDEO_HOLE_US) : USUAL_FRAME_US;
    }

    private void write(MediaPacket packet, long durationUs) {
        pending = null;
        samples.add(new Sample(
                packet.dtsUs(),
                Math.toIntExact(durationUs),
                Math.toIntExact(Math.clamp(packet.ptsUs() - packet.dtsUs(), -VIDEO_HOLE_US, VIDEO_HOLE_US)),
                packet.keyframe(),
                packet.data()));
        bytes += packet.data().length;
    }

    private long endOfSamplesUs() {
        return samples.stream()
                .mapToLong(sample -> sample.pts() + sample.duration())
                .max()
                .orElse(startUs + 1);
    }

    /** How long the group of pictures at hand is already, microseconds and bytes. */
    long groupUs(MediaPacket next) {
        int first = lastSync();
        return first < 0 ? 0 : next.dtsUs() - samples.get(first).dts();
    }

    long groupBytes() {
        long size = 0;
        for (int i = Math.max(0, lastSync()); i < samples.size(); i++) {
            size += samples.get(i).data().length;
        }
        return size;
    }

    private int lastSync() {
        int i = samples.size() - 1;
        while (i >= 0 && !samples.get(i).sync()) {
            i--;
        }
        return i;
    }

    /** Takes back the group of pictures at hand; what stands before it is cut. */
    List<Sample> takeGroup() {
        MediaPacket waiting = pending;
        if (waiting != null) {
            write(waiting, usualUs(waiting));
        }
        int first = Math.max(0, lastSync());
        List<Sample> group = List.copyOf(samples.subList(first, samples.size()));
        samples.subList(first, samples.size()).clear();
        if (!samples.isEmpty()) {
            close(Math.max(group.getFirst().pts(), startUs + 1));
        }
        bytes = 0;
        abuts = false;
        return group;
    }

    /** Cuts what is left. */
    void finish() {
        MediaPacket last = pending;
        if (last != null) {
            write(last, usualUs(last));
        }
        if (!samples.isEmpty()) {
            close(endOfSamplesUs());
        }
    }

    private void close(long mediaEndUs) {
        List<Sample> done = List.copyOf(samples);
        samples.clear();
        bytes = 0;
        TrackFormat held = format;
        long fromUs = abuts ? startUs : shownFromUs(done);
        hidden.clear();
        long atUs = Math.max(fromUs - BIAS_US, endUs);
        long untilUs = mediaEndUs - BIAS_US;
        if (held == null || fromUs == Long.MAX_VALUE || untilUs <= atUs) {
            return;
        }
        long gapFromUs = Math.max(0, endUs);
        if (atUs - gapFromUs >= SHORTEST_GAP_US) {
            sink.take(new ImportedPiece(kind, sequence++, gapFromUs, atUs, run, 0, 0, null, 0), new byte[0]);
        }
        endUs = untilUs;
        sink.take(
                new ImportedPiece(
                        kind,
                        sequence++,
                        atUs,
                        untilUs,
                        run,
                        atUs + BIAS_US,
                        mediaEndUs,
                        sourceFormat(held),
                        done.size()),
                bytes(held, done));
    }

    /** What is hidden at the beginning of a run is decoded only. */
    private long shownFromUs(List<Sample> done) {
        return !hidden.contains(startUs)
                ? startUs
                : done.stream()
                        .mapToLong(Sample::pts)
                        .filter(pts -> !hidden.contains(pts))
                        .min()
                        .orElse(Long.MAX_VALUE);
    }

    private SourceFormat sourceFormat(TrackFormat held) {
        return kind == MediaKind.VIDEO
                ? SourceFormat.video(held.codec(), held.width(), held.height(), rate)
                : SourceFormat.audio(held.codec(), held.sampleRate(), held.channels());
    }

    private static byte[] bytes(TrackFormat format, List<Sample> samples) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Fmp4Writer.init(format));
        out.writeBytes(Fmp4Writer.fragment(1, format, samples));
        return out.toByteArray();
    }
}
