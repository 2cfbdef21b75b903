package org.lectern.catalogue.alarm;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.AlarmKind;
import org.lectern.model.AlarmSeverity;

/**
 * What the webhook is told, as JSON. Times are texts in ISO 8601: it is kept in the queue as it is sent.
 *
 * @param event {@code raised}, {@code cleared}, or {@code test}
 * @param at when it was written down
 */
public record AlarmEvent(
        String event,
        UUID alarmId,
        AlarmKind kind,
        AlarmSeverity severity,
        @Nullable UUID roomId,
        @Nullable String room,
        @Nullable UUID captureId,
        @Nullable UUID deviceId,
        @Nullable String device,
        String detail,
        String since,
        String at) {
    /** What a person sends to see whether it arrives. */
    public static AlarmEvent test(Instant now) {
        return new AlarmEvent(
                "test",
                new UUID(0, 0),
                AlarmKind.NO_SIGNAL,
                AlarmSeverity.WARNING,
                null,
                "No room",
                null,
                null,
                "No device",
                "This is a test. Nothing is wrong.",
                now.toString(),
                now.toString());
    }

    static AlarmEvent of(String event, AlarmInfo alarm, Instant now) {
        return new AlarmEvent(
                event,
                alarm.id(),
                alarm.kind(),
                alarm.severity(),
                alarm.roomId(),
                alarm.roomName(),
                alarm.captureId(),
                alarm.deviceId(),
                alarm.deviceName(),
                alarm.detail(),
                alarm.raisedAt().toString(),
                now.toString());
    }
}
