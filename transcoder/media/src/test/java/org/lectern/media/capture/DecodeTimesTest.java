package org.lectern.media.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodeTimesTest {
    private static final long FRAME = 40_000;

    /** Decode times of pictures whose presentation times are these, in frames. */
    private static long[] frames(int reordered, int... shown) {
        var times = new DecodeTimes(25);
        long[] decoded = new long[shown.length];
        for (int i = 0; i < shown.length; i++) {
            decoded[i] = times.of(shown[i] * FRAME, reordered) / FRAME;
        }
        return decoded;
    }

    @Test
    void picturesInOrder_areDecodedWhenTheyAreShown() {
        assertThat(frames(0, 10, 11, 12, 13)).containsExactly(10, 11, 12, 13);
    }

    @Test
    void bPictures_areDecodedOneFrameEarlier_fromTheFirstPictureOn() {
        assertThat(frames(1, 10, 13, 11, 12, 16, 14, 15)).containsExactly(9, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void pyramid_isDecodedTwoFramesEarlier() {
        assertThat(frames(2, 10, 14, 12, 11, 13, 18, 16, 15, 17)).containsExactly(8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void streamThatDoesNotSay_isUnderstoodAfterItsFirstGroup() {
        long[] decoded = frames(0, 10, 13, 11, 12, 16, 14, 15, 19, 17, 18);
        assertThat(java.util.Arrays.copyOfRange(decoded, 5, 10)).containsExactly(14, 15, 16, 17, 18);
    }

    @Test
    void leap_beginsAnew() {
        var times = new DecodeTimes(25);
        times.of(10 * FRAME, 0);
        assertThat(times.of(10 * FRAME + 60_000_000, 0)).isEqualTo(10 * FRAME + 60_000_000);
    }
}
