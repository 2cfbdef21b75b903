package org.lectern.model;

/** The life of an uploaded file. */
public enum UploadState {
    /** Its bytes are on their way. */
    RECEIVING,
    /** All its bytes are in the store; a worker will read it. */
    WAITING,
    /** A worker reads it. */
    IMPORTING,
    /** All that it holds is in the lecture. */
    DONE,
    /** It cannot be read, or not to its end; the file is kept. */
    FAILED;

    public static final Transitions<UploadState> TRANSITIONS = Transitions.of(UploadState.class)
            .row(RECEIVING, WAITING)
            .row(WAITING, IMPORTING)
            .row(IMPORTING, DONE, FAILED)
            // Once more, by hand.
            .row(FAILED, WAITING)
            .build();
}
