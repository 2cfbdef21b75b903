package org.lectern.media.describe;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the picture that stands for a lecture: lit, with contrast and detail, not the slate, and
 * rather from its middle than from its edges. Pure. Not thread-safe.
 */
public final class PosterChooser {
    private static final double DARK = 35;
    private static final double BRIGHT = 235;
    /** Contrast and detail above these are not better. */
    private static final double ENOUGH_CONTRAST = 55;

    private static final double ENOUGH_DETAIL = 8;
    /** Of the lecture: before and after, people come and go. */
    private static final double EDGE = 0.05;

    private static final double USABLE = 0.08;

    private final long totalUs;
    private @Nullable Choice best;

    /** A picture's time and how good it is, 0 to 1. */
    public record Choice(long atUs, double score) {
        public boolean isUsable() {
            return score >= USABLE;
        }
    }

    public PosterChooser(long totalUs) {
        this.totalUs = totalUs;
    }

    /** Looks at a picture; of two that are as good the earlier one stays. */
    public void add(long atUs, Luma look) {
        boolean edge = atUs < EDGE * totalUs || atUs > (1 - EDGE) * totalUs;
        double score = SlateLook.matches(look) ? 0 : score(look) * (edge ? 0.6 : 1);
        // Within a few hundredths pictures are as good: the choice must not hang on noise.
        if (best == null || score > best.score() + 0.03) {
            best = new Choice(atUs, score);
        }
    }

    /** The best picture; null if there was none. */
    public @Nullable Choice best() {
        return best;
    }

    static double score(Luma look) {
        double sum = 0;
        double squares = 0;
        double steps = 0;
        int count = look.width() * look.height();
        for (int i = 0; i < count; i++) {
            int level = look.at(i);
            sum += level;
            squares += (double) level * level;
            if (i % look.width() > 0 && i >= look.width()) {
                steps += (Math.abs(level - look.at(i - 1)) + Math.abs(level - look.at(i - look.width()))) / 2.0;
            }
        }
        double mean = sum / count;
        double contrast = Math.sqrt(Math.max(0, squares / count - mean * mean));
        double lit = Math.clamp((mean - DARK / 2) / DARK, 0, 1) * Math.clamp((255 - mean) / (255 - BRIGHT), 0, 1);
        return lit * Math.min(1, contrast / ENOUGH_CONTRAST) * Math.min(1, steps / count / ENOUGH_DETAIL);
    }
}
