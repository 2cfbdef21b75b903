package org.lectern.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.model.LecternException;

class GridTest {
    private static final TrackPlan PLAN = new TrackPlan.Audio(48_000, 2, List.of());

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "6000000, 1, 1", "6000001, 1, 2", "12000000, 1, 2", "12000001, 2, 3"})
    void total_isCoveredByTheFewestChunksAndSegments(long totalUs, int chunks, int segments) {
        assertThat(Grid.DEFAULT.chunkCount(totalUs)).isEqualTo(chunks);
        assertThat(Grid.DEFAULT.segmentCount(totalUs)).isEqualTo(segments);
    }

    @Test
    void lastChunk_endsWithThePublication() {
        assertThat(Grid.DEFAULT.chunkEndUs(0, 40_000_000)).isEqualTo(12_000_000);
        assertThat(Grid.DEFAULT.chunkEndUs(3, 40_000_000)).isEqualTo(40_000_000);
    }

    @Test
    void readyChunks_waitForTheMarginBehindTheirEnd() {
        long end = 2 * Grid.DEFAULT.chunkUs();
        assertThat(ChunkPlanner.readyChunks(PLAN, Grid.DEFAULT, -5)).isZero();
        assertThat(ChunkPlanner.readyChunks(PLAN, Grid.DEFAULT, end)).isEqualTo(1);
        assertThat(ChunkPlanner.readyChunks(PLAN, Grid.DEFAULT, end + ChunkPlanner.MARGIN_US))
                .isEqualTo(2);
    }

    @Test
    void gridThatCannotCarrySegments_isRefused() {
        assertThatThrownBy(() -> new Grid(10, 1)).isInstanceOf(LecternException.class);
        assertThatThrownBy(() -> new Grid(6_000_000, 0)).isInstanceOf(LecternException.class);
    }
}
