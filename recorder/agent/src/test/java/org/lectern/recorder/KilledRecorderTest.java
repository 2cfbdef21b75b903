package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.embedded.EmbeddedS3;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectStore;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.RecorderProcess;

/** A recorder that is killed, as a process, again and again: what it had recorded is there. */
@Timeout(600)
class KilledRecorderTest extends RecorderHarness {
    private static final int KILLS = Integer.getInteger("lectern.kills", 3);

    /** A part is a second at most; and what a camera sends is a little on its way. */
    private static final double MOST_LOST = 1.2;

    @TempDir
    Path objects;

    @Test
    void recorderThatIsKilled_losesAtMostThePartThatItWrote() throws Exception {
        try (var s3 = EmbeddedS3.start(objects, "127.0.0.1", 0, "testing", "testing-secret");
                var room = SimulatedClassroom.start("127.0.0.1", 0, SimulatedClassroom.usual())) {
            List<DeviceConfig> devices = devices(room);
            List<Instant> kills = new ArrayList<>();
            var random = new Random();
            RecorderProcess process =
                    RecorderProcess.start(List.of(), server.uri(), s3.settings(), folder.resolve("spool"));
            startCapture(devices.toArray(DeviceConfig[]::new));
            awaitAllRecorded(devices, -1);
            for (int i = 0; i < KILLS; i++) {
                Thread.sleep(random.nextLong(500, 7000));
                kills.add(Instant.now());
                process.kill();
                process = RecorderProcess.start(List.of(), server.uri(), s3.settings(), folder.resolve("spool"));
                Instant again = Instant.now();
                awaitAllRecorded(devices, positionUs(again));
            }
            stopCapture();
            process.close();

            ObjectStore bucket = new MinioObjectStore(s3.settings());
            double worst = 0;
            for (DeviceConfig device : devices) {
                for (MediaKind kind : MediaKind.values()) {
                    List<TrackEntry> entries = entries(device, kind);
                    assertWhole(entries, bucket);
                    for (Instant kill : kills) {
                        worst = Math.max(worst, entries.isEmpty() ? 0 : lostSeconds(entries, positionUs(kill)));
                    }
                }
            }
            System.out.printf(Locale.ROOT, "%d kills: at most %.2f s lost before one of them.%n", KILLS, worst);
            assertThat(worst).as("seconds lost before a kill").isLessThanOrEqualTo(MOST_LOST);
        }
    }

    @Test
    void recordedParts_areForcedToTheDisk() throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        Assumptions.assumeTrue(Files.isExecutable(strace), "needs strace: apt-get install -y strace");
        Path trace = folder.resolve("trace");
        try (var s3 = EmbeddedS3.start(objects, "127.0.0.1", 0, "testing", "testing-secret");
                var room = SimulatedClassroom.start("127.0.0.1", 0, SimulatedClassroom.usual())) {
            List<DeviceConfig> devices = devices(room);
            List<String> tracer =
                    List.of(strace.toString(), "-f", "-qq", "-e", "trace=fdatasync", "-o", trace.toString());
            try (var process = RecorderProcess.start(tracer, server.uri(), s3.settings(), folder.resolve("spool"))) {
                startCapture(devices.toArray(DeviceConfig[]::new));
                awaitAllRecorded(devices, -1);
                stopCapture();
            }
        }
        double seconds = recordedSeconds();
        long syncs;
        try (var lines = Files.lines(trace)) {
            syncs = lines.filter(line -> line.contains("fdatasync(")).count();
        }
        assertThat(syncs).as("fdatasync in %.0f s of four tracks", seconds).isGreaterThan((long) seconds);
    }

    private static List<DeviceConfig> devices(SimulatedClassroom room) {
        List<DeviceConfig> devices = new ArrayList<>();
        for (var settings : SimulatedClassroom.usual()) {
            devices.add(device(devices.size(), room.addresses().get(settings.name())));
        }
        return devices;
    }

    /** Until every picture, and the sound, has a segment that begins after a position. */
    private void awaitAllRecorded(List<DeviceConfig> devices, long afterUs) {
        within(60)
                .until(() -> devices.stream().allMatch(device -> isRecorded(device, MediaKind.VIDEO, afterUs))
                        && isRecorded(devices.getFirst(), MediaKind.AUDIO, afterUs));
    }

    private boolean isRecorded(DeviceConfig device, MediaKind kind, long afterUs) {
        return segments(entries(device, kind)).stream().anyMatch(segment -> segment.endUs() > afterUs);
    }

    private long positionUs(Instant at) {
        return server.captures.get(CAPTURE).epoch().until(at, ChronoUnit.MICROS);
    }

    private double recordedSeconds() {
        var report = server.captures.get(CAPTURE);
        return report.epoch().until(report.closedAt(), ChronoUnit.MILLIS) / 1000.0;
    }

    /** How long before a position the media ends that was recorded before it. */
    private static double lostSeconds(List<TrackEntry> entries, long positionUs) {
        long end = segments(entries).stream()
                .filter(segment -> segment.startUs() < positionUs)
                .mapToLong(TrackEntry.Segment::endUs)
                .max()
                .orElse(0);
        return Math.max(0, positionUs - end) / (double) TimeUnit.SECONDS.toMicros(1);
    }

    private static void assertWhole(List<TrackEntry> entries, ObjectStore bucket) {
        long end = 0;
        for (TrackEntry entry : entries) {
            assertThat(entry.startUs()).isEqualTo(end);
            end = entry.endUs();
            if (entry instanceof TrackEntry.Segment segment) {
                assertThat(bucket.stat(segment.objectKey()).orElseThrow().sha256())
                        .isEqualTo(segment.sha256());
                assertThat(Fmp4Reader.read(bucket.get(segment.objectKey())).samples())
                        .hasSize(segment.packets());
            }
        }
    }
}
