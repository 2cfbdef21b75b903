package org.lectern.transcoder.describe;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.plan.ChunkResult;

/** The objects of one rendition of a closed publication. Holds one initialisation segment. Not thread-safe. */
final class PublishedRendition {
    private final ObjectStore store;
    private final String folder;
    private final RenditionTimeline timeline;
    private String initUri = "";
    private byte[] init = {};

    /** @param folder of the track, with a trailing slash */
    PublishedRendition(ObjectStore store, String folder, RenditionTimeline timeline) {
        this.store = store;
        this.folder = folder;
        this.timeline = timeline;
    }

    List<RenditionTimeline.Entry> entries() {
        return timeline.entries();
    }

    RenditionTimeline timeline() {
        return timeline;
    }

    byte[] init(RenditionTimeline.Entry entry) {
        if (!entry.initUri().equals(initUri)) {
            init = store.get(folder + entry.initUri());
            initUri = entry.initUri();
        }
        return init;
    }

    byte[] segment(RenditionTimeline.Entry entry) {
        return store.get(folder + entry.segment().uri());
    }

    /** The {@code moof} and the picture of a segment's first IDR picture. */
    byte[] key(RenditionTimeline.Entry entry) {
        ChunkResult.Keyframe key = entry.segment().keyframes().getFirst();
        try (InputStream in = store.open(folder + entry.segment().uri(), key.offset(), (long) key.length())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new LecternException(
                    ErrorCode.STORE_UNAVAILABLE, "A segment could not be read: " + e.getMessage(), e);
        }
    }

    /** Where a segment begins, in microseconds. */
    long startUs(RenditionTimeline.Entry entry) {
        return timeline.micros(entry.segment().startTicks());
    }

    /** The segment that shows a position: the last that begins at or before it. */
    RenditionTimeline.Entry at(long positionUs) {
        RenditionTimeline.Entry found = entries().getFirst();
        for (RenditionTimeline.Entry entry : entries()) {
            if (startUs(entry) > positionUs) {
                break;
            }
            found = entry;
        }
        return found;
    }

    /** The last tick of the timescale that is not behind a position, with a tick for its rounding. */
    long ticks(long positionUs) {
        return Math.ceilDiv(positionUs * timeline.timescale(), 1_000_000L) + 1;
    }
}
