package org.lectern.classroom.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockCodeTest {
    @Test
    void everyTime_isReadAsItWasWritten() {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            long time = 1_700_000_000_000L + random.nextLong(1L << 40);
            assertThat(ClockCode.read((x, y) -> luma(x, time))).hasValue(time % ClockCode.PERIOD_MS);
        }
    }

    @Test
    void cellThatFlips_isNotReadAsAnotherTime() {
        long time = 1_795_402_790_123L;
        for (int flipped = 2; flipped < ClockCode.CELLS; flipped++) {
            int cell = flipped;
            assertThat(ClockCode.read(
                            (x, y) -> (int) (x * ClockCode.CELLS) == cell ? 1 - luma(x, time) : luma(x, time)))
                    .isEmpty();
        }
    }

    @Test
    void pictureWithoutACode_isNotRead() {
        assertThat(ClockCode.read((x, y) -> 0.5)).isEmpty();
        assertThat(ClockCode.read((x, y) -> 0)).isEmpty();
    }

    private static double luma(double x, long time) {
        return ClockCode.white((int) (x * ClockCode.CELLS), time) ? 0.9 : 0.1;
    }
}
