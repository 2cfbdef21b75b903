package org.lectern.media.confined;

/** What happens where this machine cannot shut in what decodes files of strangers. */
public enum Confinement {
    /** It is not decoded. */
    REQUIRED,
    /** It is decoded in a process of its own with fewer walls, and the log says so. */
    BEST_EFFORT
}
