package org.lectern.model.plan;

/**
 * What is given up on a chunk so that the lecture does not run away from its encoders; kept with the
 * chunk. In each case the initialisation segments are those of the others.
 */
public enum Hurry {
    /** Nothing: as planned. */
    NONE,
    /** Some quality for the same rate: x264's {@code superfast}. */
    FAST,
    /** More of it: nearly x264's {@code ultrafast}. */
    FASTEST,
    /** The best rungs for now: the lowest are encoded at once, the others when there is time, as planned. */
    LOW_FIRST
}
