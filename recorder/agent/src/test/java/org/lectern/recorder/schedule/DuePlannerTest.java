package org.lectern.recorder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.model.control.PlannedCapture;
import org.lectern.model.control.RoomConfig;
import org.lectern.recorder.schedule.DuePlanner.Action;
import org.lectern.recorder.schedule.DuePlanner.Begun;

class DuePlannerTest {
    private static final UUID ID = new UUID(1, 1);
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant END = Instant.parse("2026-11-23T10:30:00Z");
    private static final PlannedCapture LECTURE = lecture(END);

    private static PlannedCapture lecture(Instant end) {
        return new PlannedCapture(
                ID, new UUID(2, 2), "Physics", new RoomConfig(new UUID(3, 3), "Room", List.of()), START, end);
    }

    private static Plan plan(PlannedCapture... planned) {
        return Plan.EMPTY.told(List.of(planned), START);
    }

    private static Map<UUID, Begun> begun(Instant endsAt, Instant time) {
        Map<UUID, Begun> begun = new HashMap<>();
        begun.put(ID, new Begun(ID, endsAt, time));
        return begun;
    }

    private static List<Action> due(Instant wall, Plan plan) {
        return DuePlanner.due(wall, plan, Map.of());
    }

    @Test
    void plannedCapture_beginsWithinItsTime_onceOnly() {
        assertThat(due(START.minusMillis(1), plan(LECTURE))).isEmpty();
        assertThat(due(START, plan(LECTURE))).containsExactly(new Action.Begin(LECTURE, END));
        // After a reboot in the middle of the lecture.
        assertThat(due(END.minusMillis(1), plan(LECTURE))).hasSize(1);
        assertThat(due(END, plan(LECTURE))).isEmpty();
        assertThat(DuePlanner.due(START, plan(LECTURE), begun(END, null))).isEmpty();
        assertThat(DuePlanner.due(START, plan(LECTURE), begun(END, START))).isEmpty();
    }

    @Test
    void stoppedBeforeItsStart_neverBegins_whateverThePlanSaysLater() {
        Plan stopped = plan(LECTURE).stopped(ID, START.minusSeconds(60));
        assertThat(due(START, stopped)).isEmpty();
        Plan toldAgain = stopped.told(List.of(lecture(END.plusSeconds(600))), START);
        assertThat(due(START.plusSeconds(5), toldAgain)).isEmpty();
    }

    @Test
    void extendedBeforeItsStart_endsAtTheNewTime_untilThePlanSaysAnother() {
        Instant later = END.plusSeconds(900);
        Plan extended = plan(LECTURE).extended(ID, later);
        assertThat(due(END, extended)).containsExactly(new Action.Begin(LECTURE, later));
        // The same list again, as after each reconnect, changes nothing.
        assertThat(extended.told(List.of(LECTURE), START).endsAt(LECTURE)).isEqualTo(later);
        PlannedCapture moved = lecture(END.minusSeconds(300));
        Plan told = extended.told(List.of(moved), START);
        assertThat(told.endsAt(moved)).isEqualTo(moved.endsAt());
        assertThat(told.changedEnds(extended)).containsExactly(Map.entry(ID, moved.endsAt()));
        // Shortened to before its start, it does not begin at all.
        assertThat(due(START, plan(LECTURE).extended(ID, START.minusSeconds(1))))
                .isEmpty();
    }

    @Test
    void runningCapture_endsAtItsEnd_plannedOrNot() {
        assertThat(DuePlanner.due(END.minusMillis(1), Plan.EMPTY, begun(END, END.minusMillis(1))))
                .isEmpty();
        assertThat(DuePlanner.due(END, Plan.EMPTY, begun(END, END))).containsExactly(new Action.End(ID));
        assertThat(DuePlanner.due(END.plusSeconds(9999), Plan.EMPTY, begun(null, END)))
                .as("one that a person started has no end")
                .isEmpty();
    }

    @Test
    void clockThatIsSetForward_endsNothingEarly() {
        Instant half = START.plus(Duration.ofMinutes(45));
        assertThat(DuePlanner.due(half.plus(Duration.ofHours(1)), plan(LECTURE), begun(END, half)))
                .isEmpty();
        assertThat(DuePlanner.due(END.plus(Duration.ofHours(1)), plan(LECTURE), begun(END, END)))
                .containsExactly(new Action.End(ID));
    }

    @Test
    void clockThatIsSetBack_recordsTooMuchRatherThanTooLittle_withABound() {
        Instant wall = END.minus(Duration.ofHours(1));
        assertThat(DuePlanner.due(wall, plan(LECTURE), begun(END, END))).isEmpty();
        Instant doubt = END.plus(DuePlanner.LONGEST_DOUBT);
        assertThat(DuePlanner.due(Instant.EPOCH, plan(LECTURE), begun(END, doubt)))
                .containsExactly(new Action.End(ID));
    }

    @Test
    void clockThatIsSetRightAfterBoot_findsTheLecture() {
        // A box without a battery begins in 1970, and another one in 2099.
        assertThat(due(Instant.EPOCH, plan(LECTURE))).isEmpty();
        assertThat(due(Instant.parse("2099-01-01T00:00:00Z"), plan(LECTURE))).isEmpty();
        assertThat(due(START.plusSeconds(60), plan(LECTURE))).hasSize(1);
    }

    @Test
    void lecturesBackToBack_overlapInTheirMargins() {
        var next = new PlannedCapture(
                new UUID(1, 2), new UUID(2, 3), "Maths", LECTURE.room(), END.minusSeconds(60), END.plusSeconds(3600));
        assertThat(DuePlanner.due(END, plan(LECTURE, next), begun(END, END)))
                .containsExactly(new Action.End(ID), new Action.Begin(next, next.endsAt()));
    }
}
