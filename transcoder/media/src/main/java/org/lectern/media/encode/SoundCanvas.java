package org.lectern.media.encode;

import java.util.List;

/**
 * Puts decoded pieces of sound onto the output's samples: silence where there is none, short fades at
 * the edges of silence. Pure.
 */
final class SoundCanvas {
    /** Edges that miss each other by less, e.g. by the rounding of microseconds, are no edges. */
    private static final int SLACK_SAMPLES = 64;

    private static final double FADE_SECONDS = 0.005;

    private final long firstSample;
    private final float[][] output;
    private final int fadeSamples;

    /**
     * A piece with its decoded samples.
     *
     * @param samples one array for each output channel; pieces that are continuous share them
     * @param length samples that are valid
     * @param offset index of the piece's first sample in the arrays; negative if its beginning was not
     *     needed
     */
    record Placed(SoundPiece piece, float[][] samples, int length, int offset, SincKernel kernel) {}

    /**
     * @param firstSample the first output sample, from position 0 of the publication; may be negative
     */
    SoundCanvas(long firstSample, int count, int channels, int sampleRate) {
        this.firstSample = firstSample;
        this.output = new float[channels][count];
        this.fadeSamples = (int) (FADE_SECONDS * sampleRate);
    }

    float[][] output() {
        return output;
    }

    /** Puts down pieces in order of position. */
    void put(List<Placed> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            Placed current = pieces.get(i);
            Placed before = i == 0 ? null : pieces.get(i - 1);
            Placed after = i + 1 == pieces.size() ? null : pieces.get(i + 1);
            boolean joinsBefore = before != null && joins(before, current);
            boolean joinsAfter = after != null && joins(current, after);
            double end = after == null
                    ? current.piece().end()
                    : joinsAfter
                            ? after.piece().start()
                            : Math.min(current.piece().end(), after.piece().start());
            put(current, end, !joinsBefore, !joinsAfter);
        }
    }

    private static boolean joins(Placed left, Placed right) {
        return left.samples() == right.samples()
                && Math.abs(right.piece().start() - left.piece().end()) < SLACK_SAMPLES;
    }

    private void put(Placed placed, double end, boolean fadeIn, boolean fadeOut) {
        SoundPiece piece = placed.piece();
        long from = Math.max(firstSample, (long) Math.ceil(piece.start()));
        long to = Math.min(firstSample + output[0].length, (long) Math.ceil(end));
        double slope = piece.samples() / (piece.end() - piece.start());
        for (long j = from; j < to; j++) {
            double gain = 1;
            if (fadeIn && j - piece.start() < fadeSamples) {
                gain = (j - piece.start()) / fadeSamples;
            }
            if (fadeOut && end - j < fadeSamples) {
                gain = Math.min(gain, (end - j) / fadeSamples);
            }
            double place = placed.offset() + (j - piece.start()) * slope;
            for (int channel = 0; channel < output.length; channel++) {
                output[channel][(int) (j - firstSample)] =
                        (float) (gain * value(placed, placed.samples()[channel], place));
            }
        }
    }

    private static float value(Placed placed, float[] samples, double place) {
        if (placed.piece().exact()) {
            int index = (int) Math.rint(place);
            return index >= 0 && index < placed.length() ? samples[index] : 0;
        }
        return placed.kernel().at(samples, placed.length(), place);
    }
}
