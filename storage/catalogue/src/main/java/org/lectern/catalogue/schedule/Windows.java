package org.lectern.catalogue.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When captures begin and end, and which lectures are in each other's way. Lectures may follow each
 * other without a break: margins yield to them, lectures never. Pure.
 */
final class Windows {
    private Windows() {}

    /** A lecture and its margins. */
    record Slot<T>(T of, Instant startsAt, Instant endsAt, Duration leadIn, Duration leadOut) {
        boolean overlaps(Slot<?> other) {
            return startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
        }
    }

    /** When it is recorded. */
    record Window<T>(Slot<T> slot, Instant from, Instant until) {}

    /**
     * The captures of one room. A lead-in begins no earlier than the lecture before it ends; a lead-out
     * ends no later than the next lead-in begins.
     *
     * @param slots of one room, by their start, without those that are cancelled
     */
    static <T> List<Window<T>> of(List<Slot<T>> slots) {
        List<Instant> from = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot<T> slot = slots.get(i);
            Instant wanted = slot.startsAt().minus(slot.leadIn());
            from.add(
                    i == 0
                            ? wanted
                            : earlier(
                                    slot.startsAt(),
                                    later(wanted, slots.get(i - 1).endsAt())));
        }
        List<Window<T>> windows = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot<T> slot = slots.get(i);
            Instant wanted = slot.endsAt().plus(slot.leadOut());
            Instant until = i + 1 == slots.size() ? wanted : later(slot.endsAt(), earlier(wanted, from.get(i + 1)));
            windows.add(new Window<>(slot, from.get(i), until));
        }
        return windows;
    }

    /** Two lectures that are on at the same time. */
    record Clash<A, B>(Slot<A> mine, Slot<B> other) {}

    /** The first of {@code mine} that overlaps one of {@code others}. */
    static <A, B> Optional<Clash<A, B>> clash(List<Slot<A>> mine, List<Slot<B>> others) {
        for (Slot<A> one : mine) {
            for (Slot<B> other : others) {
                if (one.overlaps(other)) {
                    return Optional.of(new Clash<>(one, other));
                }
            }
        }
        return Optional.empty();
    }

    /** The first two neighbours that overlap, of slots by their start. */
    static <T> Optional<Clash<T, T>> clashWithin(List<Slot<T>> slots) {
        for (int i = 1; i < slots.size(); i++) {
            if (slots.get(i - 1).overlaps(slots.get(i))) {
                return Optional.of(new Clash<>(slots.get(i - 1), slots.get(i)));
            }
        }
        return Optional.empty();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
