package org.lectern.transcoder.encode;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.Parallel;

/** Reads the source segments of a chunk from the store, as they were recorded or not at all. */
@ApplicationScoped
class SourceFetcher {
    private static final Logger LOG = Logger.getLogger(SourceFetcher.class);
    private static final int TRIES = 2;

    private final ObjectStore store;

    SourceFetcher(ObjectStore store) {
        this.store = store;
    }

    /**
     * Fetches all segments among the entries that end behind a position of the capture's timeline, at
     * once. One that the store has lost or changed is left out with a warning: its stretch is shown as
     * a gap, the rest of the chunk as it is. Those before the position stay among the entries.
     */
    Sources fetch(List<TrackEntry> entries, long fromUs) {
        Map<TrackEntry.Segment, byte[]> bytes = fetchAll(Sources.segments(entries).stream()
                .filter(segment -> segment.endUs() > fromUs)
                .toList());
        return new Sources(
                entries.stream()
                        .filter(entry -> !(entry instanceof TrackEntry.Segment segment)
                                || segment.endUs() <= fromUs
                                || bytes.containsKey(segment))
                        .toList(),
                bytes);
    }

    /** Fetches segments at once; what the store has lost or changed is left out with a warning. */
    Map<TrackEntry.Segment, byte[]> fetchAll(List<TrackEntry.Segment> segments) {
        List<Optional<byte[]>> objects = Parallel.map(segments, this::fetch);
        Map<TrackEntry.Segment, byte[]> bytes = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            TrackEntry.Segment segment = segments.get(i);
            objects.get(i).ifPresent(object -> bytes.put(segment, object));
        }
        return Map.copyOf(bytes);
    }

    private Optional<byte[]> fetch(TrackEntry.Segment segment) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                byte[] bytes = store.get(segment.objectKey());
                if (sha256(bytes).equals(segment.sha256())) {
                    return Optional.of(bytes);
                }
            } catch (LecternException e) {
                if (e.code() != ErrorCode.OBJECT_NOT_FOUND) {
                    throw e;
                }
            }
        }
        LOG.warnf("%s is lost or is not what was recorded; its stretch is shown as a gap.", segment.objectKey());
        return Optional.empty();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
