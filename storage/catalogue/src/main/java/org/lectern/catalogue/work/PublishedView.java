package org.lectern.catalogue.work;

import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;

/**
 * A view whose multivariant playlist is in the store.
 *
 * @param name as in its address
 */
public record PublishedView(String name, DeviceRole role, MediaKind kind) {}
