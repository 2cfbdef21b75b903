package org.lectern.model.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Tells when what is queued will be done, by playing the queue through. Pure. */
public final class QueueForecast {
    private QueueForecast() {}

    /**
     * A piece of work.
     *
     * @param key what it is of
     * @param running whether somebody is at it
     * @param priority higher goes first
     * @param queuedAt of the same priority the older goes first
     * @param seconds that one thread still needs for it
     */
    public record Piece<K>(K key, boolean running, int priority, Instant queuedAt, double seconds) {}

    /**
     * When a piece is done.
     *
     * @param seconds from now
     */
    public record Due<K>(K key, double seconds) {}

    /**
     * Plays the queue through with so many threads, none of which is ever idle while something waits.
     *
     * @param threads of all workers together, at least 1
     * @return one for each piece, the soonest first
     */
    public static <K> List<Due<K>> of(List<Piece<K>> pieces, int threads) {
        List<Piece<K>> order = new ArrayList<>(pieces);
        order.sort(Comparator.comparing((Piece<K> piece) -> !piece.running())
                .thenComparing(Piece::priority, Comparator.reverseOrder())
                .thenComparing(Piece::queuedAt));
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < Math.max(1, threads); i++) {
            free.add(0.0);
        }
        List<Due<K>> due = new ArrayList<>();
        for (Piece<K> piece : order) {
            double end = free.remove() + piece.seconds();
            free.add(end);
            due.add(new Due<>(piece.key(), end));
        }
        due.sort(Comparator.comparingDouble(Due::seconds));
        return due;
    }
}
