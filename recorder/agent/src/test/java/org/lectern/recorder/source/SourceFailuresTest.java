package org.lectern.recorder.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.media.capture.SourceSettings;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.model.DevicePolicy;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.spool.Json;
import org.lectern.recorder.testing.FlvTag;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.TestingClips;
import org.lectern.recorder.testing.TestingHlsServer;
import org.lectern.recorder.testing.TestingNuisance;
import org.lectern.recorder.testing.TestingRtmpServer;
import org.lectern.recorder.testing.TestingTls;

/** Whatever is wrong with devices is named within 10 s, told to nobody, and harms no other. */
class SourceFailuresTest extends RecorderHarness {
    /** Each is named within 10 s on a machine with nothing else to do. */
    private static final long LONGEST_NANOS = 30_000_000_000L;

    private static final String SECRET = "hushhushhush";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, ErrorCode> expected = new LinkedHashMap<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (String.valueOf(line.getLoggerName()).startsWith("com.sun.net.httpserver")) {
                // The other side: what it was asked for.
                return;
            }
            // A handler that throws would end whoever logs.
            log.add("%s %s %s %s"
                    .formatted(
                            line.getLoggerName(),
                            line.getMessage(),
                            Arrays.toString(line.getParameters()),
                            line.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    // Held, as a logger that nobody holds forgets its level.
    private final List<Logger> loggers =
            List.of(Logger.getLogger("org.lectern"), Logger.getLogger("org.lectern.ffmpeg"));
    private int logLevel;

    @BeforeEach
    void hearEverything() {
        TestingClips.assumeFfmpeg();
        Ffmpeg.start();
        logLevel = avutil.av_log_get_level();
        avutil.av_log_set_level(avutil.AV_LOG_DEBUG);
        loggers.forEach(logger -> logger.setLevel(Level.ALL));
        Logger.getLogger("").addHandler(ear);
    }

    @AfterEach
    void hearNothing() throws Exception {
        Logger.getLogger("").removeHandler(ear);
        loggers.forEach(logger -> logger.setLevel(null));
        avutil.av_log_set_level(logLevel);
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private void expect(ErrorCode code, String url) {
        expected.put(url, code);
    }

    private void expectStrangers() throws Exception {
        for (TestingNuisance stranger :
                List.of(keep(TestingNuisance.web()), keep(TestingNuisance.shell()), keep(TestingNuisance.noise()))) {
            expect(ErrorCode.DEVICE_PROTOCOL, "rtmp://127.0.0.1:%d/live/%s".formatted(stranger.port(), SECRET));
            expect(
                    ErrorCode.DEVICE_PROTOCOL,
                    "http://admin:%s@127.0.0.1:%d/live.m3u8".formatted(SECRET, stranger.port()));
        }
        TestingNuisance slow = keep(TestingNuisance.loris().withDatagrams());
        expect(ErrorCode.DEVICE_TIMEOUT, "rtmp://127.0.0.1:%d/live/%s".formatted(slow.port(), SECRET));
        expect(ErrorCode.DEVICE_TIMEOUT, "http://admin:%s@127.0.0.1:%d/live.m3u8".formatted(SECRET, slow.port()));
        expect(ErrorCode.DEVICE_TIMEOUT, "https://127.0.0.1:%d/live.m3u8?token=%s".formatted(slow.port(), SECRET));
        expect(ErrorCode.DEVICE_TIMEOUT, "rtmps://127.0.0.1:%d/live/%s".formatted(slow.port(), SECRET));
        expect(ErrorCode.DEVICE_TIMEOUT, "srt://127.0.0.1:%d?passphrase=%s".formatted(slow.port(), SECRET));
    }

    private void expectRefusals() throws Exception {
        var rtmp = keep(new TestingRtmpServer(List.<FlvTag>of()));
        expect(ErrorCode.DEVICE_NOT_FOUND, rtmp.url("other/" + SECRET));
        expect(ErrorCode.DEVICE_NOT_FOUND, rtmp.url("live/" + SECRET));

        TestingTls tls = TestingTls.create(folder);
        var secure = keep(new TestingRtmpServer(
                tls.context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress()),
                List.of()));
        expect(ErrorCode.DEVICE_CERTIFICATE, "rtmps://127.0.0.1:%d/live/%s".formatted(secure.port(), SECRET));
        var https = keep(new TestingHlsServer("127.0.0.1", folder, tls));
        expect(ErrorCode.DEVICE_CERTIFICATE, https.url("/live.m3u8?token=" + SECRET));

        var http = keep(new TestingHlsServer("127.0.0.1", folder, null));
        http.require("admin:another");
        expect(
                ErrorCode.DEVICE_AUTHENTICATION,
                http.url("/live.m3u8").replace("://", "://admin:%s@".formatted(SECRET)));
        var moved = keep(new TestingHlsServer("127.0.0.1", folder, null));
        expect(ErrorCode.DEVICE_REDIRECT, moved.url("/moved/live.m3u8?token=" + SECRET));
    }

    private void expectRefusalOfThePassphrase() throws Exception {
        int port = SourceProtocolsTest.freePort();
        Process sender = TestingClips.start(
                "-re",
                "-i",
                TestingClips.clip(folder.resolve("srt.ts"), 20).toString(),
                "-c",
                "copy",
                "-f",
                "mpegts",
                "srt://127.0.0.1:%d?mode=listener&passphrase=longenough1".formatted(port));
        keep(sender::destroyForcibly);
        expect(ErrorCode.DEVICE_AUTHENTICATION, "srt://127.0.0.1:%d?passphrase=%s".formatted(port, SECRET));
    }

    private void expectTheRest() {
        expect(ErrorCode.DEVICE_ADDRESS_FORBIDDEN, "file:///etc/passwd");
        expect(ErrorCode.DEVICE_ADDRESS_FORBIDDEN, "rtmp://192.0.2.9/live/" + SECRET);
        expect(ErrorCode.DEVICE_ADDRESS_FORBIDDEN, "srt://[2001:db8::1]:9000?passphrase=" + SECRET);
        expect(ErrorCode.DEVICE_ADDRESS_INVALID, "gopher://admin:%s@127.0.0.1/x".formatted(SECRET));
        expect(ErrorCode.DEVICE_NOT_FOUND, "v4l2:///dev/video99");
    }

    @Test
    void devicesThatFail_areNamedWithin10s_withoutTheirSecrets_andAnotherIsRecordedUnharmed() throws Exception {
        source = SourceSettings.of(DevicePolicy.of("127.0.0.0/8", DevicePolicy.USUAL_SCHEMES, folder));
        DeviceConfig good = device(0, "file://" + TestingClips.clip(folder.resolve("a.mp4"), 60));
        expectStrangers();
        expectRefusals();
        expectRefusalOfThePassphrase();
        expectTheRest();
        List<DeviceConfig> devices = new ArrayList<>(List.of(good));
        expected.keySet()
                .forEach(url -> devices.add(new DeviceConfig(
                        new UUID(4, devices.size()), "Failing " + devices.size(), DeviceRole.AUDIENCE, url)));

        start();
        startCapture(devices.toArray(DeviceConfig[]::new));
        within(10).until(() -> server.acks.containsKey(1L));
        long start = System.nanoTime();
        // Telemetry comes once a second.
        await(devices, start);
        within(20).until(() -> !segments(entries(good, MediaKind.VIDEO)).isEmpty());
        stopCapture();

        List<TrackEntry> recorded = entries(good, MediaKind.VIDEO);
        assertInStore(recorded);
        assertThat(recorded.stream().filter(TrackEntry.Gap.class::isInstance)).hasSizeLessThanOrEqualTo(1);
        assertBooks();
        assertThat(recorder.captures().books().inGaps()).isZero();
        assertSecretsAreKept();
    }

    private void await(List<DeviceConfig> devices, long start) {
        Map<String, ErrorCode> seen = new LinkedHashMap<>();
        while (!seen.equals(expected) && System.nanoTime() - start < LONGEST_NANOS) {
            for (DeviceConfig device : devices.subList(1, devices.size())) {
                var telemetry = telemetry(device);
                if (telemetry != null && telemetry.problem() != null) {
                    seen.put(device.url(), telemetry.problem().code());
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        assertThat(seen).containsExactlyInAnyOrderEntriesOf(expected);
        System.out.printf("All faults are named after %.1f s.%n", (System.nanoTime() - start) / 1e9);
    }

    private void assertSecretsAreKept() throws Exception {
        assertThat(log).anyMatch(line -> line.startsWith("org.lectern.ffmpeg"));
        assertThat(log).noneMatch(line -> line.contains(SECRET));
        assertThat(Json.MAPPER.writeValueAsString(server.telemetry))
                .contains("DEVICE_AUTHENTICATION")
                .doesNotContain(SECRET);
        assertThat(Json.MAPPER.writeValueAsString(server.captures.values())).doesNotContain(SECRET);
        assertThat(Json.MAPPER.writeValueAsString(server.tracks.values())).doesNotContain(SECRET);
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void soundDevice_thatIsNotThere_isNamed() {
        // Without the libraries of sound, what to install is told; with them, that there is no such device.
        for (String url : List.of("alsa://hw:77,0", "pulse://no-such-source")) {
            var failure = Reading.failure(url);
            assertThat(failure.code()).isIn(ErrorCode.DEVICE_NOT_FOUND, ErrorCode.DEVICE_UNREACHABLE);
            assertThat(failure).hasMessageFindingMatch("has no device|libpulse0|cannot open");
        }
        assertThat(Reading.failure("v4l2:///dev/video99")).hasMessageContaining("plugged in");
    }

    @Test
    void encoderThatPushes_breaksOff_andPushesAgain_isRecordedOn() throws Exception {
        Path clip = TestingClips.clip(folder.resolve("a.flv"), 30);
        int port = SourceProtocolsTest.freePort();
        String address = "rtmp://127.0.0.1:%d/live/room".formatted(port);
        DeviceConfig encoder = device(0, address + "?listen=1");
        start();
        startCapture(encoder);
        within(10).until(() -> server.acks.containsKey(1L));
        for (int push = 0; push < 2; push++) {
            int run = push;
            Process pusher = keepPushing(clip, address);
            within(20)
                    .until(() -> segments(entries(encoder, MediaKind.VIDEO)).stream()
                            .anyMatch(segment -> segment.run() >= run));
            pusher.destroyForcibly().waitFor();
        }
        stopCapture();
        assertInStore(entries(encoder, MediaKind.VIDEO));
        assertInStore(entries(encoder, MediaKind.AUDIO));
        assertBooks();
    }

    private Process keepPushing(Path clip, String address) throws Exception {
        for (int i = 0; i < 20; i++) {
            Process pusher = TestingClips.start("-re", "-i", clip.toString(), "-c", "copy", "-f", "flv", address);
            if (!pusher.waitFor(700, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                keep(pusher::destroyForcibly);
                return pusher;
            }
        }
        throw new AssertionError("Nobody takes the push.");
    }
}
