package org.lectern.media.loudness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.Loudness;
import org.lectern.model.plan.TrackPlan;

/**
 * Decides what is done to the sound at each mark of a publication's grid. The decision at a mark
 * depends on nothing but what was heard in the {@link #HISTORY_US} before it, so all who ask for the
 * same mark decide the same (docs/adr/0017). Pure.
 */
public final class LevelPlanner {
    /** How far a decision looks back. */
    public static final long HISTORY_US = TrackPlan.Audio.LEVEL_HISTORY_US;

    /** Over so much the loudness is measured. */
    private static final long WINDOW_US = 30_000_000;

    /** Over so much of earlier marks the gain is averaged, which is what keeps it from pumping. */
    private static final long AVERAGE_US = HISTORY_US - WINDOW_US;

    /** A channel that dies is to be replaced sooner. */
    private static final long MIX_AVERAGE_US = 18_000_000;

    private static final long MIX_WINDOW_US = 12_000_000;

    private static final double MOST_GAIN_DB = 24;
    private static final double LEAST_GAIN_DB = -12;
    /** What is weaker is a room without a speaker. */
    private static final double FLOOR_LUFS = -60;
    /** Below this the gain is taken back towards none at the floor. */
    private static final double WEAK_LUFS = -45;
    /** Speech rises and falls by more, a fan and a hum by less: steady sound is not raised. */
    private static final double STEADY_LU = 2;

    private static final double LIVELY_LU = 4;
    /** What is too loud is turned down sooner than what is too quiet is turned up. */
    private static final long LOUD_AVERAGE_US = 30_000_000;

    private static final double LOUD_SLACK_DB = 1;
    /** What is suddenly louder by more than this is turned down at the next mark. */
    private static final double SUDDEN_DB = 4;
    /** So much of a window that counts is enough to go by. */
    private static final double ENOUGH = 0.25;

    private final Blocks blocks;
    private final @Nullable Loudness loudness;
    private final boolean repairs;
    private final long segmentUs;
    private final long endUs;
    private final Map<Long, Mix> mixes = new HashMap<>();
    private final Map<Long, Wish> wishes = new HashMap<>();

    /** What a window asks for: a gain, and how much its opinion counts, from 0 to 1. */
    private record Wish(double gainDb, double weight) {}

    /**
     * @param blocks from {@link #HISTORY_US} before the first mark that is asked for to the last
     * @param loudness null if the level stays
     * @param repairs whether dead, equal and opposite channels are repaired
     * @param segmentUs distance of the marks
     * @param endUs end of what is known: no mark lies behind it
     */
    public LevelPlanner(Blocks blocks, @Nullable Loudness loudness, boolean repairs, long segmentUs, long endUs) {
        this.blocks = blocks;
        this.loudness = loudness;
        this.repairs = repairs;
        this.segmentUs = segmentUs;
        this.endUs = endUs;
    }

    /**
     * The level at mark {@code index}. Before the first mark there is nothing to hear: it has the level
     * of the second one. A mark behind the end has that of the one before.
     */
    public Level at(int index) {
        int whole = Math.toIntExact(endUs / segmentUs);
        int mark = Math.max(1, Math.min(index, whole));
        return new Level(gainDb(mark), mix(mark));
    }

    private long position(long mark) {
        return Math.min(mark * segmentUs, endUs);
    }

    private Mix mix(long mark) {
        if (!repairs) {
            return Mix.STEREO;
        }
        Mix sum = Mix.STEREO.times(0);
        int count = 0;
        for (long i = mark; i >= Math.max(1, mark - MIX_AVERAGE_US / segmentUs + 1); i--) {
            List<Power> heard = heard(i, MIX_WINDOW_US);
            if (!heard.isEmpty()) {
                sum = sum.plus(Mix.of(heard.stream().reduce(Power.NONE, Power::plus)));
                count++;
            }
        }
        return count == 0 ? Mix.STEREO : sum.times(1.0 / count);
    }

    private List<Power> heard(long mark, long windowUs) {
        long to = position(mark);
        return Blocks.gated(blocks.gating(to - windowUs, to), Mix.STEREO::power, FLOOR_LUFS);
    }

    private double gainDb(long mark) {
        if (loudness == null) {
            return 0;
        }
        double gain = averageDb(mark, AVERAGE_US, loudness);
        Wish last = wish(mark, loudness);
        if (last.weight() >= ENOUGH) {
            gain = Math.min(gain, averageDb(mark, LOUD_AVERAGE_US, loudness) + LOUD_SLACK_DB);
            gain = Math.min(gain, last.gainDb() + SUDDEN_DB);
        }
        return gain;
    }

    private double averageDb(long mark, long overUs, Loudness target) {
        double sum = 0;
        double weight = 0;
        for (long i = mark; i >= Math.max(1, mark - overUs / segmentUs + 1); i--) {
            Wish wish = wish(i, target);
            sum += wish.gainDb() * wish.weight();
            weight += wish.weight();
        }
        return sum / Math.max(weight, ENOUGH);
    }

    private Wish wish(long mark, Loudness target) {
        return wishes.computeIfAbsent(mark, m -> makeWish(m, target));
    }

    private Wish makeWish(long mark, Loudness target) {
        Mix mix = mixes.computeIfAbsent(mark, this::mix);
        ToDoubleFunction<Power> power = mix::power;
        long to = position(mark);
        List<Power> window = blocks.gating(to - WINDOW_US, to);
        List<Power> heard = Blocks.gated(window, power, FLOOR_LUFS);
        if (heard.isEmpty()) {
            return new Wish(0, 0);
        }
        double lufs = Power.loudness(heard.stream().mapToDouble(power).average().orElseThrow());
        double gain = target.targetLufs() - lufs;
        if (gain <= 0) {
            return new Wish(Math.max(gain, LEAST_GAIN_DB), 1);
        }
        double strong = Ramp.between(FLOOR_LUFS, WEAK_LUFS, lufs);
        double lively = Ramp.between(STEADY_LU, LIVELY_LU, range(window, power));
        return new Wish(Math.min(gain, MOST_GAIN_DB) * strong, strong * lively);
    }

    /** By how much the loudness rises and falls: from the 10th to the 95th of a hundred gating blocks. */
    private static double range(List<Power> window, ToDoubleFunction<Power> power) {
        List<Double> sorted = new ArrayList<>(window.stream()
                .map(block -> Math.max(-70, Power.loudness(power.applyAsDouble(block))))
                .sorted()
                .toList());
        return sorted.get((int) (sorted.size() * 0.95)) - sorted.get((int) (sorted.size() * 0.10));
    }
}
