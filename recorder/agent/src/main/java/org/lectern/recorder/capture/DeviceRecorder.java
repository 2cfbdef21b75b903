package org.lectern.recorder.capture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.DeviceClock;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.MediaSource;
import org.lectern.media.capture.SourceStream;
import org.lectern.media.capture.Timeline;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.GapReason;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.spool.SpooledCapture;
import org.lectern.recorder.spool.SpooledTrack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records one device into one capture: its sessions on one side, a track writer for each elementary
 * stream on the other. Nothing that happens here touches another device. Safe for all threads.
 */
final class DeviceRecorder implements SessionSink {
    private static final Duration WRITER_END = Duration.ofSeconds(20);
    private static final String ANY = "device";

    /** How often a second session may be refused before sound and picture are taken in one. */
    private static final int REFUSALS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(DeviceRecorder.class);

    private final DeviceConfig device;
    private final SpooledCapture capture;
    private final CaptureClock clock;
    private final RecordingSettings settings;
    private final PacketTap.Device tap;
    private final DeviceClock deviceClock = new DeviceClock();
    private final Map<MediaKind, TrackWriter> writers = new EnumMap<>(MediaKind.class);
    private final List<Thread> writerThreads = new ArrayList<>();
    private final List<SessionSupervisor> supervisors = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Map<String, Problem> problems = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
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
        thread("open " + device.name(), this::open);
    }

    private void thread(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(work));
    }

    private void open() {
        DeviceUrl url;
        try {
            url = DeviceUrl.parse(device.url());
        } catch (LecternException e) {
            problems.put(ANY, problem(e));
            return;
        }
        if (url.scheme().startsWith("rtsp")) {
            openRtsp(url);
        } else {
            supervise(url, null);
        }
    }

    /** Sound and picture are sessions of their own; which of them there are, the device says first. */
    private void openRtsp(DeviceUrl url) {
        Backoff backoff = Backoff.forDevices();
        while (!isStopped()) {
            try (var interrupt = new Interrupt(settings.source().connectTimeout())) {
                List<SourceStream> offered = MediaSource.describe(url, settings.source(), interrupt);
                if (superviseOffered(url, offered)) {
                    return;
                }
            } catch (LecternException e) {
                problems.put(ANY, problem(e));
            }
            try {
                if (stopped.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean superviseOffered(DeviceUrl url, List<SourceStream> offered) {
        boolean any = false;
        for (MediaKind kind : MediaKind.values()) {
            List<SourceStream> ofKind =
                    offered.stream().filter(stream -> stream.kind() == kind).toList();
            if (ofKind.stream().anyMatch(stream -> stream.codec() != null)) {
                any = true;
                problems.remove(ANY);
                supervise(url, kind);
            } else if (!ofKind.isEmpty()) {
                unsupported(kind, ofKind.getFirst().unsupported());
            }
        }
        if (!any && offered.isEmpty()) {
            problems.put(
                    ANY, new Problem(ErrorCode.DEVICE_PROTOCOL, "%s offers no video and no sound.".formatted(url)));
        }
        return any;
    }

    private void supervise(DeviceUrl url, @Nullable MediaKind only) {
        boolean reports = url.scheme().startsWith("rtsp");
        var supervisor = new SessionSupervisor(
                device.name() + (only == null ? "" : " " + only.key()),
                () -> new SessionAttempt(
                        url,
                        only,
                        settings.source(),
                        clock,
                        () -> new Timeline(deviceClock, clock.epochWallUs(), reports),
                        this),
                why -> failed(url, only, why),
                url.isListener() ? Backoff.forListeners() : Backoff.forDevices());
        supervisors.add(supervisor);
        if (!isStopped()) {
            thread("supervise " + device.name(), supervisor);
        }
    }

    private void failed(DeviceUrl url, @Nullable MediaKind only, LecternException why) {
        problems.put(only == null ? ANY : only.key(), problem(why));
        // Devices refuse a second session in many ways: an error, a closed connection, silence.
        boolean refused = only != null && isOnlyOtherKindDelivered(only);
        if (refused && refusals.incrementAndGet() == REFUSALS) {
            // Some devices serve one session at a time, or one media to all: take both kinds in one.
            LOG.info("{} takes no second session; its sound and picture share one from now on.", device.name());
            supervisors.forEach(SessionSupervisor::stop);
            problems.clear();
            supervise(url, null);
        }
    }

    private synchronized boolean isOnlyOtherKindDelivered(MediaKind kind) {
        return !writers.isEmpty() && !writers.containsKey(kind);
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
        var writer = new TrackWriter(track, clock, kind, settings.queueBytes(), resuming);
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
        supervisors.forEach(SessionSupervisor::stop);
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
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
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
