package org.lectern.model;

/** The life of a chunk, the unit of encoding. */
public enum ChunkState {
    /** Its segments are in the store and its task is queued. */
    QUEUED,
    /** A worker encodes it. */
    ENCODING,
    /** Every rendition segment of it is in the store. */
    DONE,
    /** It could not be decoded; a slate stands in its place. */
    SLATED;

    public static final Transitions<ChunkState> TRANSITIONS = Transitions.of(ChunkState.class)
            // A retry, or another worker after a lost lease, starts from QUEUED or ENCODING alike.
            .row(QUEUED, ENCODING)
            .row(ENCODING, QUEUED, DONE, SLATED)
            .build();

    /** Whether its rendition segments are in the store. */
    public boolean isPlayable() {
        return this == DONE || this == SLATED;
    }
}
