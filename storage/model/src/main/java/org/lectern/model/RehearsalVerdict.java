package org.lectern.model;

/** What a rehearsal says of a room, worst first. */
public enum RehearsalVerdict {
    /** A lecture would not be recorded as it should. */
    FAILS,
    /** It would be recorded, with something amiss. */
    DOUBTFUL,
    /** All is well. */
    FINE
}
