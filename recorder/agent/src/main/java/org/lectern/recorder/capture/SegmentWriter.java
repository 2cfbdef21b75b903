package org.lectern.recorder.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;
import org.lectern.model.PictureCoding;
import org.lectern.model.SourceFormat;
import org.lectern.recorder.spool.SegmentCoding;
import org.lectern.recorder.spool.SegmentFile;

/**
 * Fills one source segment with parts of at most a second. For one thread. After an {@link IOException}
 * what is on the disk stays good; what was in the part is in {@link #unwritten()}.
 */
final class SegmentWriter {
    /** A part goes to the disk when it holds this much: with the time to connect again, a kill costs less than a second. */
    static final long PART_US = 500_000;

    private final SegmentFile file;
    private final TrackFormat format;
    private final Session session;
    private final int run;
    private final List<Sample> part = new ArrayList<>();
    private final long mediaStartUs;
    private final long firstDtsUs;
    private long mediaEndUs;
    private final List<Long> keyframesUs = new ArrayList<>();
    private final List<Long> picturesUs = new ArrayList<>();
    private int packets;
    private int parts;
    private long partStartNanos;

    SegmentWriter(SegmentFile file, TrackFormat format, Session session, int run, long mediaStartUs, long firstDtsUs) {
        this.file = file;
        this.format = format;
        this.session = session;
        this.run = run;
        this.mediaStartUs = mediaStartUs;
        this.firstDtsUs = firstDtsUs;
        this.mediaEndUs = mediaStartUs;
    }

    /**
     * Adds a sample, and writes the part if it is full.
     *
     * @return number of samples that are on the disk now and were not before
     */
    int add(Sample sample) throws IOException {
        if (part.isEmpty()) {
            partStartNanos = System.nanoTime();
        }
        part.add(sample);
        long durationUs = sample.dts() + sample.duration() - part.getFirst().dts();
        return durationUs >= PART_US ? flush() : 0;
    }

    /** Whether a part has waited for more samples long enough. */
    boolean isPartOld() {
        return !part.isEmpty() && System.nanoTime() - partStartNanos > PART_US * 1000;
    }

    /**
     * Writes the part.
     *
     * @return number of samples in it
     */
    int flush() throws IOException {
        if (part.isEmpty()) {
            return 0;
        }
        List<byte[]> pieces = new ArrayList<>(part.size() + 2);
        if (parts == 0) {
            pieces.add(Fmp4Writer.init(format));
        }
        pieces.add(Fmp4Writer.fragmentHead(parts + 1, format, part));
        part.forEach(sample -> pieces.add(sample.data()));
        file.write(pieces);
        parts++;
        int count = part.size();
        packets += count;
        for (Sample sample : part) {
            mediaEndUs = Math.max(mediaEndUs, sample.pts() + sample.duration());
            if (format.kind() == MediaKind.VIDEO) {
                picturesUs.add(sample.dts());
            }
            if (sample.sync() && format.codec() == Codec.H264) {
                keyframesUs.add(sample.pts());
            }
        }
        part.clear();
        return count;
    }

    /** Takes away the samples that could not be written. */
    int unwritten() {
        int count = part.size();
        part.clear();
        return count;
    }

    boolean isEmpty() {
        return packets == 0;
    }

    int packets() {
        return packets;
    }

    int run() {
        return run;
    }

    Session session() {
        return session;
    }

    SegmentFile file() {
        return file;
    }

    TrackFormat format() {
        return format;
    }

    long mediaStartUs() {
        return mediaStartUs;
    }

    /** Where the last written sample ends. */
    long mediaEndUs() {
        return mediaEndUs;
    }

    /** How much media it holds, with a sample that begins at {@code dtsUs}. */
    long lengthUs(long dtsUs) {
        return dtsUs - firstDtsUs;
    }

    /** How its pictures are coded, null where nobody asks. */
    @Nullable
    PictureCoding coding() {
        return SegmentCoding.of(format, keyframesUs);
    }

    /** What the catalogue says of it. */
    SourceFormat sourceFormat() {
        return SegmentCoding.sourceFormat(format, picturesUs);
    }
}
