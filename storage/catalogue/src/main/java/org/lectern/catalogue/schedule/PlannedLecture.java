package org.lectern.catalogue.schedule;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.lecture.CourseInfo;

/**
 * One lecture that is planned, runs, or is over.
 *
 * @param id the id that its capture has once it has begun
 * @param recordsFrom when its capture begins: with the margin, as far as the lecture before leaves room
 * @param recordsUntil when its capture ends
 * @param zone in which its times are meant
 * @param series whether it is one of several
 * @param moved whether it was moved from where its rule puts it
 */
public record PlannedLecture(
        UUID id,
        UUID eventId,
        UUID lectureId,
        UUID roomId,
        String room,
        @Nullable CourseInfo course,
        String title,
        Instant startsAt,
        Instant endsAt,
        Instant recordsFrom,
        Instant recordsUntil,
        String zone,
        boolean series,
        boolean moved,
        State state) {

    /** How it stands. */
    public enum State {
        PLANNED,
        /** Its capture runs. */
        RECORDING,
        /** Its capture has ended. */
        RECORDED,
        /** Its time is over, and no recorder has told of a capture; one that was cut off still may. */
        MISSED,
        CANCELLED
    }
}
