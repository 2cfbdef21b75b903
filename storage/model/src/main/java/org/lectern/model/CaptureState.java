package org.lectern.model;

/** The life of a capture: the raw recording of one lecture. */
public enum CaptureState {
    /** Asked for; the agent has not answered yet. */
    REQUESTED,
    /** The agent records. */
    RECORDING,
    /** Stop was asked for; the agent has not confirmed it yet. */
    STOPPING,
    /** The agent has stopped; segments are still on their way to the store. */
    UPLOADING,
    /** Every journal entry of every track is in the catalogue, every segment in the store. */
    COMPLETE,
    /** Nothing was recorded, as far as anybody has told. */
    FAILED;

    public static final Transitions<CaptureState> TRANSITIONS = Transitions.of(CaptureState.class)
            // An agent that was cut off may report the whole capture at once, from any earlier state.
            .row(REQUESTED, RECORDING, STOPPING, UPLOADING, COMPLETE, FAILED)
            .row(RECORDING, STOPPING, UPLOADING, COMPLETE)
            .row(STOPPING, UPLOADING, COMPLETE, FAILED)
            .row(UPLOADING, COMPLETE)
            // An agent that could not be reached may have recorded it after all.
            .row(FAILED, RECORDING)
            .build();

    /** Whether the agent may still write packets. */
    public boolean isActive() {
        return this == REQUESTED || this == RECORDING || this == STOPPING;
    }
}
