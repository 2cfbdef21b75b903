package org.lectern.catalogue.room;

import java.util.UUID;
import org.lectern.model.DeviceRole;

/**
 * A device of a room, for people.
 *
 * @param address its address, with the password masked
 */
public record DeviceInfo(UUID id, String name, DeviceRole role, String address) {}
