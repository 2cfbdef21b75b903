package org.lectern.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.plan.QueueForecast.Due;
import org.lectern.model.plan.QueueForecast.Piece;

class QueueForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:15:00Z");

    private static Piece<String> piece(String key, int priority, int queuedSecond, double seconds) {
        return new Piece<>(key, false, priority, NOW.plusSeconds(queuedSecond), seconds);
    }

    @Test
    void oneThread_doesOneAfterTheOther_byPriorityThenAge() {
        var due = QueueForecast.of(
                List.of(piece("backlog", 20, 0, 8), piece("later", 70, 2, 4), piece("sooner", 70, 1, 3)), 1);

        assertThat(due).containsExactly(new Due<>("sooner", 3), new Due<>("later", 7), new Due<>("backlog", 15));
    }

    @Test
    void twoThreads_shareTheQueue() {
        var due = QueueForecast.of(
                List.of(piece("long", 70, 0, 10), piece("short", 70, 1, 2), piece("last", 70, 2, 3)), 2);

        assertThat(due).containsExactly(new Due<>("short", 2), new Due<>("last", 5), new Due<>("long", 10));
    }

    @Test
    void whatRuns_isNotOvertaken() {
        var running = new Piece<>("running", true, 20, NOW, 6.0);

        assertThat(QueueForecast.of(List.of(piece("urgent", 90, 0, 1), running), 1))
                .containsExactly(new Due<>("running", 6), new Due<>("urgent", 7));
    }

    @Test
    void emptyQueue_isDone() {
        assertThat(QueueForecast.of(List.<Piece<String>>of(), 4)).isEmpty();
    }
}
