package org.lectern.media.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
    private static final long EPOCH = 1_800_000_000_000_000L;
    private static final long FRAME = 40_000;

    /** A camera: what it captures at position p has media time p + bias, and its clock shows p + epoch + error. */
    private static final class Camera {
        final DeviceClock clock = new DeviceClock();
        final Random random = new Random(7);
        long mediaBiasUs = 123_456_789;
        long clockErrorUs;
        long latencyUs = 60_000;
        long jitterUs = 30_000;
        double driftPpm;

        Timeline session(boolean reports) {
            return new Timeline(clock, EPOCH, reports);
        }

        long media(long positionUs) {
            return mediaBiasUs + Math.round(positionUs * (1 + driftPpm / 1e6));
        }

        void send(Timeline timeline, long fromUs, long toUs, long reportsFromUs) {
            for (long at = fromUs; at < toUs; at += FRAME) {
                long delay = latencyUs + (at % (10 * FRAME) == 0 ? 0 : random.nextLong(jitterUs + 1));
                long wall = at >= reportsFromUs ? EPOCH + at + clockErrorUs : MediaPacket.NO_TIME;
                timeline.observe(media(at), at + delay, wall);
            }
        }
    }

    @Test
    void deviceWithARightClock_standsWhereItCaptured() {
        var camera = new Camera();
        Timeline timeline = camera.session(true);
        camera.send(timeline, 1_000_000, 7_000_000, 4_000_000);
        assertThat(timeline.positionUs(camera.media(1_000_000))).isEqualTo(1_000_000);
        assertThat(timeline.positionUs(camera.media(90_000_000))).isEqualTo(90_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600_000_000L, -4_000_000, 90_000, 3_600_000_000L, -1_700_000_000_000_000L})
    void deviceWithAWrongClock_standsWhereItsLeastDelayedPacketCame(long error) {
        var camera = new Camera();
        camera.clockErrorUs = error;
        Timeline timeline = camera.session(true);
        camera.send(timeline, 1_000_000, 7_000_000, 0);
        // 90 ms fast and 60 ms latency: 30 ms before its capture is within the slack of right clocks.
        long expected = error == 90_000 ? 1_000_000 + error : 1_000_000 + camera.latencyUs;
        assertThat(timeline.positionUs(camera.media(1_000_000))).isEqualTo(expected);
    }

    @Test
    void deviceWithoutReports_standsWhereItsLeastDelayedPacketCame() {
        var camera = new Camera();
        Timeline timeline = camera.session(false);
        camera.send(timeline, 1_000_000, 7_000_000, Long.MAX_VALUE);
        assertThat(timeline.isReady(7_000_000)).isTrue();
        assertThat(timeline.positionUs(camera.media(2_000_000))).isEqualTo(2_000_000 + camera.latencyUs);
    }

    @Test
    void soundAndPictureOfOneDevice_withAWrongClock_stayTogether() {
        var camera = new Camera();
        camera.clockErrorUs = 77_000_000;
        Timeline sound = camera.session(true);
        camera.send(sound, 1_000_000, 7_000_000, 0);
        long soundAt = sound.positionUs(camera.media(2_000_000));
        camera.latencyUs = 180_000;
        camera.mediaBiasUs = 5;
        Timeline picture = camera.session(true);
        camera.send(picture, 1_000_000, 7_000_000, 3_000_000);
        assertThat(picture.positionUs(camera.media(2_000_000))).isEqualTo(soundAt);
    }

    @Test
    void deviceThatReconnects_landsAtTheSamePlace() {
        var camera = new Camera();
        Timeline first = camera.session(true);
        camera.send(first, 0, 7_000_000, 0);
        first.decide();
        camera.mediaBiasUs = 0;
        camera.latencyUs = 400_000;
        Timeline second = camera.session(true);
        camera.send(second, 20_000_000, 27_000_000, 0);
        assertThat(second.positionUs(camera.media(25_000_000))).isEqualTo(25_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_000_000, -3_000_000, 86_400_000_000L})
    void clockThatSteps_betweenSessions_doesNotMoveTheTimeline(long step) {
        var camera = new Camera();
        Timeline first = camera.session(true);
        camera.send(first, 0, 7_000_000, 0);
        assertThat(first.positionUs(camera.media(3_000_000))).isEqualTo(3_000_000);
        camera.clockErrorUs = step;
        camera.mediaBiasUs = 42;
        Timeline second = camera.session(true);
        camera.send(second, 20_000_000, 27_000_000, 0);
        assertThat(second.positionUs(camera.media(25_000_000))).isEqualTo(25_000_000);
    }

    @Test
    void clockThatSteps_withinASession_doesNotMoveTheTimeline() {
        var camera = new Camera();
        Timeline timeline = camera.session(true);
        camera.send(timeline, 0, 3_000_000, 1_000_000);
        camera.clockErrorUs = 3_000_000;
        camera.send(timeline, 3_000_000, 7_000_000, 0);
        assertThat(timeline.positionUs(camera.media(1_000_000))).isEqualTo(1_000_000);
        camera.clockErrorUs = -50_000_000;
        camera.send(timeline, 7_000_000, 600_000_000, 0);
        assertThat(timeline.positionUs(camera.media(599_000_000))).isEqualTo(599_000_000);
    }

    @Test
    void firstSegment_waitsForTheFirstReport_butNotForEver() {
        var camera = new Camera();
        Timeline timeline = camera.session(true);
        assertThat(timeline.isReady(50_000_000)).isFalse();
        camera.send(timeline, 0, 6_000_000, Long.MAX_VALUE);
        assertThat(timeline.isReady(6_000_000)).isFalse();
        assertThat(timeline.isReady(8_100_000)).isTrue();
        camera.send(timeline, 6_000_000, 6_100_000, 0);
        assertThat(timeline.isReady(6_100_000)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 100, -100, 40, -40})
    void deviceThatDrifts_staysWithinOneFrame_forHours(double ppm) {
        var camera = new Camera();
        camera.driftPpm = ppm;
        camera.jitterUs = 5_000;
        Timeline timeline = camera.session(true);
        long start = 0;
        long mediaStart = 0;
        long worst = 0;
        for (long at = 0; at < 3 * 3600_000_000L; at += 6_000_000) {
            camera.send(timeline, at, at + 6_000_000, 0);
            if (at == 0) {
                start = timeline.positionUs(camera.media(0));
                mediaStart = camera.media(0);
            }
            long mediaEnd = camera.media(at + 6_000_000);
            long end = timeline.endUs(start, mediaStart, mediaEnd);
            assertThat(Math.abs((end - start) - (mediaEnd - mediaStart))).isLessThanOrEqualTo(3_000);
            worst = Math.max(worst, Math.abs(end - (at + 6_000_000)));
            start = end;
            mediaStart = mediaEnd;
        }
        assertThat(worst).isLessThan(40_000);
        assertThat(timeline.residualUs()).isBetween(0L, 40_000L);
    }
}
