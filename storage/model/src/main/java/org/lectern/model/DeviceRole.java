package org.lectern.model;

/** What a device shows or hears. Declaration order is the order in which views are offered. */
public enum DeviceRole {
    PRESENTER,
    SLIDES,
    BOARD,
    AUDIENCE,
    MICROPHONE;

    /** The role as it appears in object keys and playlist names. */
    public String key() {
        return name().toLowerCase();
    }
}
