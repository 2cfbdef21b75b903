package org.lectern.catalogue.schedule;

import java.util.UUID;

/** Fired when what an agent has to record by the clock has changed; observe it after the transaction. */
public record ScheduleChanged(UUID agentId) {}
