package org.lectern.recorder.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.DeviceReadings;
import org.lectern.model.control.RehearsalReport;
import org.lectern.model.control.ServerMessage;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectStore;
import org.lectern.recorder.capture.CaptureRecorder;
import org.lectern.recorder.capture.RecordingSettings;
import org.lectern.recorder.spool.CaptureRecord;
import org.lectern.recorder.spool.KeptJson;
import org.lectern.recorder.spool.Spool;
import org.lectern.recorder.spool.SpoolDisk;
import org.lectern.recorder.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses: records as a capture is recorded and watched, into a spool of its own that nobody uploads or
 * reports and that is deleted at the end. Never while a capture runs or is about to; gives way to one that begins. One
 * at a time, on a thread of its own.
 */
public final class RehearsalRunner implements AutoCloseable {
    /** A capture must not find a device busy. */
    /** Nothing of a rehearsal outlives the process. */
    private static final KeptJson KEPT_BY_NOBODY =
            new KeptJson(UUID.randomUUID().toString());

    private static final Duration EACH_SECOND = Duration.ofSeconds(1);

    private static final Duration MARGIN = Duration.ofSeconds(60);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int SMALLEST_UPLOAD = 1 << 20;
    private static final int LARGEST_UPLOAD = 16 << 20;
    private static final int UPLOAD_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RehearsalRunner.class);

    private final Predicate<Duration> free;
    private final SpoolDisk disk;
    private final RecordingSettings settings;
    private final ObjectStore store;
    private final BiConsumer<UUID, byte[]> stills;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param free whether no capture runs now or begins within this time
     * @param stills takes a device's still as JPEG; must not wait
     */
    public RehearsalRunner(
            Predicate<Duration> free,
            SpoolDisk disk,
            RecordingSettings settings,
            ObjectStore store,
            BiConsumer<UUID, byte[]> stills,
            Clock clock) {
        this.free = free;
        this.disk = disk;
        this.settings = settings;
        this.store = store;
        this.stills = stills;
        this.clock = clock;
    }

    /** Rehearses and tells what was measured; returns at once. */
    public void rehearse(ServerMessage.Rehearse command, Consumer<AgentMessage> answer) {
        if (!busy.compareAndSet(false, true)) {
            answer.accept(refused(
                    command, ErrorCode.CONFLICT, "The recorder rehearses another room. Try again in a minute."));
            return;
        }
        Thread.ofVirtual().name("rehearsal").start(() -> {
            try {
                answer.accept(run(command));
            } finally {
                busy.set(false);
            }
        });
    }

    private static AgentMessage.Rehearsed refused(ServerMessage.Rehearse command, ErrorCode code, String why) {
        return new AgentMessage.Rehearsed(command.rehearsalId(), null, new Problem(code, why));
    }

    private AgentMessage run(ServerMessage.Rehearse command) {
        if (!free.test(Duration.ofSeconds(command.seconds()).plus(MARGIN))) {
            return refused(command, ErrorCode.CONFLICT, "Not rehearsed: the recorder records, or is about to.");
        }
        Path folder = settings.spoolFolder().resolve("rehearsal");
        try {
            delete(folder);
            return new AgentMessage.Rehearsed(command.rehearsalId(), record(command, folder), null);
        } catch (LecternException e) {
            return refused(command, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("The rehearsal could not be written: {}", e.getMessage());
            return refused(
                    command, ErrorCode.SPOOL_FAILED, "The recorder cannot write to its disk. Check the spool folder.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(command, ErrorCode.INTERNAL, "The recorder is ending.");
        } catch (RuntimeException e) {
            LOG.error("The rehearsal failed.", e);
            return refused(command, ErrorCode.INTERNAL, "The recorder failed; see its log.");
        } finally {
            try {
                delete(folder);
            } catch (IOException e) {
                LOG.warn("What was rehearsed could not be deleted; it is at the next rehearsal.", e);
            }
        }
    }

    private RehearsalReport record(ServerMessage.Rehearse command, Path folder)
            throws IOException, InterruptedException {
        Spool spool = Spool.open(disk, folder, KEPT_BY_NOBODY);
        var record = new CaptureRecord(
                command.rehearsalId(),
                command.rehearsalId(),
                "Rehearsal",
                command.room(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                null,
                false);
        var telemetry = new AtomicReference<Supplier<List<TrackTelemetry>>>(List::of);
        try (var watch = new Watch(
                () -> Objects.requireNonNull(telemetry.get()).get(), spool::freeBytes, stills, clock, EACH_SECOND)) {
            var recorder = new CaptureRecorder(spool.create(record), clock, settings.watchedBy(watch));
            telemetry.set(recorder::telemetry);
            watch.start();
            return record(command, recorder, watch, spool);
        }
    }

    private RehearsalReport record(ServerMessage.Rehearse command, CaptureRecorder recorder, Watch watch, Spool spool)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(command.seconds());
        List<TrackTelemetry> tracks;
        List<DeviceReadings> readings;
        double seconds;
        recorder.start();
        try {
            while (System.nanoTime() < end) {
                if (!free.test(Duration.ZERO) || closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new LecternException(
                            ErrorCode.CONFLICT,
                            "The rehearsal was broken off: a lecture began, or the recorder ended.");
                }
            }
            tracks = recorder.telemetry();
            readings = watch.readings();
            seconds = (System.nanoTime() - begin) / 1e9;
        } finally {
            recorder.stop();
        }
        long bits = tracks.stream().mapToLong(TrackTelemetry::bitsPerSecond).sum();
        try {
            return new RehearsalReport(
                    clock.instant(), seconds, tracks, readings, spool.freeBytes(), upload(bits), null);
        } catch (LecternException e) {
            var problem = new Problem(e.code(), String.valueOf(e.getMessage()));
            return new RehearsalReport(clock.instant(), seconds, tracks, readings, spool.freeBytes(), 0, problem);
        }
    }

    /** Stores what the devices deliver in some seconds, and takes it away again: bits per second. */
    private long upload(long bitsPerSecond) {
        long wanted = bitsPerSecond / 8 * UPLOAD_SECONDS;
        byte[] body = new byte[(int) Math.clamp(wanted, SMALLEST_UPLOAD, LARGEST_UPLOAD)];
        // Nothing on the way can compress it.
        new Random().nextBytes(body);
        String key = "rehearsal/" + UUID.randomUUID();
        long begin = System.nanoTime();
        try {
            store.put(key, body, new ObjectHeaders("application/octet-stream", null, null));
            return (long) (body.length * 8L / Math.max(1e-6, (System.nanoTime() - begin) / 1e9));
        } finally {
            forget(key);
        }
    }

    private void forget(String key) {
        try {
            store.delete(key);
        } catch (LecternException e) {
            LOG.debug("The store is away.", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
