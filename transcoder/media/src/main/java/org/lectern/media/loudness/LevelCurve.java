package org.lectern.media.loudness;

import java.util.List;

/**
 * The level over the time of a chunk: that of each mark around the mark, a slow passage between. All
 * that an encoder hears around a seam has the seam's level, from whichever side it comes. Pure.
 */
public final class LevelCurve {
    /** Flat so long before a mark: what is heard of the chunk before, with the limiter's memory. */
    private static final double BEFORE_SECONDS = 0.5;

    /** Flat so long behind a mark. */
    private static final double BEHIND_SECONDS = 0.12;

    private final int firstMark;
    private final List<Level> levels;
    private final double segmentSeconds;

    /**
     * @param firstMark index of the chunk's first mark
     * @param levels of the chunk's marks, from the first to that of its end
     */
    public LevelCurve(int firstMark, List<Level> levels, long segmentUs) {
        this.firstMark = firstMark;
        this.levels = List.copyOf(levels);
        this.segmentSeconds = segmentUs / 1e6;
    }

    /** The level at a time in seconds from position 0 of the publication. */
    public Level at(double seconds) {
        double place = seconds - firstMark * segmentSeconds;
        int index = Math.clamp((int) Math.floor(place / segmentSeconds), 0, levels.size() - 1);
        Level from = levels.get(index);
        if (index == levels.size() - 1) {
            return from;
        }
        double within = place - index * segmentSeconds;
        double part = Ramp.between(BEHIND_SECONDS, segmentSeconds - BEFORE_SECONDS, within);
        return from.towards(levels.get(index + 1), part);
    }

    /** Applies the curve to sound of two channels, in place; its first sample is {@code firstSample}. */
    public void apply(float[][] sound, long firstSample, int sampleRate) {
        Level held = at((double) firstSample / sampleRate);
        double factor = held.factor();
        for (int i = 0; i < sound[0].length; i++) {
            Level level = at((double) (firstSample + i) / sampleRate);
            if (level.gainDb() != held.gainDb()) {
                factor = level.factor();
            }
            held = level;
            level.apply(sound, i, factor);
        }
    }
}
