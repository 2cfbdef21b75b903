package org.lectern.catalogue.alarm;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.AlarmEntity;
import org.lectern.model.AlarmKind;
import org.lectern.model.AlarmSeverity;

/**
 * An alarm as staff see it.
 *
 * @param roomName null if its agent serves no room
 * @param deviceName null if it is the recorder's own
 * @param detail what to do
 * @param raisedAt since when something is wrong
 * @param clearedAt null while it stands
 */
public record AlarmInfo(
        UUID id,
        @Nullable UUID roomId,
        @Nullable String roomName,
        @Nullable UUID captureId,
        @Nullable UUID deviceId,
        @Nullable String deviceName,
        AlarmKind kind,
        AlarmSeverity severity,
        String detail,
        Instant raisedAt,
        @Nullable Instant clearedAt,
        @Nullable String acknowledgedBy) {

    static AlarmInfo of(AlarmEntity alarm, @Nullable String roomName) {
        return new AlarmInfo(
                alarm.id,
                alarm.roomId,
                roomName,
                alarm.captureId,
                alarm.deviceId,
                alarm.deviceName,
                alarm.kind,
                alarm.severity,
                alarm.detail,
                alarm.raisedAt,
                alarm.clearedAt,
                alarm.acknowledgedBy);
    }
}
