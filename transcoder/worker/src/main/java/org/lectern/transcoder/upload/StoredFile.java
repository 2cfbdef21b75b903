package org.lectern.transcoder.upload;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.upload.UploadJob;
import org.lectern.model.object.ObjectStore;

/**
 * An uploaded file, read from its pieces in the store. Keeps the few that were read last: files are read
 * forwards mostly, and at two places at once where picture and sound lie apart. For one thread.
 */
final class StoredFile {
    private static final int KEPT = 6;

    private final ObjectStore store;
    private final List<UploadJob.Piece> pieces;
    private final long[] starts;
    private final Map<Integer, byte[]> kept = new LinkedHashMap<>(KEPT, 0.75f, true);
    private long furthest;

    StoredFile(ObjectStore store, List<UploadJob.Piece> pieces) {
        this.store = store;
        this.pieces = pieces;
        starts = pieces.stream().mapToLong(UploadJob.Piece::start).toArray();
    }

    /** At least one byte and at most {@code length} of them; null at the end. */
    byte @Nullable [] read(long offset, int length) {
        int found = Arrays.binarySearch(starts, offset);
        int number = found >= 0 ? found : -found - 2;
        if (number < 0) {
            return null;
        }
        UploadJob.Piece piece = pieces.get(number);
        int from = Math.toIntExact(Math.min(offset - piece.start(), piece.bytes()));
        int count = Math.min(length, piece.bytes() - from);
        if (count <= 0) {
            return null;
        }
        furthest = Math.max(furthest, offset + count);
        return Arrays.copyOfRange(bytes(number), from, from + count);
    }

    private byte[] bytes(int number) {
        byte[] bytes = kept.get(number);
        if (bytes == null) {
            bytes = store.get(pieces.get(number).objectKey());
            kept.put(number, bytes);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return bytes;
    }

    /** How far the file was read. */
    long furthest() {
        return furthest;
    }
}
