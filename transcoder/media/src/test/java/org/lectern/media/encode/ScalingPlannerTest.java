package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.model.plan.VideoRung;

class ScalingPlannerTest {
    private static int[] sources(int... heights) {
        List<VideoRung> rungs = IntStream.of(heights)
                .mapToObj(height -> new VideoRung(height + "p", height * 16 / 9, height, 23, 1, 0, "veryfast", ""))
                .toList();
        return ScalingPlanner.sources(rungs);
    }

    @Test
    void rung_isScaledFromTheSmallestSize_thatIsHighEnough() {
        assertThat(sources(1080, 720, 480, 360, 240)).containsExactly(ScalingPlanner.DECODED, 0, 1, 1, 3);
    }

    @Test
    void whereNoneIsHighEnough_theLargestServes() {
        assertThat(sources(540, 480, 400)).containsExactly(ScalingPlanner.DECODED, 0, 0);
    }

    @Test
    void oneRung_isScaledFromTheDecodedPicture() {
        assertThat(sources(480)).containsExactly(ScalingPlanner.DECODED);
    }
}
