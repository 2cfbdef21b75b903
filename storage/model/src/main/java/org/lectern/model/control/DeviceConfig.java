package org.lectern.model.control;

import java.util.UUID;
import org.lectern.model.DeviceRole;

/**
 * A device as the agent needs to know it.
 *
 * @param url its address, credentials included: never logged, see {@code DeviceUrl}
 */
public record DeviceConfig(UUID id, String name, DeviceRole role, String url) {}
