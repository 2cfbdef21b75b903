package org.lectern.recorder.watch;

import java.util.EnumMap;
import java.util.Map;
import org.lectern.model.AlarmKind;
import org.lectern.model.DeviceRole;

/** The alarms of one device, or of the recorder. Pure but for its memory; for one thread. */
final class AlarmBoard {
    private final Map<AlarmKind, AlarmGate> gates = new EnumMap<>(AlarmKind.class);
    private final DeviceRole role;

    AlarmBoard(DeviceRole role) {
        this.role = role;
    }

    void read(AlarmKind kind, Reading reading, long nanos) {
        gates.computeIfAbsent(kind, one -> AlarmRule.gate(one, role)).read(reading, nanos);
    }

    /** The alarms that stand, with the monotonic time since when. */
    Map<AlarmKind, Long> standing() {
        Map<AlarmKind, Long> standing = new EnumMap<>(AlarmKind.class);
        gates.forEach((kind, gate) -> {
            Long since = gate.sinceNanos();
            if (since != null) {
                standing.put(kind, since);
            }
        });
        return standing;
    }
}
