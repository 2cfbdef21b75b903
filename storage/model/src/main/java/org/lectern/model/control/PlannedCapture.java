package org.lectern.model.control;

import java.time.Instant;
import java.util.UUID;

/**
 * A capture that is to begin and end by the clock. Its ids are fixed when it is planned, so that an
 * agent that began it alone is recognised later.
 *
 * @param startsAt lead-in included
 * @param endsAt lead-out included
 */
public record PlannedCapture(
        UUID captureId, UUID lectureId, String title, RoomConfig room, Instant startsAt, Instant endsAt) {}
