package org.lectern.model.control;

import org.jspecify.annotations.Nullable;

/**
 * A camera that answered a search (ONVIF, WS-Discovery 1.1).
 *
 * @param address of its device service, {@code http} or {@code https}, at the host that answered
 * @param name as it calls itself; null if it does not
 * @param hardware its model; null if it does not tell
 * @param location where it is said to be; null if it does not tell
 */
public record FoundCamera(
        String address,
        @Nullable String name,
        @Nullable String hardware,
        @Nullable String location) {}
