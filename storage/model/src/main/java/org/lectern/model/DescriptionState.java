package org.lectern.model;

/** How far a publication is described: whether what stands beside the video has been made. */
public enum DescriptionState {
    /** A worker will do it, or does. */
    WAITING,
    DONE,
    /** Given up after some tries; the lecture is played without. */
    FAILED;

    public static final Transitions<DescriptionState> TRANSITIONS = Transitions.of(DescriptionState.class)
            .row(WAITING, DONE, FAILED)
            .row(DONE, WAITING)
            .row(FAILED, WAITING)
            .build();
}
