package org.lectern.recorder.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.model.AlarmKind;
import org.lectern.model.control.AgentMessage.Alarm;

class WatchTest {
    private static final long GB = 1_000_000_000;

    @Test
    void diskThatIsNearlyFull_isAnAlarmAtOnce_untilThereIsRoomForAWhile() {
        Ffmpeg.start();
        var free = new AtomicLong(100 * GB);
        try (var watch = new Watch(List::of, free::get, (device, jpeg) -> {}, Clock.systemUTC(), Watch.UNWATCHED)) {
            watch.start();
            assertThat(watch.alarms()).isEmpty();
            free.set(4 * GB);
            await().atMost(Duration.ofSeconds(3)).until(() -> !watch.alarms().isEmpty());
            Alarm alarm = watch.alarms().getFirst();
            assertThat(alarm.kind()).isEqualTo(AlarmKind.DISK_LOW);
            assertThat(alarm.captureId()).isNull();
            assertThat(alarm.deviceId()).isNull();
            assertThat(alarm.text()).contains("Make room");
            // A little more is not yet well: the alarm does not flicker.
            free.set(GB * 11 / 2);
            await().pollDelay(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> watch.alarms().getFirst().kind() == AlarmKind.DISK_LOW);
            free.set(7 * GB);
            await().atMost(Duration.ofSeconds(15)).until(() -> watch.alarms().isEmpty());
        }
    }
}
