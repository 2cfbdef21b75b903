package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.embedded.EmbeddedS3;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.FrameRate;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.recorder.testing.KillableRecorder;
import org.lectern.recorder.testing.RecorderHarness;

/**
 * What each of many kills costs in all, with the time to connect again, and whether the books hold: a
 * recorder that is killed for real while it records a room of three devices over RTSP. By default
 * three times; {@code -Dlectern.kills=20} for more.
 */
@Timeout(900)
class RepeatedKillTest extends RecorderHarness {
    private static final int KILLS = Integer.getInteger("lectern.kills", 3);

    /** 1000 on a machine with nothing else to do; one that tests other things at once connects later. */
    private static final long MOST_LOST_MILLIS = Long.getLong("lectern.most-lost-millis", 2500);

    private static final List<DeviceSettings> DEVICES = List.of(
            new DeviceSettings(
                    "presenter", DeviceSettings.View.PRESENTER, 640, 360, new FrameRate(25, 1), 2, 800_000, true),
            new DeviceSettings("slides", DeviceSettings.View.SLIDES, 640, 360, new FrameRate(10, 1), 2, 500_000, false),
            new DeviceSettings(
                    "audience", DeviceSettings.View.AUDIENCE, 320, 180, new FrameRate(25, 1), 2, 400_000, false));

    @TempDir
    Path objects;

    private final List<DeviceConfig> devices = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();

    /** The process was gone from {@code killed} to {@code ready}. */
    private record Outage(Instant killed, Instant ready) {}

    private Path spool() throws Exception {
        return Files.createDirectories(folder.resolve("process")).resolve("spool");
    }

    private void addDevices(SimulatedClassroom room) {
        for (DeviceSettings settings : DEVICES) {
            devices.add(device(devices.size(), room.addresses().get(settings.name())));
        }
    }

    @Test
    void recorderKilledAgainAndAgain_losesAtMostASecondEachTime() throws Exception {
        long seed = Long.getLong("lectern.seed", System.nanoTime());
        System.out.println("Seed of the kills: -Dlectern.seed=" + seed);
        var random = new Random(seed);
        List<Outage> outages = new ArrayList<>();
        try (var s3 = EmbeddedS3.start(objects, "127.0.0.1", 0, "testing", "testing-secret");
                var room = SimulatedClassroom.start("127.0.0.1", 0, DEVICES)) {
            addDevices(room);
            var process = new KillableRecorder(spool(), server.uri(), s3.settings(), List.of());
            Instant ended;
            try {
                process.ready();
                startCapture(devices.toArray(DeviceConfig[]::new));
                within(20).until(() -> server.acks.containsKey(1L));
                Thread.sleep(4000);
                for (int i = 0; i < KILLS; i++) {
                    Thread.sleep(4000 + random.nextInt(4000));
                    Instant killed = process.kill();
                    assertBooks(process);
                    process = new KillableRecorder(spool(), server.uri(), s3.settings(), List.of());
                    outages.add(new Outage(killed, process.ready()));
                }
                Thread.sleep(5000);
                ended = Instant.now();
                server.command(new org.lectern.model.control.ServerMessage.Stop(2, CAPTURE));
                within(60).until(() -> server.isComplete(CAPTURE));
                process.end();
                KillableRecorder.Books last = process.books.getLast();
                assertThat(last.received()).isEqualTo(last.onDisk() + last.inGaps());
            } finally {
                process.kill();
            }
            var store = new MinioObjectStore(s3.settings());
            for (DeviceConfig device : devices) {
                judge(device, MediaKind.VIDEO, store, outages, ended);
            }
            judge(devices.getFirst(), MediaKind.AUDIO, store, outages, ended);
            assertThat(lost).allMatch(millis -> millis <= MOST_LOST_MILLIS);
        }
    }

