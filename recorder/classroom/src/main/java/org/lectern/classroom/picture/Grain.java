package org.lectern.classroom.picture;

import java.util.Random;

/** The noise of a camera's sensor, the same each time. Not thread-safe. */
public final class Grain {
    private final Random random = new Random(1);
    private final int strength;

    /** @param strength distance from the darkest to the brightest grain, of 256 */
    public Grain(int strength) {
        this.strength = strength;
    }

    /** Adds another picture's grain to pixels of three bytes. */
    public void roughen(byte[] pixels) {
        long state = random.nextLong() | 1;
        for (int i = 0; i < pixels.length; i += 3) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            int grain = (int) (state & 0xff) * strength / 256 - strength / 2;
            for (int j = i; j < i + 3; j++) {
                pixels[j] = (byte) Math.clamp((pixels[j] & 0xff) + grain, 0, 255);
            }
        }
    }
}
