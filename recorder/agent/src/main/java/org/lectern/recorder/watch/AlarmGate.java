package org.lectern.recorder.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Raises and clears one alarm: after readings have been bad for a while, and good for a while. Pure but
 * for its memory; time is told. For one thread.
 *
 * <p>QUIET –bad→ SUSPECT –bad for long→ RAISED –good→ RECOVERING –good for long→ QUIET. A good reading
 * takes SUSPECT back to QUIET, a bad one RECOVERING back to RAISED.
 */
final class AlarmGate {
    /** Where an alarm is. */
    enum State {
        QUIET,
        SUSPECT,
        RAISED,
        RECOVERING
    }

    private final long raiseNanos;
    private final long clearNanos;
    private State state = State.QUIET;
    private long enteredNanos;
    private long badNanos;

    AlarmGate(Duration raiseAfter, Duration clearAfter) {
        raiseNanos = raiseAfter.toNanos();
        clearNanos = clearAfter.toNanos();
    }

    /**
     * Takes a reading.
     *
     * @param nanos monotonic time
     */
    void read(Reading reading, long nanos) {
        switch (state) {
            case QUIET -> {
                if (reading == Reading.BAD) {
                    badNanos = nanos;
                    enter(State.SUSPECT, nanos);
                    raiseIfDue(nanos);
                }
            }
            case SUSPECT -> {
                if (reading == Reading.GOOD) {
                    enter(State.QUIET, nanos);
                } else {
                    raiseIfDue(nanos);
                }
            }
            case RAISED -> {
                if (reading == Reading.GOOD) {
                    enter(State.RECOVERING, nanos);
                    clearIfDue(nanos);
                }
            }
            case RECOVERING -> {
                if (reading == Reading.BAD) {
                    enter(State.RAISED, nanos);
                } else {
                    clearIfDue(nanos);
                }
            }
        }
    }

    private void raiseIfDue(long nanos) {
        if (nanos - enteredNanos >= raiseNanos) {
            enter(State.RAISED, nanos);
        }
    }

    private void clearIfDue(long nanos) {
        if (nanos - enteredNanos >= clearNanos) {
            enter(State.QUIET, nanos);
        }
    }

    private void enter(State next, long nanos) {
        state = next;
        enteredNanos = nanos;
    }

    State state() {
        return state;
    }

    /** When what the alarm is about began, monotonic; null while it does not stand. */
    @Nullable
    Long sinceNanos() {
        return state == State.RAISED || state == State.RECOVERING ? badNanos : null;
    }
}
