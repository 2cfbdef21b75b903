package org.lectern.catalogue.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderSeamsTest {
    @Test
    void seams_whereAllIsX264s_holdNothingBack() {
        assertThat(EncoderSeams.of(List.of()).shown(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(EncoderSeams.of(List.of()).changes()).isEmpty();
    }

    @Test
    void seams_ofTwoCameras_standWhereEitherChanges_asFarAsBothGo() {
        var seams = EncoderSeams.of(List.of(
                List.of("nvenc-a", "nvenc-a", "", "nvenc-a", "nvenc-a"),
                List.of("nvenc-a", "nvenc-a", "nvenc-a", "nvenc-a", "nvenc-b", "nvenc-b")));

        assertThat(seams.chunks()).isEqualTo(5);
        assertThat(seams.changes()).containsExactly(2, 3, 4);
        assertThat(seams.shown(List.of(0, 1, 2, 3, 4, 5, 6))).hasSize(5);
    }

    @Test
    void seams_onceKnown_stay() {
        List<List<String>> whole = List.of(List.of("", "a", "a", "", "b"), List.of("a", "a", "b", "b", "b"));
        List<Integer> before = List.of();
        for (int i = 0; i <= 5; i++) {
            int until = i;
            List<Integer> now = EncoderSeams.of(
                            List.of(whole.get(0), whole.get(1).subList(0, until)))
                    .changes();
            assertThat(now.subList(0, before.size())).isEqualTo(before);
            before = now;
        }
        assertThat(before).containsExactly(1, 2, 3, 4);
    }
}
