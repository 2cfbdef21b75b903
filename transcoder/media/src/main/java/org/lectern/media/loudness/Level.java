package org.lectern.media.loudness;

/**
 * What is done to the sound at one moment.
 *
 * @param gainDb by how much it is raised
 * @param mix how the channels are mixed
 */
public record Level(double gainDb, Mix mix) {
    /** Nothing. */
    public static final Level NONE = new Level(0, Mix.STEREO);

    /** What is on the way to another level, half of it at 0.5. */
    Level towards(Level other, double part) {
        return new Level(
                gainDb + (other.gainDb - gainDb) * part, mix.times(1 - part).plus(other.mix.times(part)));
    }

    /** Applies it to one sample of two channels. */
    void apply(float[][] sound, int index, double factor) {
        double left = sound[0][index];
        double right = sound[1][index];
        sound[0][index] = (float) (factor * (mix.ll() * left + mix.lr() * right));
        sound[1][index] = (float) (factor * (mix.rl() * left + mix.rr() * right));
    }

    double factor() {
        return Math.pow(10, gainDb / 20);
    }
}
