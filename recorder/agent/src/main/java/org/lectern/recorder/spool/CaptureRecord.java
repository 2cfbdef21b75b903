package org.lectern.recorder.spool;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.control.RoomConfig;

/**
 * What the recorder must remember of a capture to go on with it after a restart.
 *
 * @param epoch position 0 of its timeline
 * @param endsAt when it is to stop by itself; null if nobody has said so
 * @param stopAt when it was told to stop; null while it is to record
 * @param closedAt when every journal was finished
 * @param complete whether the server has everything
 */
public record CaptureRecord(
        UUID captureId,
        UUID lectureId,
        String title,
        RoomConfig room,
        Instant epoch,
        @Nullable Instant endsAt,
        @Nullable Instant stopAt,
        @Nullable Instant closedAt,
        boolean complete) {
    CaptureRecord ending(@Nullable Instant at) {
        return new CaptureRecord(captureId, lectureId, title, room, epoch, at, stopAt, closedAt, complete);
    }

    CaptureRecord stopping(Instant at) {
        return new CaptureRecord(captureId, lectureId, title, room, epoch, endsAt, at, closedAt, complete);
    }

    CaptureRecord closed(Instant at) {
        return new CaptureRecord(captureId, lectureId, title, room, epoch, endsAt, stopAt, at, complete);
    }

    CaptureRecord completed() {
        return new CaptureRecord(captureId, lectureId, title, room, epoch, endsAt, stopAt, closedAt, true);
    }
}
