package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.model.FrameRate;

class FrameSelectorTest {
    private static final FrameRate FPS_25 = new FrameRate(25, 1);
    private static final Coverage ALWAYS = new Coverage(List.of(new Coverage.Interval(-1_000_000, 100_000_000)));

    private static double[] even(int count, double startUs, double stepUs) {
        return IntStream.range(0, count).mapToDouble(i -> startUs + i * stepUs).toArray();
    }

    @Test
    void pictures_onTheGrid_areEachShownOnce() {
        int[] chosen = FrameSelector.select(even(100, 0, 40_000), ALWAYS, FPS_25, 10, 60);
        assertThat(chosen).containsExactly(IntStream.range(10, 60).toArray());
    }

    @Test
    void pictures_atAnyPhase_areEachShownOnce() {
        for (double phase = 0; phase < 40_000; phase += 250) {
            int[] chosen = FrameSelector.select(even(100, phase, 40_000), ALWAYS, FPS_25, 1, 90);
            for (int i = 1; i < chosen.length; i++) {
                assertThat(chosen[i]).as("phase %.0f", phase).isEqualTo(chosen[i - 1] + 1);
            }
        }
    }

    @Test
    void pictures_atTwiceTheRate_areHalved() {
        int[] chosen = FrameSelector.select(even(200, 0, 20_000), ALWAYS, FPS_25, 0, 50);
        assertThat(chosen)
                .containsExactly(IntStream.range(0, 50).map(i -> 2 * i).toArray());
    }

    @Test
    void pictures_atHalfTheRate_areDoubled() {
        int[] chosen = FrameSelector.select(even(50, 0, 80_000), ALWAYS, FPS_25, 0, 50);
        assertThat(chosen)
                .containsExactly(IntStream.range(0, 50).map(i -> i / 2).toArray());
    }

    @Test
    void picture_thatStandsLong_isHeldUntilTheNextOneHappened() {
        int[] chosen = FrameSelector.select(new double[] {0, 1_990_000}, ALWAYS, FPS_25, 0, 60);
        assertThat(IntStream.of(chosen).limit(50)).allMatch(i -> i == 0);
        assertThat(IntStream.of(chosen).skip(50)).allMatch(i -> i == 1);
    }

    @Test
    void position_outsideOfTheCoverage_showsTheSlate() {
        Coverage coverage =
                new Coverage(List.of(new Coverage.Interval(0, 400_000), new Coverage.Interval(2_000_000, 3_000_000)));
        int[] chosen = FrameSelector.select(new double[] {0, 200_000, 2_000_000}, coverage, FPS_25, 0, 80);
        assertThat(chosen[9]).isEqualTo(1);
        assertThat(IntStream.range(10, 50).map(i -> chosen[i])).allMatch(i -> i == FrameSelector.SLATE);
        assertThat(chosen[50]).isEqualTo(2);
        assertThat(chosen[74]).isEqualTo(2);
        assertThat(IntStream.range(75, 80).map(i -> chosen[i])).allMatch(i -> i == FrameSelector.SLATE);
    }

    @Test
    void noPictures_showTheSlate() {
        assertThat(FrameSelector.select(new double[0], ALWAYS, FPS_25, 0, 3)).containsOnly(FrameSelector.SLATE);
    }

    @Test
    void pictures_withRoundedTimes_arePlacedEvenly() {
        Random random = new Random(7);
        long[] mediaUs = IntStream.range(0, 150)
                .mapToLong(i -> 5_000_000 + i * 40_000L + random.nextInt(-900, 900))
                .toArray();
        mediaUs[0] = 5_000_000;
        double[] positions = FrameSelector.place(mediaUs, new Placement(5_000_000, 11_000_000, 20_000, 6_020_000));
        double step = positions[1] - positions[0];
        assertThat(step).isBetween(39_990.0, 40_010.0);
        for (int i = 0; i < positions.length; i++) {
            assertThat(positions[i]).isBetween(20_000 + i * step - 0.01, 20_000 + i * step + 0.01);
        }
    }

    @Test
    void pictures_thatComeUnevenly_keepTheirTimes() {
        long[] mediaUs = {0, 40_000, 500_000, 540_000};
        assertThat(FrameSelector.place(mediaUs, new Placement(0, 580_000, 1_000_000, 1_580_000)))
                .containsExactly(1_000_000, 1_040_000, 1_500_000, 1_540_000);
    }

    @Test
    void pictures_ofADriftingDevice_areStretchedToTheirPlace() {
        long[] mediaUs = {0, 40_000, 80_000, 120_000};
        double[] positions = FrameSelector.place(mediaUs, new Placement(0, 160_000, 0, 160_016));
        assertThat(positions[2]).isBetween(80_007.9, 80_008.1);
    }
}
