package org.lectern.recorder.capture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.DeviceClock;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.Timeline;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.GapReason;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.spool.SpooledCapture;
import org.lectern.recorder.spool.SpooledTrack;

/**
 * Records one device into one capture: its sessions on one side, a track writer for each elementary
 * stream on the other. Nothing that happens here touches another device. Safe for all threads.
 */
final class DeviceRecorder implements SessionSink {
    private static final Duration WRITER_END = Duration.ofSeconds(20);
    private static final String ANY = "device";

    private final DeviceConfig device;
    private final SpooledCapture capture;
    private final CaptureClock clock;
    private final RecordingSettings settings;
    private final PacketTap.Device tap;
    private final DeviceClock deviceClock = new DeviceClock();
    private final Map<MediaKind, TrackWriter> writers = new EnumMap<>(MediaKind.class);
    private final List<Thread> writerThreads = new ArrayList<>();
    private volatile @Nullable SessionSupervisor supervisor;
    private volatile @Nullable Thread thread;
    private final Map<String, Problem> problems = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    DeviceRecorder(DeviceConfig device, SpooledCapture capture, CaptureClock clock, RecordingSettings settings) {
        this.device = device;
        this.capture = capture;
        this.clock = clock;
        this.settings = settings;
        this.tap = settings.tap().device(capture.record().captureId(), device);
    }

    /** Begins, and returns at once. */
    void start() {
        for (SpooledTrack track : capture.tracks()) {
            MediaKind kind = track.header().kind();
            if (track.header().deviceId().equals(device.id()) && kind != null) {
                writer(kind, track, true);
            }
        }
        thread = Thread.ofVirtual().name("supervise " + device.name()).start(this::open);
    }

    private void open() {
        DeviceUrl url;
        try {
            url = DeviceUrl.parse(device.url());
        } catch (LecternException e) {
            problems.put(ANY, problem(e));
            return;
        }
        supervise(url);
    }

    private void supervise(DeviceUrl url) {
        boolean reports = url.scheme().startsWith("rtsp");
        var session = new SessionSupervisor(
                device.name(),
                () -> new SessionAttempt(
                        url,
                        settings.source(),
                        clock,
                        () -> new Timeline(deviceClock, clock.epochWallUs(), reports),
                        this),
                why -> problems.put(ANY, problem(why)),
                url.isListener() ? Backoff.forListeners() : Backoff.forDevices());
        supervisor = session;
        if (!isStopped()) {
            session.run();
        }
    }

    private static Problem problem(LecternException e) {
        return new Problem(e.code(), String.valueOf(e.getMessage()));
    }

    @Override
    public void packet(Session session, MediaPacket packet) {
        TrackWriter writer = writer(packet.kind());
        if (writer != null) {
            problems.remove(ANY);
            problems.remove(packet.kind().key());
            writer.offer(session, packet);
            tap.packet(session.timeline(), deviceClock, packet);
        }
    }

    private synchronized @Nullable TrackWriter writer(MediaKind kind) {
        TrackWriter writer = writers.get(kind);
        if (writer != null || isStopped()) {
            return writer;
        }
        try {
            return writer(kind, capture.track(device, kind), false);
        } catch (IOException e) {
            problems.put(kind.key(), DiskProblems.of(e, settings.spoolFolder()));
            return null;
        }
    }

    private synchronized TrackWriter writer(MediaKind kind, SpooledTrack track, boolean resuming) {
        var writer = new TrackWriter(track, clock, kind, settings.room(), resuming);
        writers.put(kind, writer);
        writerThreads.add(Thread.ofPlatform()
                .daemon()
                .name("write " + device.name() + " " + kind.key())
                .start(writer));
        return writer;
    }

    @Override
    public void ended(Session session, GapReason reason) {
        for (TrackWriter writer : writers()) {
            writer.queue().tell(new TrackInput.SessionEnd(session, reason));
        }
    }

    @Override
    public void unsupported(MediaKind kind, LecternException why) {
        problems.put(kind.key(), problem(why));
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Ends the sessions, and returns at once. */
    void stopSessions() {
        stopped.countDown();
        SessionSupervisor session = supervisor;
        if (session != null) {
            session.stop();
        }
        tap.ended();
    }

    /** Waits until all is on the disk and journaled. Covers the timeline up to {@code positionUs}. */
    void finish(long positionUs) throws InterruptedException, IOException {
        endWriters(positionUs);
        if (writers().isEmpty()) {
            nothingDelivered(positionUs);
        }
    }

    /** Waits until all is on the disk and journaled; the capture goes on another time. */
    void suspend() throws InterruptedException {
        endWriters(Long.MIN_VALUE);
    }

    private void endWriters(long positionUs) throws InterruptedException {
        long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
        Thread supervising = thread;
        if (supervising != null) {
            supervising.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        for (TrackWriter writer : writers()) {
            writer.queue().tell(new TrackInput.Stop(positionUs));
        }
        for (Thread thread : writerThreads()) {
            thread.join(WRITER_END);
        }
    }

    private void nothingDelivered(long positionUs) throws IOException {
        SpooledTrack track = capture.track(device, null);
        if (track.size() == 0) {
            Problem problem = problem();
            boolean unsupported = problem != null && problem.code() == ErrorCode.CODEC_UNSUPPORTED;
            GapReason reason = unsupported ? GapReason.UNSUPPORTED : GapReason.NOT_CONNECTED;
            track.append(new org.lectern.model.TrackEntry.Gap(0, 0, Math.max(1, positionUs), reason, 0), null);
        }
    }

    DeviceConfig device() {
        return device;
    }

    synchronized List<TrackWriter> writers() {
        return List.copyOf(writers.values());
    }

    private synchronized List<Thread> writerThreads() {
        return List.copyOf(writerThreads);
    }

    /** What is wrong with the device as a whole, or with any of its streams; null if nothing. */
    @Nullable
    Problem problem() {
        Problem whole = problems.get(ANY);
        return whole != null ? whole : problems.values().stream().findFirst().orElse(null);
    }

    /** What is wrong with one stream; null if nothing. */
    @Nullable
    Problem problem(MediaKind kind) {
        Problem own = problems.get(kind.key());
        return own != null ? own : problems.get(ANY);
    }

    /** The kinds that the device offers and that cannot be recorded. */
    List<MediaKind> unsupportedKinds() {
        return List.of(MediaKind.values()).stream()
                .filter(kind -> {
                    Problem problem = problems.get(kind.key());
                    return problem != null && problem.code() == ErrorCode.CODEC_UNSUPPORTED;
                })
                .toList();
    }
}
