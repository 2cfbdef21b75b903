package org.lectern.media.encode;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.GapReason;
import org.lectern.model.PictureCoding;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;

/** A track's journal with its segments in memory. */
final class TestSource implements SegmentSource {
    private final List<TrackEntry> entries = new ArrayList<>();
    private final Map<Integer, byte[]> files = new HashMap<>();
    private int runs;

    /** A segment before it is placed. */
    record Packed(
            byte[] file,
            SourceFormat format,
            long mediaStartUs,
            long mediaEndUs,
            int packets,
            @Nullable PictureCoding coding) {}

    static Packed pack(TrackFormat format, SourceFormat sourceFormat, List<Sample> samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Fmp4Writer.init(format));
        int half = Math.max(1, samples.size() / 2);
        for (int from = 0, number = 1; from < samples.size(); from += half) {
            out.writeBytes(Fmp4Writer.fragment(
                    number++, format, samples.subList(from, Math.min(samples.size(), from + half))));
        }
        long start = samples.stream().mapToLong(Sample::pts).min().orElseThrow();
        long end = samples.stream().mapToLong(s -> s.pts() + s.duration()).max().orElseThrow();
        PictureCoding coding = format.codec() != Codec.H264
                ? null
                : new PictureCoding(
                        Base64.getEncoder().encodeToString(format.codecConfig()),
                        samples.stream().filter(Sample::sync).map(Sample::pts).toList());
        return new Packed(out.toByteArray(), sourceFormat, start, end, samples.size(), coding);
    }

    /** Places the last segment as one whose beginning, up to a media time, is there already. */
    TestSource skipTo(long mediaStartUs) {
        TrackEntry.Segment s = (TrackEntry.Segment) entries.removeLast();
        long skipped = mediaStartUs - s.mediaStartUs();
        entries.add(new TrackEntry.Segment(
                s.sequence(),
                s.startUs() + skipped,
                s.endUs(),
                s.run(),
                mediaStartUs,
                s.mediaEndUs(),
                s.wallStart(),
                s.format(),
                s.objectKey(),
                s.bytes(),
                s.sha256(),
                s.packets(),
                s.coding()));
        return this;
    }

    /** Adds a session whose media time {@code t} stands at {@code t + offsetUs}. */
    TestSource session(List<Packed> segments, long offsetUs) {
        return session(segments, offsetUs, 1);
    }

    /** Adds a session of a device whose clock runs {@code 1 / pace} as fast as the recorder's. */
    TestSource session(List<Packed> segments, long offsetUs, double pace) {
        long first = segments.getFirst().mediaStartUs();
        for (Packed packed : segments) {
            int sequence = entries.size();
            files.put(sequence, packed.file());
            entries.add(new TrackEntry.Segment(
                    sequence,
                    offsetUs + first + Math.round((packed.mediaStartUs() - first) * pace),
                    offsetUs + first + Math.round((packed.mediaEndUs() - first) * pace),
                    runs,
                    packed.mediaStartUs(),
                    packed.mediaEndUs(),
                    Instant.EPOCH,
                    packed.format(),
                    "src/test/%08d.mp4".formatted(sequence),
                    packed.file().length,
                    ContentKey.of(packed.file()),
                    packed.packets(),
                    packed.coding()));
        }
        runs++;
        return this;
    }

    /** Adds a segment without content, for what needs the journal only. */
    TestSource placed(long startUs, long endUs) {
        entries.add(new TrackEntry.Segment(
                entries.size(), startUs, endUs, 0, startUs, endUs, Instant.EPOCH, null, "none", 0, "" + startUs, 1));
        return this;
    }

    TestSource gap(long startUs, long endUs) {
        entries.add(new TrackEntry.Gap(entries.size(), startUs, endUs, GapReason.DEVICE_LOST, 0));
        return this;
    }

    TestSource replaceFile(int sequence, byte[] file) {
        files.put(sequence, file);
        return this;
    }

    List<TrackEntry> entries() {
        return entries;
    }

    byte[] file(int sequence) {
        return files.get(sequence);
    }

    @Override
    public byte[] fetch(TrackEntry.Segment segment) {
        return files.get(segment.sequence());
    }
}
