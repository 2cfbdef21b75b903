package org.lectern.recorder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmGateTest {
    private static final long SECOND = 1_000_000_000L;

    private final AlarmGate gate = new AlarmGate(Duration.ofSeconds(5), Duration.ofSeconds(3));
    private long second;

    private AlarmGate.State read(Reading reading, int times) {
        for (int i = 0; i < times; i++) {
            gate.read(reading, second++ * SECOND);
        }
        return gate.state();
    }

    @Test
    void trouble_thatPasses_isNoAlarm() {
        assertThat(read(Reading.BAD, 5)).isEqualTo(AlarmGate.State.SUSPECT);
        assertThat(read(Reading.GOOD, 1)).isEqualTo(AlarmGate.State.QUIET);
        assertThat(gate.sinceNanos()).isNull();
    }

    @Test
    void trouble_thatStays_isRaisedSinceItsBeginning() {
        read(Reading.GOOD, 2);
        assertThat(read(Reading.BAD, 6)).isEqualTo(AlarmGate.State.RAISED);
        assertThat(gate.sinceNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void alarm_thatFlickers_standsUntilAllIsWellForAWhile() {
        read(Reading.BAD, 6);
        assertThat(read(Reading.GOOD, 3)).isEqualTo(AlarmGate.State.RECOVERING);
        assertThat(read(Reading.BAD, 1)).isEqualTo(AlarmGate.State.RAISED);
        assertThat(gate.sinceNanos()).isZero();
        assertThat(read(Reading.GOOD, 4)).isEqualTo(AlarmGate.State.QUIET);
        assertThat(gate.sinceNanos()).isNull();
    }

    @Test
    void undecidedReadings_keepWhatWas() {
        assertThat(read(Reading.UNDECIDED, 20)).isEqualTo(AlarmGate.State.QUIET);
        read(Reading.BAD, 6);
        assertThat(read(Reading.UNDECIDED, 20)).isEqualTo(AlarmGate.State.RAISED);
    }

    @Test
    void everyStateAndReading_hasItsNextState() {
        Map<AlarmGate.State, Map<Reading, AlarmGate.State>> table = new EnumMap<>(AlarmGate.State.class);
        for (AlarmGate.State from : AlarmGate.State.values()) {
            for (Reading reading : Reading.values()) {
                table.computeIfAbsent(from, state -> new EnumMap<>(Reading.class))
                        .put(reading, next(from, reading));
            }
        }
        assertThat(table)
                .hasToString("{QUIET={BAD=SUSPECT, GOOD=QUIET, UNDECIDED=QUIET},"
                        + " SUSPECT={BAD=SUSPECT, GOOD=QUIET, UNDECIDED=SUSPECT},"
                        + " RAISED={BAD=RAISED, GOOD=RECOVERING, UNDECIDED=RAISED},"
                        + " RECOVERING={BAD=RAISED, GOOD=RECOVERING, UNDECIDED=RECOVERING}}");
    }

    private static AlarmGate.State next(AlarmGate.State from, Reading reading) {
        var gate = new AlarmGate(Duration.ofSeconds(5), Duration.ofSeconds(3));
        if (from != AlarmGate.State.QUIET) {
            gate.read(Reading.BAD, 0);
        }
        if (from == AlarmGate.State.RAISED || from == AlarmGate.State.RECOVERING) {
            gate.read(Reading.BAD, 5 * SECOND);
        }
        if (from == AlarmGate.State.RECOVERING) {
            gate.read(Reading.GOOD, 6 * SECOND);
        }
        assertThat(gate.state()).isEqualTo(from);
        gate.read(reading, (from == AlarmGate.State.SUSPECT ? 1 : 7) * SECOND);
        return gate.state();
    }
}
