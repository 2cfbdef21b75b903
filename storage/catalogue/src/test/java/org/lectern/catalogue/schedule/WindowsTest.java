package org.lectern.catalogue.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final Instant NINE = Instant.parse("2026-10-12T09:00:00Z");

    @Test
    void loneLecture_hasItsMargins() {
        assertThat(windows(slot("a", 0, 90))).containsExactly("a -5…100");
    }

    @Test
    void lecturesWithoutABreak_shareTheMomentBetween() {
        assertThat(windows(slot("a", 0, 90), slot("b", 90, 180))).containsExactly("a -5…90", "b 90…190");
    }

    @Test
    void shortBreak_goesToTheLeadInFirst() {
        assertThat(windows(slot("a", 0, 90), slot("b", 98, 180))).containsExactly("a -5…93", "b 93…190");
        assertThat(windows(slot("a", 0, 90), slot("b", 93, 180))).containsExactly("a -5…90", "b 90…190");
    }

    @Test
    void extendedLecture_pushesTheNextLeadInButNeverItsStart() {
        assertThat(windows(slot("a", 0, 97), slot("b", 95, 180))).containsExactly("a -5…97", "b 95…190");
    }

    @Test
    void neighboursDoNotClash_overlapsDo() {
        assertThat(Windows.clash(List.of(slot("a", 0, 90)), List.of(slot("b", 90, 180))))
                .isEmpty();
        assertThat(Windows.clash(List.of(slot("a", 0, 91)), List.of(slot("b", 90, 180))))
                .isPresent();
        assertThat(Windows.clashWithin(List.of(slot("a", 0, 90), slot("b", 89, 100))))
                .isPresent();
    }

    private static Windows.Slot<String> slot(String name, int startMinutes, int endMinutes) {
        return new Windows.Slot<>(
                name,
                NINE.plus(Duration.ofMinutes(startMinutes)),
                NINE.plus(Duration.ofMinutes(endMinutes)),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10));
    }

    @SafeVarargs
    private static List<String> windows(Windows.Slot<String>... slots) {
        return Windows.of(List.of(slots)).stream()
                .map(window -> "%s %d…%d"
                        .formatted(
                                window.slot().of(),
                                Duration.between(NINE, window.from()).toMinutes(),
                                Duration.between(NINE, window.until()).toMinutes()))
                .toList();
    }
}
