package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.media.loudness.Blocks;
import org.lectern.media.loudness.KWeighting;
import org.lectern.media.loudness.Power;
import org.lectern.media.mp4.Sample;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how loud source segments are. A segment's measure depends on its bytes alone and is kept for
 * the chunks that come, so a worker that encodes a lecture decodes each segment for it once.
 * Thread-safe.
 */
final class SoundMeter {
    private static final Logger LOG = LoggerFactory.getLogger(SoundMeter.class);
    /** About six hours of one track, at some kilobytes each. */
    private static final int KEPT_SEGMENTS = 4096;
    /** The decoder begins in the middle of the sound: what comes first is not what was recorded. */
    private static final int UNSURE_PACKETS = 2;

    private final Map<String, Measure> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Measure> eldest) {
            return size() > KEPT_SEGMENTS;
        }
    };

    /**
     * The power of each packet of a segment.
     *
     * @param startsUs media time at which each begins
     * @param lengthUs how long one is
     */
    private record Measure(double[] startsUs, double lengthUs, List<Power> powers) {}

    /**
     * Measures segments.
     *
     * @param from the first position that matters, in microseconds from position 0 of the publication
     * @param to the end of the positions that matter
     */
    Blocks measure(List<TrackEntry.Segment> segments, SegmentSource source, long originUs, long from, long to) {
        List<TrackEntry.Segment> unknown =
                segments.stream().filter(segment -> kept(segment) == null).toList();
        Map<TrackEntry.Segment, byte[]> objects = source.history(unknown);
        Blocks blocks = new Blocks(from, to);
        for (TrackEntry.Segment segment : segments) {
            Measure measure = kept(segment);
            byte[] object = objects.get(segment);
            if (measure == null && object != null) {
                measure = measure(segment, object);
                keep(segment, measure);
            }
            if (measure != null) {
                add(measure, Placement.of(segment, originUs), blocks);
            }
        }
        return blocks;
    }

    private @Nullable Measure kept(TrackEntry.Segment segment) {
        synchronized (kept) {
            return kept.get(segment.sha256());
        }
    }

    private void keep(TrackEntry.Segment segment, Measure measure) {
        synchronized (kept) {
            kept.put(segment.sha256(), measure);
        }
    }

    private static void add(Measure measure, Placement placement, Blocks blocks) {
        for (int i = 0; i < measure.startsUs().length; i++) {
            double start = Math.max(measure.startsUs()[i], placement.mediaStartUs());
            double end = Math.min(measure.startsUs()[i] + measure.lengthUs(), placement.mediaEndUs());
            if (end > start) {
                blocks.add(
                        placement.position(start),
                        placement.position(end),
                        measure.powers().get(i));
            }
        }
    }

    private static Measure measure(TrackEntry.Segment entry, byte[] object) {
        try {
            return measure(LoadedSegment.read(entry, object, MediaKind.AUDIO));
        } catch (LecternException e) {
            if (e.code() != ErrorCode.MEDIA_DAMAGED) {
                throw e;
            }
            LOG.warn("{} is not measured: {}", entry.objectKey(), e.getMessage());
            return new Measure(new double[0], 0, List.of());
        }
    }

    private static Measure measure(LoadedSegment segment) {
        List<Sample> packets = segment.samples();
        List<Power> powers = new ArrayList<>();
        double lengthUs = 0;
        try (AudioDecoder decoder = new AudioDecoder(segment.format())) {
            KWeighting left = null;
            KWeighting right = null;
            for (Sample packet : packets) {
                AudioDecoder.Sound sound = decoder.decode(packet);
                if (sound == null) {
                    powers.add(Power.NONE);
                    continue;
                }
                if (left == null || right == null) {
                    left = new KWeighting(sound.sampleRate());
                    right = new KWeighting(sound.sampleRate());
                    lengthUs = 1e6 * sound.length() / sound.sampleRate();
                }
                powers.add(power(sound.in(2), left, right));
            }
        }
        for (int i = 0; i < UNSURE_PACKETS && powers.size() > UNSURE_PACKETS; i++) {
            powers.set(i, powers.get(UNSURE_PACKETS));
        }
        double toUs = 1e6 / segment.format().timescale();
        double[] starts =
                packets.stream().mapToDouble(packet -> packet.pts() * toUs).toArray();
        return new Measure(starts, lengthUs, List.copyOf(powers));
    }

    private static Power power(float[][] sound, KWeighting left, KWeighting right) {
        double ll = 0;
        double rr = 0;
        double lr = 0;
        int length = sound[0].length;
        for (int i = 0; i < length; i++) {
            double l = left.filter(sound[0][i]);
            double r = right.filter(sound[1][i]);
            ll += l * l;
            rr += r * r;
            lr += l * r;
        }
        return new Power(ll / length, rr / length, lr / length);
    }
}
