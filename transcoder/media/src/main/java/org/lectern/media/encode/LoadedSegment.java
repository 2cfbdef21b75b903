package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;

/** A source segment with its samples in decode order. */
record LoadedSegment(TrackEntry.Segment entry, TrackFormat format, List<Sample> samples) {

    static List<LoadedSegment> load(ChunkScene scene, SegmentSource source, MediaKind kind) {
        List<LoadedSegment> loaded = new ArrayList<>();
        for (TrackEntry.Segment entry : scene.segments()) {
            loaded.add(read(entry, source.fetch(entry), kind));
        }
        return loaded;
    }

    /** Reads a segment's object; MEDIA_DAMAGED if it holds nothing of the kind. */
    static LoadedSegment read(TrackEntry.Segment entry, byte[] bytes, MediaKind kind) {
        Fmp4File file;
        try {
            file = Fmp4Reader.read(bytes);
        } catch (LecternException e) {
            throw damaged(entry, String.valueOf(e.getMessage()), e);
        }
        if (file.format().kind() != kind) {
            throw damaged(entry, "it holds %s instead of %s.".formatted(file.format(), kind.key()), null);
        }
        List<Sample> samples = file.samples();
        if (samples.isEmpty()) {
            throw damaged(entry, "it holds no whole fragment.", null);
        }
        return new LoadedSegment(entry, file.format(), samples);
    }

    /** MEDIA_DAMAGED, with what and where. */
    static LecternException damaged(TrackEntry.Segment entry, String what, @Nullable Throwable cause) {
        return new LecternException(
                ErrorCode.MEDIA_DAMAGED,
                "Source segment %d (%.3f to %.3f s of the capture, %s) cannot be decoded: %s"
                        .formatted(
                                entry.sequence(), entry.startUs() / 1e6, entry.endUs() / 1e6, entry.objectKey(), what),
                cause);
    }

    /** Whether the other segment's media goes on from this one's without a break. */
    boolean continuesIn(LoadedSegment next) {
        return entry.run() == next.entry.run()
                && entry.sequence() + 1 == next.entry.sequence()
                && format.equals(next.format);
    }

    /** How many pictures at most precede a picture in decode order that follow it in presentation. */
    int reorderDepth() {
        int depth = 0;
        for (int i = 0; i < samples.size(); i++) {
            int later = 0;
            for (int j = Math.max(0, i - 16); j < i; j++) {
                if (samples.get(j).pts() > samples.get(i).pts()) {
                    later++;
                }
            }
            depth = Math.max(depth, later);
        }
        return depth;
    }
}
