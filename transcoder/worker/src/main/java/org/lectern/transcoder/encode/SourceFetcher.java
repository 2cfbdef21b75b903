package org.lectern.transcoder.encode;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.Parallel;

/** Reads the source segments of a chunk from the store. */
@ApplicationScoped
class SourceFetcher {
    private static final Logger LOG = Logger.getLogger(SourceFetcher.class);

    private final ObjectStore store;

    SourceFetcher(ObjectStore store) {
        this.store = store;
    }

    /**
     * What a chunk is encoded from.
     *
     * @param entries the journal without the segments that the store has lost
     * @param bytes the segments' objects by key
     */
    record Sources(List<TrackEntry> entries, Map<String, byte[]> bytes) {
        byte[] of(TrackEntry.Segment segment) {
            byte[] found = bytes.get(segment.objectKey());
            if (found == null) {
                throw new LecternException(
                        ErrorCode.INTERNAL,
                        "The encoder asks for %s, which is not in its chunk.".formatted(segment.objectKey()));
            }
            return found;
        }
    }

    /**
     * Fetches all segments among the entries at once. One that the store has lost is left out with a
     * warning: its stretch is shown as a gap, the rest of the chunk as it is.
     */
    Sources fetch(List<TrackEntry> entries) {
        Map<String, byte[]> bytes = new HashMap<>();
        List<TrackEntry.Segment> segments = entries.stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(TrackEntry.Segment.class::cast)
                .toList();
        List<byte[]> objects = Parallel.map(segments, this::fetch);
        for (int i = 0; i < segments.size(); i++) {
            if (objects.get(i).length > 0) {
                bytes.put(segments.get(i).objectKey(), objects.get(i));
            }
        }
        List<TrackEntry> usable = entries.stream()
                .filter(entry ->
                        !(entry instanceof TrackEntry.Segment segment) || bytes.containsKey(segment.objectKey()))
                .toList();
        return new Sources(usable, Map.copyOf(bytes));
    }

    private byte[] fetch(TrackEntry.Segment segment) {
        try {
            return store.get(segment.objectKey());
        } catch (LecternException e) {
            if (e.code() != ErrorCode.OBJECT_NOT_FOUND) {
                throw e;
            }
            LOG.warnf("The store has lost %s; what it held is shown as a gap.", segment.objectKey());
            return new byte[0];
        }
    }
}
