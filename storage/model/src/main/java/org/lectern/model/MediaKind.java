package org.lectern.model;

/** The kind of an elementary stream. */
public enum MediaKind {
    VIDEO,
    AUDIO;

    /** The kind as it appears in object keys. */
    public String key() {
        return name().toLowerCase();
    }
}
