package org.lectern.recorder.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.control.PlannedCapture;

/**
 * Decides what is to begin and to end now. Pure: it is asked again and again, and remembers nothing, so
 * that a clock that steps, a restart or a missed moment cannot make it skip a lecture.
 */
public final class DuePlanner {
    /**
     * How long a capture goes on where the wall clock says that its end has not come, and the time that
     * has passed says that it has: the length of the worst mistake in a clock's time zone.
     */
    static final Duration LONGEST_DOUBT = Duration.ofHours(12);

    private DuePlanner() {}

    /** What to do. */
    public sealed interface Action {
        /**
         * Begin a planned capture.
         *
         * @param endsAt its end, by the last word on it
         */
        record Begin(PlannedCapture planned, Instant endsAt) implements Action {}

        /** End a running capture. */
        record End(UUID captureId) implements Action {}
    }

    /**
     * A capture that this recorder has begun.
     *
     * @param endsAt when it is to end; null if nobody has said so
     * @param time the capture's own time, which follows no step of the wall clock; null if it has ended
     */
    public record Begun(
            UUID captureId,
            @Nullable Instant endsAt,
            @Nullable Instant time) {}

    /**
     * What is due.
     *
     * @param wall the wall clock
     * @param begun every capture that was ever begun here and is planned or running
     */
    public static List<Action> due(Instant wall, Plan plan, Map<UUID, Begun> begun) {
        List<Action> due = new ArrayList<>();
        for (Begun capture : begun.values()) {
            Instant endsAt = capture.endsAt();
            Instant time = capture.time();
            if (endsAt != null && time != null && isOver(endsAt, wall, time)) {
                due.add(new Action.End(capture.captureId()));
            }
        }
        for (PlannedCapture planned : plan.captures()) {
            Instant endsAt = plan.endsAt(planned);
            boolean isTime = !wall.isBefore(planned.startsAt()) && wall.isBefore(endsAt);
            if (isTime
                    && !begun.containsKey(planned.captureId())
                    && !plan.stopped().containsKey(planned.captureId())) {
                due.add(new Action.Begin(planned, endsAt));
            }
        }
        return due;
    }

    /**
     * Whether a running capture is over. Both clocks must say so: if the wall clock was set while it ran,
     * nobody knows which of the two is wrong, and too much is better than too little.
     */
    static boolean isOver(Instant endsAt, Instant wall, Instant time) {
        boolean both = !wall.isBefore(endsAt) && !time.isBefore(endsAt);
        return both || !time.isBefore(endsAt.plus(LONGEST_DOUBT));
    }
}
