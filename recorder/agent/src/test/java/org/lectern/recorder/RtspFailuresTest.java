package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lectern.media.capture.SourceSettings;
import org.lectern.model.ErrorCode;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.testing.OddServer;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.RtspCamera;
import org.lectern.recorder.testing.TlsFront;

/** What goes wrong with a device is named, with the waits of real use, and touches no other. */
class RtspFailuresTest extends RecorderHarness {
    private static final String REDIRECT =
            "RTSP/1.0 302 Moved Temporarily\r\nCSeq: 1\r\nLocation: rtsp://127.0.0.1:1/other\r\n\r\n";
    private static final String SLOW = "RTSP/1.0 200 OK\r\n" + "X: y\r\n".repeat(100);

    @Test
    void everyFault_isNamed_andTheGoodDeviceIsRecordedWhole() throws Exception {
        source = SourceSettings.of(policy());
        try (RtspCamera good = RtspCamera.start();
                RtspCamera locked = RtspCamera.start("--password", "letmein", "--digest");
                TlsFront tls = new TlsFront(folder, good.port());
                OddServer web = new OddServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", Duration.ZERO);
                OddServer elsewhere = new OddServer(REDIRECT, Duration.ZERO);
                OddServer silent = new OddServer("", Duration.ZERO);
                OddServer slow = new OddServer(SLOW, Duration.ofSeconds(1))) {
            DeviceConfig camera = device(0, good.url("av"));
            Map<DeviceConfig, ErrorCode> faults = new LinkedHashMap<>();
            faults.put(another(1, locked.url("av", "guess")), ErrorCode.DEVICE_AUTHENTICATION);
            faults.put(another(2, good.url("nothing")), ErrorCode.DEVICE_NOT_FOUND);
            faults.put(another(3, "rtsps://127.0.0.1:%d/av".formatted(tls.port())), ErrorCode.DEVICE_CERTIFICATE);
            faults.put(
                    another(4, "rtsps://127.0.0.1:%d/av?fingerprint=%s".formatted(tls.port(), "0".repeat(64))),
                    ErrorCode.DEVICE_CERTIFICATE);
            faults.put(another(5, "rtsps://127.0.0.1:%d/av".formatted(good.port())), ErrorCode.DEVICE_PROTOCOL);
            faults.put(another(6, url(web)), ErrorCode.DEVICE_PROTOCOL);
            faults.put(another(7, url(elsewhere)), ErrorCode.DEVICE_REDIRECT);
            faults.put(another(8, url(silent)), ErrorCode.DEVICE_TIMEOUT);
            faults.put(another(9, url(slow)), ErrorCode.DEVICE_TIMEOUT);
            faults.put(another(10, "rtsp://203.0.113.7/x"), ErrorCode.DEVICE_ADDRESS_FORBIDDEN);
            List<DeviceConfig> devices = new java.util.ArrayList<>(faults.keySet());
            devices.add(camera);
            start();
            within(10).until(() -> !server.hellos.isEmpty());
            long started = System.nanoTime();
            startCapture(devices.toArray(DeviceConfig[]::new));
            faults.forEach((device, code) -> within(30).until(() -> hasProblem(device, code)));
            System.out.printf(
                    "All faults are named after %.1f s.%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) / 1000.0);
            within(30).until(() -> segments(entries(camera, MediaKind.VIDEO)).size() >= 2);
            assertThat(faults.keySet())
                    .allSatisfy(device -> assertThat(telemetry(device).problem().detail())
                            .doesNotContain("guess")
                            .endsWith("."));
            stopCapture();
            for (MediaKind kind : MediaKind.values()) {
                assertInStore(entries(camera, kind));
                assertThat(entries(camera, kind))
                        .filteredOn(TrackEntry.Gap.class::isInstance)
                        .hasSizeLessThanOrEqualTo(1);
            }
            for (DeviceConfig device : faults.keySet()) {
                assertThat(entries(device, null))
                        .singleElement()
                        .isInstanceOfSatisfying(
                                TrackEntry.Gap.class,
                                gap -> assertThat(gap.reason()).isEqualTo(GapReason.NOT_CONNECTED));
            }
            assertBooks();
        }
    }

    private static DeviceConfig another(int number, String url) {
        DeviceConfig first = device(1, url);
        return new DeviceConfig(new java.util.UUID(3, 100 + number), "Device " + number, first.role(), url);
    }

    private static String url(OddServer server) {
        return "rtsp://admin:guess@127.0.0.1:%d/x".formatted(server.port());
    }
}
