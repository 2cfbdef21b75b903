package org.lectern.model;

import java.util.Set;

/** The life of a chunk, the unit of encoding. */
public enum ChunkState {
    /** Its segments are in the store and its task is queued. */
    QUEUED,
    /** A worker encodes it. */
    ENCODING,
    /** Its lowest renditions are in the store; the others follow when there is time. */
    PARTIAL,
    /** Every rendition segment of it is in the store. */
    DONE,
    /** It could not be decoded; a slate stands in its place. */
    SLATED;

    /** Of which nothing can be played. */
    public static final Set<ChunkState> WAITING = Set.of(QUEUED, ENCODING);

    /** Of which something is still to be encoded. */
    public static final Set<ChunkState> OPEN = Set.of(QUEUED, ENCODING, PARTIAL);

    public static final Transitions<ChunkState> TRANSITIONS = Transitions.of(ChunkState.class)
            // A retry, or another worker after a lost lease, starts from QUEUED or ENCODING alike.
            .row(QUEUED, ENCODING)
            .row(ENCODING, QUEUED, PARTIAL, DONE, SLATED)
            .row(PARTIAL, DONE, SLATED)
            .build();

    /** Whether some rendition of it, and nothing less than the lowest, is in the store. */
    public boolean isPlayable() {
        return !WAITING.contains(this);
    }

    /** Whether nothing more is to come. */
    public boolean isWhole() {
        return this == DONE || this == SLATED;
    }
}
