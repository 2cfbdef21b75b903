package org.lectern.model;

/** Why a capture is not complete. */
public enum IncidentKind {
    /** The recorder would not begin it, or only late. */
    NOT_BEGUN,
    /** A device of the room delivered nothing at all. */
    NOTHING_RECORDED,
    /** A track has gaps. */
    GAPS,
    /** Neither media nor a gap says what happened at the end, or at the beginning. */
    CUT_SHORT,
    /** Recorded, and not in the store. */
    NOT_UPLOADED,
    /** Parts could not be decoded; a slate stands in their place. */
    DAMAGED,
    /** In the store, and not playable. */
    NOT_PLAYABLE,
    /** The recorder has not told the end of a capture that was to be over long ago. */
    NOT_CLOSED
}
