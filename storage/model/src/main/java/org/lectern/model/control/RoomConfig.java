package org.lectern.model.control;

import java.util.List;
import java.util.UUID;

/** A room that an agent serves. */
public record RoomConfig(UUID id, String name, List<DeviceConfig> devices) {}
