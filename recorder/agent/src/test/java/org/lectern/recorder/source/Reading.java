package org.lectern.recorder.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.MediaSource;
import org.lectern.media.capture.SourceSettings;
import org.lectern.media.capture.SourceStream;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.recorder.testing.RecorderHarness;

/**
 * What a device delivered.
 *
 * @param end why it delivered no more
 */
record Reading(List<SourceStream> streams, List<MediaPacket> packets, LecternException end) {
    private static final SourceSettings QUICK =
            new SourceSettings(Duration.ofSeconds(4), Duration.ofMillis(1500), RecorderHarness.policy());

    /** Reads until the session ends. */
    static Reading of(String url) {
        return of(url, QUICK);
    }

    /** Reads until the session ends. */
    static Reading of(String url, SourceSettings settings) {
        return of(url, settings, packets -> false);
    }

    /** Reads until there is enough, or the session ends. */
    static Reading of(String url, SourceSettings settings, Predicate<List<MediaPacket>> enough) {
        try (var interrupt = new Interrupt(Duration.ofSeconds(10));
                var source = MediaSource.open(DeviceUrl.parse(url), settings, interrupt)) {
            List<MediaPacket> packets = new ArrayList<>();
            try {
                while (!enough.test(packets)) {
                    packets.add(source.read());
                }
                interrupt.request();
                throw new LecternException(ErrorCode.DEVICE_ENDED, "It was enough.");
            } catch (LecternException end) {
                return new Reading(source.streams(), packets, end);
            }
        }
    }

    /** Reads as soon as somebody answers, within 10 s. */
    static Reading once(String url) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            try {
                return of(url);
            } catch (LecternException e) {
                assertThat(e.code()).isIn(ErrorCode.DEVICE_UNREACHABLE, ErrorCode.DEVICE_TIMEOUT);
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(50);
            }
        }
    }

    /** How a device fails. */
    static LecternException failure(String url) {
        return failure(url, QUICK);
    }

    /** How a device fails. */
    static LecternException failure(String url, SourceSettings settings) {
        try {
            return of(url, settings).end;
        } catch (LecternException e) {
            return e;
        }
    }

    List<MediaPacket> of(MediaKind kind) {
        return packets.stream().filter(p -> p.kind() == kind).toList();
    }

    /** The times of a kind go forward, without a hole of half a second. */
    void assertSmooth(MediaKind kind) {
        List<MediaPacket> of = of(kind);
        for (int i = 1; i < of.size(); i++) {
            assertThat(of.get(i).dtsUs() - of.get(i - 1).dtsUs()).isBetween(1L, 500_000L);
        }
    }
}
