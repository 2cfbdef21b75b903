package org.lectern.recorder.watch;

import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.DeviceClock;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.Timeline;
import org.lectern.media.watch.SoundMeter;
import org.lectern.media.watch.Still;
import org.lectern.media.watch.StillMaker;
import org.lectern.model.AlarmKind;
import org.lectern.model.DeviceRole;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.DeviceReadings;
import org.lectern.recorder.capture.PacketTap;

/**
 * Watches one device. Keeps the newest key picture and the last seconds of sound, whatever comes
 * beside them is dropped here and only here. Packets come on any thread; the rest is for the watch's.
 */
final class DeviceWatch implements PacketTap.Device, AutoCloseable {
    /** Two seconds of AAC at 48 kHz. */
    private static final int SOUND_PACKETS = 100;

    private static final double BLACK = 0.98;
    private static final double NOT_BLACK = 0.95;
    private static final double SAME = 0.8;
    private static final double OTHER = 1.2;
    /** A sensor's noise alone is more than this. */
    private static final double IDENTICAL = 0.02;

    private static final double SILENT_DBFS = -60;
    private static final double HEARD_DBFS = -54;
    private static final double CLIPPED_DBFS = -0.1;
    private static final double NOT_CLIPPED_DBFS = -1;
    private static final double CLOCK_OFF_US = 500_000;
    private static final double CLOCK_RIGHT_US = 200_000;
    private static final long LONG_AGO_NANOS = 3_600_000_000_000L;

    private final UUID captureId;
    private final DeviceConfig device;
    private final AlarmBoard alarms;
    private final AtomicReference<@Nullable MediaPacket> picture = new AtomicReference<>();
    private final ArrayBlockingQueue<MediaPacket> sound = new ArrayBlockingQueue<>(SOUND_PACKETS);
    private volatile @Nullable DeviceClock clock;
    private volatile @Nullable Timeline timeline;
    private volatile boolean hasSound;
    private volatile boolean ended;

    private final SoundMeter meter = new SoundMeter();
    private final Tally tally = new Tally();
    private long lookedNanos = System.nanoTime() - LONG_AGO_NANOS;
    private @Nullable Still reference;
    private volatile SoundMeter.@Nullable Levels levels;

    DeviceWatch(UUID captureId, DeviceConfig device) {
        this.captureId = captureId;
        this.device = device;
        this.alarms = new AlarmBoard(device.role());
    }

    @Override
    public void packet(Timeline of, DeviceClock deviceClock, MediaPacket packet) {
        timeline = of;
        clock = deviceClock;
        if (packet.kind() == MediaKind.AUDIO) {
            hasSound = true;
            sound.offer(packet);
        } else if (packet.keyframe()) {
            picture.set(packet);
        }
    }

    @Override
    public void ended() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    UUID captureId() {
        return captureId;
    }

    DeviceConfig device() {
        return device;
    }

    AlarmBoard alarms() {
        return alarms;
    }

    /** Whether any sound has come. */
    boolean hasSound() {
        return hasSound;
    }

    /** What was heard in the last second; null if nothing. */
    SoundMeter.@Nullable Levels levels() {
        return levels;
    }

    /** What was seen and heard since the beginning. */
    DeviceReadings readings() {
        DeviceClock of = clock;
        return tally.readings(device.id(), of == null ? 0 : of.errorUs() / 1000);
    }

    double driftMillis() {
        Timeline of = timeline;
        return of == null ? 0 : of.driftUs() / 1000.0;
    }

    /** Measures the sound that has come. */
    void listen(long nanos) {
        try {
            for (MediaPacket packet = sound.poll(); packet != null; packet = sound.poll()) {
                meter.add(packet);
            }
        } catch (LecternException e) {
            sound.clear();
        }
        SoundMeter.Levels now = meter.take();
        levels = now;
        if (now != null && !now.peakDbfs().isEmpty()) {
            double loudest = now.peakDbfs().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            Reading silent = Reading.low(loudest, SILENT_DBFS, HEARD_DBFS);
            Reading clipping = Reading.high(loudest, CLIPPED_DBFS, NOT_CLIPPED_DBFS);
            alarms.read(AlarmKind.SILENT, silent, nanos);
            alarms.read(AlarmKind.CLIPPING, clipping, nanos);
            tally.heard(loudest, silent, clipping);
        } else {
            // What does not come is neither silent nor loud; it has an alarm of its own.
            alarms.read(AlarmKind.SILENT, Reading.GOOD, nanos);
            alarms.read(AlarmKind.CLIPPING, Reading.GOOD, nanos);
        }
        DeviceClock of = clock;
        if (of != null) {
            alarms.read(AlarmKind.CLOCK_OFF, Reading.high(Math.abs(of.errorUs()), CLOCK_OFF_US, CLOCK_RIGHT_US), nanos);
        }
    }

    /** {@link System#nanoTime()} of the last look that saw something. */
    long lookedNanos() {
        return lookedNanos;
    }

    /** Looks at the newest key picture; null if none has come since the last look, or it is damaged. */
    @Nullable
    Still look(StillMaker stills, long nanos) {
        MediaPacket packet = picture.getAndSet(null);
        if (packet == null) {
            return null;
        }
        lookedNanos = nanos;
        Still still = make(stills, packet);
        if (still != null) {
            judge(still, nanos);
        }
        return still;
    }

    private static @Nullable Still make(StillMaker stills, MediaPacket packet) {
        try {
            return stills.make(packet);
        } catch (LecternException e) {
            return null;
        }
    }

    private void judge(Still still, long nanos) {
        Reading black = Reading.high(still.blackShare(), BLACK, NOT_BLACK);
        alarms.read(AlarmKind.BLACK, black, nanos);
        Still before = reference;
        if (device.role() == DeviceRole.SLIDES || before == null || black == Reading.BAD) {
            tally.seen(black, Reading.GOOD, false);
            alarms.read(AlarmKind.FROZEN, Reading.GOOD, nanos);
            reference = still;
            return;
        }
        double difference = still.differenceTo(before);
        Reading frozen = Reading.low(difference, SAME, OTHER);
        tally.seen(black, frozen, difference < IDENTICAL);
        alarms.read(AlarmKind.FROZEN, frozen, nanos);
        if (frozen != Reading.BAD) {
            // Against the picture that stood, so that a slow change adds up.
            reference = still;
        }
    }

    /** Nothing comes: what was seen and heard says nothing any more. */
    void lost(long nanos) {
        reference = null;
        alarms.read(AlarmKind.BLACK, Reading.GOOD, nanos);
        alarms.read(AlarmKind.FROZEN, Reading.GOOD, nanos);
    }

    @Override
    public void close() {
        meter.close();
    }
}