    @Test
    void recordedParts_areForcedToTheDisk() throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        Assumptions.assumeTrue(Files.isExecutable(strace), "needs strace: apt-get install -y strace");
        Assumptions.assumeTrue(
                new ProcessBuilder(strace.toString(), "-o", "/dev/null", "true")
                                .start()
                                .waitFor()
                        == 0,
                "needs a machine on which processes may be traced");
        Path trace = folder.resolve("trace");
        try (var s3 = EmbeddedS3.start(objects, "127.0.0.1", 0, "testing", "testing-secret");
                var room = SimulatedClassroom.start("127.0.0.1", 0, DEVICES)) {
            addDevices(room);
            var process = new KillableRecorder(
                    spool(),
                    server.uri(),
                    s3.settings(),
                    List.of(strace.toString(), "-f", "-qq", "-e", "trace=fdatasync", "-o", trace.toString()));
            try {
                process.ready();
                startCapture(devices.toArray(DeviceConfig[]::new));
                within(60)
                        .until(() -> !segments(entries(devices.getFirst(), MediaKind.VIDEO))
                                .isEmpty());
                stopCapture();
                process.end();
            } finally {
                process.kill();
            }
        }
        var report = server.captures.get(CAPTURE);
        long seconds = ChronoUnit.SECONDS.between(report.epoch(), report.closedAt());
        try (var lines = Files.lines(trace)) {
            assertThat(lines.filter(line -> line.contains("fdatasync(")).count())
                    .as("fdatasync in %d s of four tracks", seconds)
                    .isGreaterThan(seconds);
        }
    }

    /** Within a life, at every moment: what came is on the disk, in a gap, or in the part being written. */
    private static void assertBooks(KillableRecorder process) {
        assertThat(process.books).isNotEmpty();
        for (KillableRecorder.Books books : process.books) {
            int open = books.received() - books.onDisk() - books.inGaps();
            // Three pictures' tracks and one of sound, a part of each, and what is in the queues.
            assertThat(open).isBetween(-5, 300);
        }
    }

    private void judge(DeviceConfig device, MediaKind kind, MinioObjectStore store, List<Outage> outages, Instant ended)
            throws Exception {
        List<TrackEntry> entries = entries(device, kind);
        Instant epoch = server.captures.get(CAPTURE).epoch();
        long end = 0;
        for (int i = 0; i < entries.size(); i++) {
            TrackEntry entry = entries.get(i);
            assertThat(entry.sequence()).isEqualTo(i);
            assertThat(entry.startUs()).isEqualTo(end);
            end = entry.endUs();
            if (entry instanceof TrackEntry.Segment segment) {
                assertThat(store.stat(segment.objectKey()).orElseThrow().sha256())
                        .isEqualTo(segment.sha256());
                assertThat(Fmp4Reader.read(store.get(segment.objectKey())).samples())
                        .hasSize(segment.packets());
            }
        }
        List<Long> lostMillis = new ArrayList<>();
        for (int i = 0; i < outages.size(); i++) {
            Outage outage = outages.get(i);
            Instant until = i + 1 < outages.size() ? outages.get(i + 1).killed() : ended;
            long missing = missingUs(
                    entries,
                    ChronoUnit.MICROS.between(epoch, outage.killed()) - 1_500_000,
                    ChronoUnit.MICROS.between(epoch, until) - 1_500_000);
            lostMillis.add(
                    (missing - Duration.between(outage.killed(), outage.ready()).toNanos() / 1000) / 1000);
        }
        System.out.printf(
                "%s %s: lost per kill besides the time down, ms: %s; down, ms: %s%n",
                device.name(),
                kind.key(),
                lostMillis,
                outages.stream()
                        .map(outage -> Duration.between(outage.killed(), outage.ready())
                                .toMillis())
                        .toList());
        lost.addAll(lostMillis);
    }

    private static long missingUs(List<TrackEntry> entries, long fromUs, long untilUs) {
        return entries.stream()
                .filter(TrackEntry.Gap.class::isInstance)
                .mapToLong(gap -> Math.max(0, Math.min(gap.endUs(), untilUs) - Math.max(gap.startUs(), fromUs)))
                .sum();
    }
}
