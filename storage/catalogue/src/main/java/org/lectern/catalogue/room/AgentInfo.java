package org.lectern.catalogue.room;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A capture agent. */
public record AgentInfo(UUID id, String name, @Nullable Instant lastSeenAt) {}
