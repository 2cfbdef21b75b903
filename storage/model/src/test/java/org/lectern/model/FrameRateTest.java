package org.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRateTest {
    @ParameterizedTest
    @CsvSource({"25.02, 25, 1", "29.94, 30000, 1001", "30.01, 30, 1", "4.97, 5, 1", "0.2, 1, 1", "240, 60, 1"})
    void measuredRate_snapsToTheNearestUsualOne(double measured, int numerator, int denominator) {
        assertThat(FrameRate.nearest(measured)).isEqualTo(new FrameRate(numerator, denominator));
    }

    @ParameterizedTest
    @CsvSource({"25, 1", "30, 1", "30000, 1001", "24000, 1001", "5, 1", "1, 1"})
    void frameGrid_holdsEachPositionInExactlyOneFrame(int numerator, int denominator) {
        var rate = new FrameRate(numerator, denominator);
        for (long index = 0; index < 1000; index++) {
            long start = rate.positionUs(index);
            // Positions are rounded down to whole microseconds, so the frame begins within the next one.
            assertThat(rate.firstFrameAtOrAfter(start)).isEqualTo(index);
            assertThat(rate.firstFrameAtOrAfter(start + 1)).isBetween(index, index + 1);
            assertThat(rate.firstFrameAtOrAfter(start + 2)).isEqualTo(index + 1);
        }
    }

    @Test
    void frameGrid_afterTenHours_doesNotOverflowOrDrift() {
        var rate = new FrameRate(60000, 1001);
        long tenHoursUs = 36_000_000_000L;
        long frame = rate.firstFrameAtOrAfter(tenHoursUs);
        assertThat(frame).isEqualTo(2_157_843);
        assertThat(rate.positionUs(frame)).isBetween(tenHoursUs, tenHoursUs + 16_684);
    }

    @Test
    void rateThatIsNotPositive_isRefused() {
        assertThatThrownBy(() -> new FrameRate(0, 1)).isInstanceOf(LecternException.class);
        assertThatThrownBy(() -> new FrameRate(25, 0)).isInstanceOf(LecternException.class);
    }
}
