package org.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
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
    @CsvSource({"25, 1, 0", "30000, 1001, 0", "30, 1, 0", "10, 1, 5000", "25, 1, 4000", "60, 1, 0"})
    void measuredTimes_withPicturesMissing_giveTheRateOfTheOthers(int numerator, int denominator, int jitterUs) {
        var rate = new FrameRate(numerator, denominator);
        var random = new Random(5);
        List<Long> times = LongStream.range(0, 200)
                .filter(i -> i % 11 != 3 && i != 100 && i != 101)
                // Milliseconds, as many devices tell them.
                .map(i -> (rate.positionUs(i) + random.nextInt(jitterUs + 1)) / 1000 * 1000)
                .boxed()
                .toList();

        assertThat(FrameRate.measured(times)).isEqualTo(rate);
    }

    @Test
    void measuredTimes_ofAnUnevenDevice_giveTheAverage() {
        List<Long> times = LongStream.range(0, 100)
                .map(i -> i / 2 * 200_000 + i % 2 * 50_000)
                .boxed()
                .toList();

        assertThat(FrameRate.measured(times)).isEqualTo(new FrameRate(10, 1));
        assertThat(FrameRate.measured(List.of())).isEqualTo(new FrameRate(25, 1));
        assertThat(FrameRate.measured(List.of(7L))).isEqualTo(new FrameRate(25, 1));
        assertThat(FrameRate.measured(List.of(7L, 7L))).isEqualTo(new FrameRate(25, 1));
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
