package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.media.rtsp.RtpSequence.Order;

/** Numbers, times and order of packets. */
class RtpOrderTest {
    private static final long MILLIS = 1_000_000;

    @Test
    void sequence_tellsLossLatenessAndRestart_acrossTheWrap() {
        var sequence = new RtpSequence();
        assertThat(List.of(
                        sequence.take(65_534, 1),
                        sequence.take(65_535, 1),
                        sequence.take(0, 1),
                        sequence.take(3, 1),
                        sequence.take(2, 1),
                        sequence.take(4, 2),
                        sequence.take(30_000, 2)))
                .containsExactly(
                        Order.NEXT, Order.NEXT, Order.NEXT, Order.AFTER_LOSS, Order.OLD, Order.RESTART, Order.RESTART);
    }

    @Test
    void sequence_countsWhatIsLost_inAllAndSinceTheLastReport() {
        var sequence = new RtpSequence();
        sequence.take(10, 1);
        sequence.take(11, 1);
        assertThat(sequence.takeFractionLost()).isZero();
        sequence.take(14, 1);
        sequence.take(15, 1);
        assertThat(sequence.lost()).isEqualTo(2);
        assertThat(sequence.takeFractionLost()).isEqualTo(128);
        assertThat(sequence.highest()).isEqualTo(15);
    }

    @Test
    void clock_countsOn_beyondThirtyTwoBits() {
        var clock = new RtpClock(90_000);
        int timestamp = (int) 4_294_900_000L;
        long first = clock.mediaUs(timestamp);
        for (int hour = 1; hour <= 30; hour++) {
            timestamp += 90_000 * 3600;
            assertThat(clock.mediaUs(timestamp) - first).isEqualTo(hour * 3_600_000_000L);
        }
        assertThat(clock.mediaUs(timestamp - 9000)).isEqualTo(first + 30 * 3_600_000_000L - 100_000);
    }

    @Test
    void clock_knowsTheDevicesWallClock_onceItWasReported() {
        var clock = new RtpClock(8000);
        clock.mediaUs(100);
        assertThat(clock.wallUs(100)).isEqualTo(RtpClock.NO_TIME);
        clock.report(0, 0, 100);
        assertThat(clock.wallUs(100)).as("a device without a time").isEqualTo(RtpClock.NO_TIME);
        // 2026-11-23 12:00:00.5 UTC
        clock.report(1_795_435_200L + 2_208_988_800L, 1L << 31, 100);
        assertThat(clock.wallUs(100)).isEqualTo(1_795_435_200_500_000L);
        assertThat(clock.wallUs(100 - 8000)).isEqualTo(1_795_435_199_500_000L);
        // The era of NTP that begins in 2036.
        clock.report(60, 0, 100);
        assertThat(clock.wallUs(100)).isEqualTo((60 + (1L << 32) - 2_208_988_800L) * 1_000_000);
    }

    @Test
    void clock_leaps_whereTheDeviceBeginsAnew() {
        var clock = new RtpClock(90_000);
        long before = clock.mediaUs(5_000_000);
        clock.report(4_000_000_000L, 0, 5_000_000);
        clock.restart();
        assertThat(clock.mediaUs(17) - before).isEqualTo(RtpClock.LEAP_US);
        assertThat(clock.wallUs(17)).isEqualTo(RtpClock.NO_TIME);
    }

    private static byte[] numbered(int number) {
        return Rtp.packet(number, 0, false, new byte[0]);
    }

    @Test
    void queue_putsPacketsInOrder_andWaitsNotForEver() {
        List<Integer> out = new ArrayList<>();
        var queue = new ReorderQueue((data, length, nanos) -> out.add(RtpPacket.u16(data, 2)));
        int[] arrivals = {65_535, 1, 0, 2, 4};
        for (int number : arrivals) {
            queue.take(numbered(number), 12, 0);
        }
        assertThat(out).containsExactly(65_535, 0, 1, 2);
        queue.release(50 * MILLIS);
        assertThat(out).hasSize(4);
        queue.release(150 * MILLIS);
        assertThat(out).containsExactly(65_535, 0, 1, 2, 4);
        queue.take(numbered(3), 12, 150 * MILLIS);
        assertThat(out).as("too late").hasSize(5);
        queue.take(numbered(20_000), 12, 150 * MILLIS);
        assertThat(out).as("a new beginning").endsWith(20_000);
    }
}
