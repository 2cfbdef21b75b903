package org.lectern.catalogue.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.model.LecternException;

class RecurrenceTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant FAR = Instant.parse("2028-01-01T00:00:00Z");
    private static final LocalDateTime MONDAY = LocalDateTime.parse("2026-10-12T09:15");

    @Test
    void weeklySeries_acrossTheEndOfSummerTime_staysAtItsWallTime() {
        List<LocalDateTime> times =
                Recurrence.expand(MONDAY, "FREQ=WEEKLY;UNTIL=20261102T235959", Set.of(), BERLIN, FAR);
        assertThat(times).hasSize(4).allMatch(time -> time.getHour() == 9 && time.getMinute() == 15);
        assertThat(times.stream().map(time -> time.atZone(BERLIN).toInstant()))
                .containsExactly(
                        Instant.parse("2026-10-12T07:15:00Z"),
                        Instant.parse("2026-10-19T07:15:00Z"),
                        // Summer time ends on 25 October.
                        Instant.parse("2026-10-26T08:15:00Z"),
                        Instant.parse("2026-11-02T08:15:00Z"));
    }

    @Test
    void weeklySeries_acrossTheBeginOfSummerTime_staysAtItsWallTime() {
        List<LocalDateTime> times = Recurrence.expand(
                LocalDateTime.parse("2027-03-22T09:15"), "FREQ=WEEKLY;COUNT=2", Set.of(), BERLIN, FAR);
        assertThat(times.stream().map(time -> time.atZone(BERLIN).toInstant()))
                .containsExactly(Instant.parse("2027-03-22T08:15:00Z"), Instant.parse("2027-03-29T07:15:00Z"));
    }

    @Test
    void seriesInTheSkippedHour_happensAnHourLaterOnThatDayOnly() {
        List<LocalDateTime> times =
                Recurrence.expand(LocalDateTime.parse("2027-03-27T02:30"), "FREQ=DAILY;COUNT=3", Set.of(), BERLIN, FAR);
        assertThat(times.stream().map(time -> time.atZone(BERLIN).toLocalTime().toString()))
                .containsExactly("02:30", "03:30", "02:30");
    }

    @Test
    void zoneWithoutSummerTime_isAlwaysAWeekApart() {
        List<LocalDateTime> times = Recurrence.expand(MONDAY, "FREQ=WEEKLY;COUNT=40", Set.of(), SHANGHAI, FAR);
        assertThat(times).hasSize(40);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(
                            times.get(i - 1).atZone(SHANGHAI), times.get(i).atZone(SHANGHAI)))
                    .isEqualTo(Duration.ofDays(7));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The last lecture is at 2026-10-19T07:15Z, 09:15 in Berlin.
        "FREQ=WEEKLY;UNTIL=20261019T071500Z, 2",
        "FREQ=WEEKLY;UNTIL=20261019T071459Z, 1",
        "FREQ=WEEKLY;UNTIL=20261019, 2",
        "FREQ=WEEKLY;UNTIL=20261018, 1",
        "FREQ=WEEKLY;UNTIL=20261019T091500, 2",
        "RRULE:FREQ=WEEKLY;COUNT=3, 3",
        "freq=weekly;count=2, 2"
    })
    void endOfARule_isUnderstoodInEveryForm(String rrule, int lectures) {
        assertThat(Recurrence.expand(MONDAY, rrule, Set.of(), BERLIN, FAR)).hasSize(lectures);
    }

    @Test
    void exceptions_areLeftOutAndStillCounted() {
        assertThat(Recurrence.expand(
                        MONDAY,
                        "FREQ=WEEKLY;COUNT=3;BYDAY=MO",
                        Set.of(MONDAY.plusWeeks(1), MONDAY.plusYears(9)),
                        BERLIN,
                        FAR))
                .containsExactly(MONDAY, MONDAY.plusWeeks(2));
    }

    @Test
    void endlessRule_stopsAtTheHorizon() {
        assertThat(Recurrence.expand(
                        MONDAY, "FREQ=WEEKLY;BYDAY=MO,WE", Set.of(), BERLIN, Instant.parse("2026-10-26T00:00:00Z")))
                .containsExactly(MONDAY, MONDAY.plusDays(2), MONDAY.plusDays(7), MONDAY.plusDays(9));
    }

    @Test
    void singleLecture_isItself() {
        assertThat(Recurrence.expand(MONDAY, null, Set.of(), BERLIN, FAR)).containsExactly(MONDAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every Monday",
                "FREQ=HOURLY",
                "FREQ=WEEKLY;BYDAY=TU",
                "FREQ=DAILY;COUNT=5000",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
            })
    void ruleThatCannotBe_isRefusedWithItsText(String rrule) {
        assertThatThrownBy(
                        () -> Recurrence.expand(MONDAY, rrule, Set.of(), BERLIN, Instant.parse("2036-01-01T00:00:00Z")))
                .isInstanceOf(LecternException.class)
                .hasMessageContaining(rrule);
    }

    @Test
    void series_thatIsCutInTwo_losesNothing() {
        LocalDateTime third = MONDAY.plusWeeks(2);
        String rule = "FREQ=WEEKLY;COUNT=5";
        List<LocalDateTime> both = new java.util.ArrayList<>(
                Recurrence.expand(MONDAY, Recurrence.endingBefore(rule, third, BERLIN), Set.of(), BERLIN, FAR));
        assertThat(both).hasSize(2);
        both.addAll(Recurrence.expand(third, Recurrence.rest(rule, MONDAY, third, BERLIN), Set.of(), BERLIN, FAR));
        assertThat(both).isEqualTo(Recurrence.expand(MONDAY, rule, Set.of(), BERLIN, FAR));
        assertThat(Recurrence.rest("FREQ=WEEKLY;UNTIL=20261102T235959", MONDAY, third, BERLIN))
                .isEqualTo("FREQ=WEEKLY;UNTIL=20261102T235959");
    }
}
