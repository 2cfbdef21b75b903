package org.lectern.model;

/** The life of a track: what one device delivers to one capture. */
public enum TrackState {
    /** No packet yet. */
    WAITING,
    /** Packets arrive. */
    RECORDING,
    /** The device is lost; a gap grows. */
    GAP,
    /** The capture has stopped; the last sequence number is known. */
    ENDED;

    public static final Transitions<TrackState> TRANSITIONS = Transitions.of(TrackState.class)
            .row(WAITING, RECORDING, GAP, ENDED)
            .row(RECORDING, GAP, ENDED)
            .row(GAP, RECORDING, ENDED)
            .build();
}
