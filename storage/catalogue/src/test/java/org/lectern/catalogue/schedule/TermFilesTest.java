package org.lectern.catalogue.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Terms as people export them. */
class TermFilesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void csv_ofATerm_isUnderstood() {
        List<TermLine> lines = CsvTerm.read("""
                \uFEFFTitle;Room;Date;Start;End;Repeat;Until;Except;Course;Lead_in
                "Physics; part ""one""\";Hall A;2026-10-12;9:15;10:45;weekly;2027-02-12;2026-12-28 2027-01-04;PHY1;10

                Talk;Hall B;2026-10-13;18:00;19:30;;;;;
                """, BERLIN);
        assertThat(lines).extracting(TermLine::problem).containsOnlyNulls();
        assertThat(lines).extracting(TermLine::line).containsExactly(2, 4);
        TermLine.Event physics = lines.getFirst().event();
        assertThat(physics).isNotNull();
        assertThat(physics.title()).isEqualTo("Physics; part \"one\"");
        assertThat(physics.rrule()).isEqualTo("FREQ=WEEKLY;UNTIL=20270212T235959");
        assertThat(physics.startsAt()).isEqualTo("2026-10-12T09:15:00");
        assertThat(physics.duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(physics.exdates()).containsExactly(at("2026-12-28T09:15"), at("2027-01-04T09:15"));
        assertThat(physics.leadIn()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void csv_badLines_areToldByNumberWithWhatToDo() {
        List<TermLine> lines = CsvTerm.read("""
                title,room,date,start,end,repeat,zone
                A,Hall,12.10.2026,09:15,10:45,,
                B,Hall,2026-10-12,quarter past,10:45,,
                C,Hall,2026-10-12,10:45,09:15,,
                D,,2026-10-12,09:15,10:45,,
                E,Hall,2026-10-12,09:15,10:45,now and then,
                F,Hall,2026-10-12,09:15,10:45,FREQ=SOMETIMES,
                G,Hall,2026-10-12,09:15,10:45,,Mars/Olympus
                H,Hall,2026-10-12
                """, BERLIN);
        assertThat(lines).extracting(TermLine::line).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(lines).extracting(TermLine::title).containsExactly("A", "B", "C", "D", "E", "F", "G", "H");
        assertThat(lines.get(0).problem()).contains("12.10.2026", "2026-10-12");
        assertThat(lines.get(1).problem()).contains("quarter past", "09:15");
        assertThat(lines.get(2).problem()).contains("not after its start");
        assertThat(lines.get(3).problem()).contains("room");
        assertThat(lines.get(4).problem()).contains("now and then", "weekly");
        assertThat(lines.get(5).problem()).contains("FREQ=SOMETIMES");
        assertThat(lines.get(6).problem()).contains("Mars/Olympus", "Europe/Berlin");
        assertThat(lines.get(7).problem()).contains("3 fields");
    }

    @Test
    void csv_withoutItsColumns_saysWhichItNeeds() {
        assertThat(CsvTerm.read("name,room,date\nx,y,z\n", BERLIN))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.line()).isEqualTo(1);
                    assertThat(line.problem()).contains("title, start, end", "a column name");
                });
        assertThat(CsvTerm.read("", BERLIN))
                .singleElement()
                .satisfies(line -> assertThat(line.problem()).isNotNull());
    }

    @Test
    void iCal_seriesWithChanges_isUnderstood() {
        List<TermLine> lines = ICalTerm.read(ical("""
                BEGIN:VEVENT
                UID:1
                SUMMARY:Physics\\, part one
                LOCATION:Hall A
                DTSTART;TZID=W. Europe Standard Time:20261012T091500
                DTEND;TZID=W. Europe Standard Time:20261012T104500
                RRULE:FREQ=WEEKLY;COUNT=10
                EXDATE;TZID=Europe/Berlin:20261019T091500,20261026T091500
                BEGIN:VALARM
                SUMMARY:Get up
                END:VALARM
                END:VEVENT
                BEGIN:VEVENT
                UID:1
                RECURRENCE-ID:20261102T081500Z
                SUMMARY:Physics\\, moved
                LOCATION:Hall A
                DTSTART:20261103T081500Z
                DURATION:PT1H30M
                END:VEVENT
                """), ZoneId.of("Asia/Shanghai"));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(2);
            TermLine.Event event = line.event();
            assertThat(event).isNotNull();
            assertThat(event.title()).isEqualTo("Physics, part one");
            assertThat(event.zone()).isEqualTo(BERLIN);
            assertThat(event.startsAt()).isEqualTo("2026-10-12T09:15:00");
            assertThat(event.exdates()).containsExactly(at("2026-10-19T09:15"), at("2026-10-26T09:15"));
            assertThat(event.changes()).singleElement().satisfies(change -> {
                assertThat(change.slot()).isEqualTo("2026-11-02T09:15:00");
                assertThat(change.startsAt()).isEqualTo("2026-11-03T09:15:00");
                assertThat(change.endsAt()).isEqualTo("2026-11-03T10:45:00");
            });
        });
    }

    @Test
    void iCal_badEvents_areToldByLineWithWhatToDo() {
        List<TermLine> lines = ICalTerm.read(ical("""
                BEGIN:VEVENT
                UID:1
                SUMMARY:Whole day
                LOCATION:Hall
                DTSTART;VALUE=DATE:20261012
                DTEND;VALUE=DATE:20261013
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                SUMMARY:Nowhere
                DTSTART:20261012T071500Z
                DTEND:20261012T081500Z
                END:VEVENT
                BEGIN:VEVENT
                UID:3
                SUMMARY:Zone
                LOCATION:Hall
                DTSTART;TZID=Customized Time Zone:20261012T071500
                DTEND;TZID=Customized Time Zone:20261012T081500
                END:VEVENT
                """), BERLIN);
        assertThat(lines).extracting(TermLine::line).containsExactly(2, 9, 15);
        assertThat(lines.get(0).problem()).contains("20261012", "a day and a time");
        assertThat(lines.get(1).problem()).contains("LOCATION", "the room");
        assertThat(lines.get(2).problem()).contains("Customized Time Zone", "Europe/Berlin");
        assertThat(ICalTerm.read("nonsense", BERLIN))
                .singleElement()
                .satisfies(line -> assertThat(line.problem()).contains("BEGIN:VEVENT"));
    }

    @Test
    void iCal_extraDaysAndDaysLeftOut_areUnderstood() {
        List<TermLine> lines = ICalTerm.read(ical("""
                BEGIN:VEVENT
                UID:1
                SUMMARY:Seminar
                LOCATION:Hall
                DTSTART;TZID=Europe/Berlin:20261012T091500
                DURATION:PT45M
                RRULE:FREQ=WEEKLY;COUNT=4
                EXDATE;VALUE=DATE:20261019
                RDATE;TZID=Europe/Berlin:20261014T140000
                RDATE:20261015T071500Z,20261016T071500Z
                END:VEVENT
                """), BERLIN);
        TermLine.Event event = lines.getFirst().event();
        assertThat(event).isNotNull();
        assertThat(event.exdates()).containsExactly(at("2026-10-19T09:15"));
        assertThat(event.rdates())
                .containsExactly(at("2026-10-14T14:00"), at("2026-10-15T09:15"), at("2026-10-16T09:15"));
    }

    @Test
    void iCal_whatIsCancelled_needsNothingButItsName() {
        List<TermLine> lines = ICalTerm.read(ical("""
                BEGIN:VEVENT
                UID:gone
                STATUS:CANCELLED
                END:VEVENT
                BEGIN:VEVENT
                UID:gone
                RECURRENCE-ID:20261012T071500Z
                STATUS:CANCELLED
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                SUMMARY:Seminar
                LOCATION:Hall
                DTSTART:20261012T071500Z
                DURATION:PT45M
                RRULE:FREQ=WEEKLY;COUNT=4
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                RECURRENCE-ID:20261019T071500Z
                STATUS:cancelled
                END:VEVENT
                """), BERLIN);
        assertThat(lines).extracting(TermLine::problem).containsOnlyNulls();
        assertThat(lines.getFirst().event().cancelled()).isTrue();
        assertThat(lines.getFirst().event().key()).isEqualTo("ical:gone");
        assertThat(lines.getLast().event().changes()).singleElement().satisfies(change -> {
            assertThat(change.cancelled()).isTrue();
            assertThat(change.slot()).isEqualTo("2026-10-19T09:15:00");
        });
    }

    private static String ical(String events) {
        return "BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n";
    }

    private static LocalDateTime at(String text) {
        return LocalDateTime.parse(text);
    }
}
