package org.lectern.model;

/** How far the composite view of a publication is made. */
public enum CompositeState {
    /** A worker will do it, or does. */
    WAITING,
    DONE,
    /** Given up after some tries; the other views are played. */
    FAILED;

    public static final Transitions<CompositeState> TRANSITIONS =
            Transitions.of(CompositeState.class).row(WAITING, DONE, FAILED).build();
}
