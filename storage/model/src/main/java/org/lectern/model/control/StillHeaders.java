package org.lectern.model.control;

/** What the server says when an agent brings a still. */
public final class StillHeaders {
    /** Present where somebody looks at the device: the agent brings a still each second for a while. */
    public static final String WATCHED = "Lectern-Watched";

    private StillHeaders() {}
}
