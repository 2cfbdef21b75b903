package org.lectern.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.plan.StandbyPlanner.Known;

class StandbyPlannerTest {
    private static final long SECOND = 1_000_000;
    private static final Known SILENT = new Known(List.of(), Long.MIN_VALUE, false);
    private static final Known EXPECTED = new Known(List.of(), Long.MIN_VALUE, true);

    @Test
    void recorderWithoutHoles_waitsForNobody() {
        assertThat(ready(known(true, 0, 13), EXPECTED)).isEqualTo(1);
    }

    @Test
    void hole_waitsForTheStandby_untilItHasToldOrIsSilent() {
        var holed = new Known(List.of(new Span(0, 4 * SECOND), new Span(6 * SECOND, 13 * SECOND)), 13 * SECOND, true);
        assertThat(ready(holed, EXPECTED)).isZero();
        assertThat(ready(holed, known(true, 0, 5))).isZero();
        assertThat(ready(holed, known(true, 0, 6))).isEqualTo(1);
        assertThat(ready(holed, SILENT)).isEqualTo(1);
    }

    @Test
    void recorderThatIsAway_isWaitedForWhileItIsExpected() {
        assertThat(ready(known(true, 0, 5), known(true, 0, 30))).isZero();
        assertThat(ready(known(false, 0, 5), known(true, 0, 30))).isEqualTo(2);
        assertThat(ready(SILENT, known(true, 0, 13))).isEqualTo(1);
    }

    @Test
    void chunkThatNobodyKnows_isNotReady() {
        assertThat(ready(known(false, 0, 11), known(false, 0, 12))).isZero();
        assertThat(ready(SILENT, SILENT)).isZero();
    }

    @Test
    void gapOfBoth_isReady() {
        var dark = new Known(List.of(), 13 * SECOND, true);
        assertThat(ready(dark, dark)).isEqualTo(1);
    }

    private static int ready(Known... recorders) {
        return StandbyPlanner.readyChunks(Grid.DEFAULT, 0, 0, List.of(recorders));
    }

    private static Known known(boolean awaited, long from, long until) {
        return new Known(List.of(new Span(from * SECOND, until * SECOND)), until * SECOND, awaited);
    }
}
