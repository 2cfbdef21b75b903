package org.lectern.catalogue.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.plan.Grid;

class OriginRuleTest {
    @Test
    void nothingRecorded_hasNoOrigin() {
        assertThat(decide(true, new OriginRule.Coverage(null, 60_000_000))).isEmpty();
        assertThat(decide(true)).isEmpty();
    }

    @Test
    void origin_waitsForAChunkOfSomeTrack() {
        assertThat(decide(false, new OriginRule.Coverage(400_000L, 12_300_000))).isEmpty();
        assertThat(decide(false, new OriginRule.Coverage(400_000L, 12_400_000))).hasValue(400_000);
    }

    @Test
    void origin_isWhereTheFirstDeviceWasSeen() {
        assertThat(decide(
                        false,
                        new OriginRule.Coverage(900_000L, 6_900_000),
                        new OriginRule.Coverage(300_000L, 12_300_000),
                        new OriginRule.Coverage(null, 0)))
                .hasValue(300_000);
    }

    @Test
    void shortCapture_beginsWhenItIsComplete() {
        assertThat(decide(true, new OriginRule.Coverage(-20_000L, 3_000_000))).hasValue(-20_000);
    }

    private static java.util.OptionalLong decide(boolean complete, OriginRule.Coverage... tracks) {
        return OriginRule.decide(List.of(tracks), Grid.DEFAULT, complete);
    }
}
