package org.lectern.recorder.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.control.PlannedCapture;

/**
 * What is planned, and what people have said about single captures since. The last word counts: an
 * {@link #extended end} holds until the plan itself names another one; a stop holds for ever.
 * Immutable.
 *
 * @param captures as the server told it last
 * @param ends ends that people gave to captures that had not begun
 * @param stopped captures that were stopped before they began, and when
 */
public record Plan(List<PlannedCapture> captures, Map<UUID, Instant> ends, Map<UUID, Instant> stopped) {
    /** Longer than the server plans ahead, so that a stopped capture cannot come back. */
    private static final Duration REMEMBERED = Duration.ofDays(60);

    public static final Plan EMPTY = new Plan(List.of(), Map.of(), Map.of());

    /** Takes copies; what a file of another version leaves out is empty. */
    public Plan(
            @Nullable List<PlannedCapture> captures,
            @Nullable Map<UUID, Instant> ends,
            @Nullable Map<UUID, Instant> stopped) {
        this.captures = captures == null ? List.of() : List.copyOf(captures);
        this.ends = ends == null ? Map.of() : Map.copyOf(ends);
        this.stopped = stopped == null ? Map.of() : Map.copyOf(stopped);
    }

    /** A planned capture. */
    public Optional<PlannedCapture> find(UUID captureId) {
        return captures.stream()
                .filter(planned -> planned.captureId().equals(captureId))
                .findFirst();
    }

    /** When a planned capture ends, by the last word on it. */
    public Instant endsAt(PlannedCapture planned) {
        return ends.getOrDefault(planned.captureId(), planned.endsAt());
    }

    /** The server's new list. */
    public Plan told(List<PlannedCapture> next, Instant now) {
        Map<UUID, Instant> kept = new HashMap<>();
        for (PlannedCapture planned : next) {
            Instant end = ends.get(planned.captureId());
            boolean same = find(planned.captureId())
                    .filter(before -> before.endsAt().equals(planned.endsAt()))
                    .isPresent();
            if (end != null && same) {
                kept.put(planned.captureId(), end);
            }
        }
        Map<UUID, Instant> remembered = new HashMap<>(stopped);
        remembered.values().removeIf(at -> at.isBefore(now.minus(REMEMBERED)));
        return new Plan(next, kept, remembered);
    }

    /** Somebody gave a capture another end. */
    public Plan extended(UUID captureId, Instant end) {
        Map<UUID, Instant> next = new HashMap<>(ends);
        next.put(captureId, end);
        return new Plan(captures, next, stopped);
    }

    /** Somebody stopped a capture, which thus never begins. */
    public Plan stopped(UUID captureId, Instant at) {
        Map<UUID, Instant> next = new HashMap<>(stopped);
        next.putIfAbsent(captureId, at);
        return new Plan(captures, ends, next);
    }

    /** Those whose planned end has changed against an earlier plan, with the new end. */
    public Map<UUID, Instant> changedEnds(Plan before) {
        Map<UUID, Instant> changed = new HashMap<>();
        for (PlannedCapture planned : new ArrayList<>(captures)) {
            before.find(planned.captureId())
                    .filter(was -> !was.endsAt().equals(planned.endsAt()))
                    .ifPresent(was -> changed.put(planned.captureId(), planned.endsAt()));
        }
        return changed;
    }
}
