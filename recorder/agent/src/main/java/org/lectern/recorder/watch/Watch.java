package org.lectern.recorder.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.media.watch.SoundMeter;
import org.lectern.media.watch.Still;
import org.lectern.media.watch.StillMaker;
import org.lectern.model.AlarmKind;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage.Alarm;
import org.lectern.model.control.AgentMessage.TrackLevels;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.DeviceReadings;
import org.lectern.recorder.capture.PacketTap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every device that is recorded: stills, levels, alarms. It listens all the time; a picture is
 * decoded each second while somebody looks at the console, else each ten: enough for the alarms, and a
 * tenth of the processor and of the uplink. One thread for all, so that it can never take more than one
 * processor; behind, it leaves out pictures. Safe for all threads.
 */
public final class Watch implements PacketTap, AutoCloseable {
    private static final long ROUND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long WATCHED_NANOS = Duration.ofSeconds(15).toNanos();

    /** How often a picture is decoded at which nobody looks. */
    public static final Duration UNWATCHED = Duration.ofSeconds(10);

    private static final double DISK_LOW_BYTES = 5e9;
    private static final double DISK_FINE_BYTES = 6e9;
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Supplier<List<TrackTelemetry>> tracks;
    private final LongSupplier freeBytes;
    private final BiConsumer<UUID, byte[]> stills;
    private final Clock clock;
    private final long unwatchedNanos;
    private final StillMaker pictures = new StillMaker();
    private final Map<UUID, Long> watchedUntil = new ConcurrentHashMap<>();
    private final List<DeviceWatch> devices = new CopyOnWriteArrayList<>();
    private final AlarmBoard recorder = new AlarmBoard(DeviceRole.PRESENTER);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<Alarm> alarms = List.of();
    private volatile List<TrackLevels> levels = List.of();
    private volatile List<DeviceReadings> readings = List.of();
    private volatile @Nullable Thread thread;
    private int skip;

    /**
     * @param tracks how the recorder says that every track fares
     * @param freeBytes room on the spool's disk
     * @param stills takes a device's still as JPEG; must not wait
     * @param unwatched how often a picture is decoded at which nobody looks, such as {@link #UNWATCHED}
     */
    public Watch(
            Supplier<List<TrackTelemetry>> tracks,
            LongSupplier freeBytes,
            BiConsumer<UUID, byte[]> stills,
            Clock clock,
            Duration unwatched) {
        this.unwatchedNanos = unwatched.toNanos();
        this.tracks = tracks;
        this.freeBytes = freeBytes;
        this.stills = stills;
        this.clock = clock;
    }

    public void start() {
        thread = Thread.ofPlatform().daemon().name("watch").start(this::run);
    }

    /** Somebody looks at a device now. */
    public void watched(UUID deviceId) {
        watchedUntil.put(deviceId, System.nanoTime() + WATCHED_NANOS);
    }

    private boolean isDue(DeviceWatch device, long nanos) {
        Long until = watchedUntil.get(device.device().id());
        boolean watched = until != null && until - nanos > 0;
        // Rounds come a second apart, more or less.
        return watched || nanos - device.lookedNanos() > unwatchedNanos - ROUND_NANOS / 2;
    }

    @Override
    public Device device(UUID captureId, DeviceConfig device) {
        var watch = new DeviceWatch(captureId, device);
        devices.add(watch);
        return watch;
    }

    /** The alarms that stand. */
    public List<Alarm> alarms() {
        return alarms;
    }

    /** What is heard, and how clocks run. */
    public List<TrackLevels> levels() {
        return levels;
    }

    /** What was seen and heard of each device since it began. */
    public List<DeviceReadings> readings() {
        return readings;
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (!closed.await(Math.max(1, next - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                long start = System.nanoTime();
                round(start);
                long took = System.nanoTime() - start;
                // The slower this machine is, the fewer pictures it looks at: never more than half a processor.
                skip = skip > 0 ? skip - 1 : (int) (2 * took / ROUND_NANOS);
                next = Math.max(next + ROUND_NANOS, System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            devices.forEach(DeviceWatch::close);
            pictures.close();
        }
    }

    private void round(long nanos) {
        try {
            for (DeviceWatch device : devices) {
                if (device.isEnded()) {
                    devices.remove(device);
                    device.close();
                }
            }
            List<TrackTelemetry> told = tracks.get();
            for (DeviceWatch device : devices) {
                look(device, told, nanos);
            }
            recorder.read(
                    AlarmKind.DISK_LOW, Reading.low(freeBytes.getAsLong(), DISK_LOW_BYTES, DISK_FINE_BYTES), nanos);
            publish(nanos);
        } catch (RuntimeException e) {
            LOG.warn("Devices could not be looked at.", e);
        }
    }

    private void look(DeviceWatch device, List<TrackTelemetry> told, long nanos) {
        List<TrackTelemetry> own = told.stream()
                .filter(track -> track.captureId().equals(device.captureId())
                        && track.deviceId().equals(device.device().id()))
                .toList();
        boolean lost =
                own.stream().anyMatch(track -> track.state() == TrackState.WAITING || track.state() == TrackState.GAP);
        device.alarms().read(AlarmKind.NO_SIGNAL, lost ? Reading.BAD : Reading.GOOD, nanos);
        device.listen(nanos);
        if (own.stream().noneMatch(track -> track.state() == TrackState.RECORDING)) {
            device.lost(nanos);
        }
        Still still = skip > 0 || !isDue(device, nanos) ? null : device.look(pictures, nanos);
        if (still != null) {
            stills.accept(device.device().id(), still.jpeg());
        }
    }

    private void publish(long nanos) {
        Instant now = clock.instant();
        List<Alarm> standing = new ArrayList<>();
        List<TrackLevels> heard = new ArrayList<>();
        for (DeviceWatch device : devices) {
            UUID captureId = device.captureId();
            UUID deviceId = device.device().id();
            add(
                    standing,
                    device.alarms().standing(),
                    captureId,
                    deviceId,
                    device.device().name(),
                    now,
                    nanos);
            SoundMeter.Levels sound = device.levels();
            boolean audio = device.hasSound();
            heard.add(new TrackLevels(
                    captureId,
                    deviceId,
                    audio ? MediaKind.AUDIO : MediaKind.VIDEO,
                    sound == null ? List.of() : sound.peakDbfs(),
                    sound == null ? List.of() : sound.rmsDbfs(),
                    device.driftMillis()));
        }
        add(standing, recorder.standing(), null, null, "", now, nanos);
        alarms = List.copyOf(standing);
        readings = devices.stream().map(DeviceWatch::readings).toList();
        levels = List.copyOf(heard);
    }

    private static void add(
            List<Alarm> to,
            Map<AlarmKind, Long> standing,
            @Nullable UUID captureId,
            @Nullable UUID deviceId,
            String name,
            Instant now,
            long nanos) {
        standing.forEach((kind, since) -> to.add(
                new Alarm(captureId, deviceId, kind, AlarmRule.text(kind, name), now.minusNanos(nanos - since))));
    }

    /** Ends it; what it holds of FFmpeg is freed on its own thread. */
    @Override
    public void close() {
        closed.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
