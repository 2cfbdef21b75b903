package org.lectern.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The transition table of one state machine. Immutable after {@link Builder#build()}, safe for all
 * threads.
 *
 * @param <S> the states
 */
public final class Transitions<S extends Enum<S>> {
    private final Map<S, Set<S>> allowed;

    private Transitions(Map<S, Set<S>> allowed) {
        this.allowed = allowed;
    }

    /** Starts an empty table, in which no state may change. */
    public static <S extends Enum<S>> Builder<S> of(Class<S> states) {
        return new Builder<>(states);
    }

    /** Whether {@code from} may become {@code to}. Staying where one is, is always allowed. */
    public boolean allows(S from, S to) {
        return from == to || next(from).contains(to);
    }

    /** Whether no other state can be reached from {@code state}. */
    public boolean isFinal(S state) {
        return next(state).isEmpty();
    }

    private Set<S> next(S state) {
        return allowed.getOrDefault(state, Set.of());
    }

    /**
     * Returns {@code to}.
     *
     * @throws LecternException with {@link ErrorCode#ILLEGAL_TRANSITION} if the table forbids it
     */
    public S require(S from, S to) {
        if (!allows(from, to)) {
            throw new LecternException(
                    ErrorCode.ILLEGAL_TRANSITION,
                    "A %s that is %s cannot become %s."
                            .formatted(
                                    from.getDeclaringClass()
                                            .getSimpleName()
                                            .replace("State", "")
                                            .toLowerCase(),
                                    from,
                                    to));
        }
        return to;
    }

    /** Collects the rows of a table. */
    public static final class Builder<S extends Enum<S>> {
        private final Map<S, Set<S>> rows;
        private final Class<S> states;

        private Builder(Class<S> states) {
            this.states = states;
            rows = new EnumMap<>(states);
            for (S state : states.getEnumConstants()) {
                rows.put(state, EnumSet.noneOf(states));
            }
        }

        /** Allows {@code from} to become each of {@code next}. */
        @SafeVarargs
        public final Builder<S> row(S from, S... next) {
            rows.computeIfAbsent(from, state -> EnumSet.noneOf(states)).addAll(List.of(next));
            return this;
        }

        /** Returns the finished table. */
        public Transitions<S> build() {
            var copy = new EnumMap<S, Set<S>>(states);
            rows.forEach((state, next) -> copy.put(state, Set.copyOf(next)));
            return new Transitions<>(copy);
        }
    }
}
