package org.lectern.model;

/** The life of a lecture, as a student understands it. */
public enum LectureState {
    /** In the catalogue, nothing recorded. */
    SCHEDULED,
    /** Being recorded; watchable with a delay as soon as the first chunk is encoded. */
    RECORDING,
    /** Made from a file that is being uploaded or read. */
    IMPORTING,
    /** Recorded; the last chunks are being encoded. */
    PROCESSING,
    /** All renditions are playable. */
    READY,
    /** Nothing could be recorded. */
    FAILED;

    public static final Transitions<LectureState> TRANSITIONS = Transitions.of(LectureState.class)
            .row(SCHEDULED, RECORDING, FAILED)
            .row(RECORDING, PROCESSING, READY, FAILED)
            .row(IMPORTING, PROCESSING, READY, FAILED)
            .row(PROCESSING, READY, FAILED)
            // A new recording of a lecture that failed, or its file read again.
            .row(FAILED, RECORDING, IMPORTING)
            .build();
}
