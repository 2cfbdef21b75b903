package org.lectern.api.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration WINDOW = Duration.ofHours(3);

    private final RehearsalHours hours = RehearsalHours.of("23:30", "Europe/Berlin", WINDOW, ZoneId.of("UTC"));

    private static Instant at(String local) {
        return ZonedDateTime.parse(local + "+02:00[Europe/Berlin]").toInstant();
    }

    @Test
    void settings_haveTheZoneOfTheScheduleUnlessTheySayTheirOwn() {
        assertThat(hours).isEqualTo(new RehearsalHours(LocalTime.of(23, 30), BERLIN, WINDOW));
        assertThat(RehearsalHours.of("05:00", null, WINDOW, BERLIN).zone()).isEqualTo(BERLIN);
        assertThat(RehearsalHours.of("off", null, WINDOW, BERLIN).isDue(at("2026-06-01T05:00"), null))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "5 o'clock, Europe/Berlin, PT3H, lectern.rehearsal.at is \"5 o'clock\"; write a time of day like 05:00",
        "25:00, Europe/Berlin, PT3H, lectern.rehearsal.at",
        "05:00, Berlin, PT3H, lectern.rehearsal.zone is \"Berlin\"; write a time zone like Europe/Berlin",
        "05:00, Europe/Berlin, PT30H, lectern.rehearsal.window is PT30H; write a time from PT5M",
        "05:00, Europe/Berlin, PT0S, lectern.rehearsal.window"
    })
    void settingThatIsWrong_isNamedWithWhatToWrite(String at, String zone, Duration window, String message) {
        assertThatThrownBy(() -> RehearsalHours.of(at, zone, window, BERLIN)).hasMessageContaining(message);
    }

    @Test
    void room_isDueOnceANight_alsoAcrossMidnight() {
        assertThat(hours.isDue(at("2026-06-01T23:29:59"), null)).isFalse();
        assertThat(hours.isDue(at("2026-06-01T23:30"), null)).isTrue();
        assertThat(hours.isDue(at("2026-06-02T02:29"), null)).isTrue();
        assertThat(hours.isDue(at("2026-06-02T02:30"), null)).isFalse();
        assertThat(hours.isDue(at("2026-06-02T01:00"), at("2026-06-01T23:31"))).isFalse();
        assertThat(hours.isDue(at("2026-06-02T01:00"), at("2026-06-01T09:00"))).isTrue();
    }

    @Test
    void night_inWhichTheClockIsPutForward_isNotLeftOut() {
        // In Berlin there is no 02:30 on 29 March 2026: it is 03:30 then.
        var spring = RehearsalHours.of("02:30", "Europe/Berlin", WINDOW, BERLIN);
        assertThat(spring.isDue(Instant.parse("2026-03-29T00:59:00Z"), null)).isFalse();
        assertThat(spring.isDue(Instant.parse("2026-03-29T01:30:00Z"), null)).isTrue();
    }
}
