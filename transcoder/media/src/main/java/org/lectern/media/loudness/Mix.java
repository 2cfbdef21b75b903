package org.lectern.media.loudness;

/**
 * How two channels become two: {@code left = ll * left + lr * right}, {@code right = rl * left + rr *
 * right}.
 */
public record Mix(double ll, double lr, double rl, double rr) {
    /** As it is. */
    public static final Mix STEREO = new Mix(1, 0, 0, 1);

    private static final Mix SUM = new Mix(0.5, 0.5, 0.5, 0.5);
    private static final Mix DIFFERENCE = new Mix(0.5, -0.5, 0.5, -0.5);
    private static final Mix LEFT = new Mix(1, 0, 1, 0);
    private static final Mix RIGHT = new Mix(0, 1, 0, 1);

    /** From here on a channel so much weaker than the other begins to be taken for dead; there it is. */
    private static final double WEAK_DB = 15;

    private static final double DEAD_DB = 24;

    /** Correlation from which on two channels begin to be taken for one; there they are. */
    private static final double ALIKE = 0.90;

    private static final double SAME = 0.97;

    /**
     * What to do with channels of this power: one microphone on both sides is made equal, of a dead
     * channel the other one takes the place, a pair of opposite phase is turned. Between the cases it
     * passes smoothly, so that a mix never switches.
     */
    public static Mix of(Power power) {
        double weaker = Math.min(power.left(), power.right());
        double stronger = Math.max(power.left(), power.right());
        if (stronger <= 0) {
            return STEREO;
        }
        double apartDb = 10 * Math.log10(stronger / Math.max(weaker, stronger * 1e-9));
        double dead = Ramp.between(WEAK_DB, DEAD_DB, apartDb);
        double correlation = power.both() / Math.sqrt(Math.max(weaker * stronger, 1e-30));
        double same = Ramp.between(ALIKE, SAME, correlation);
        double opposite = Ramp.between(ALIKE, SAME, -correlation);
        Mix living = SUM.times(same).plus(DIFFERENCE.times(opposite)).plus(STEREO.times(1 - same - opposite));
        return (power.left() >= power.right() ? LEFT : RIGHT).times(dead).plus(living.times(1 - dead));
    }

    /** Power of both channels together after the mix. */
    double power(Power in) {
        return (ll * ll + rl * rl) * in.left() + (lr * lr + rr * rr) * in.right() + 2 * (ll * lr + rl * rr) * in.both();
    }

    Mix plus(Mix other) {
        return new Mix(ll + other.ll, lr + other.lr, rl + other.rl, rr + other.rr);
    }

    Mix times(double factor) {
        return new Mix(ll * factor, lr * factor, rl * factor, rr * factor);
    }
}
