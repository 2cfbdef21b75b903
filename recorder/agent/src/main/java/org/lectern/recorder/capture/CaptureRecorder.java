package org.lectern.recorder.capture;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.spool.CaptureRecord;
import org.lectern.recorder.spool.SpooledCapture;
import org.lectern.recorder.spool.SpooledTrack;

/** Records all devices of one capture. Safe for all threads. */
public final class CaptureRecorder {
    private final SpooledCapture capture;
    private final CaptureClock captureClock;
    private final List<DeviceRecorder> devices = new ArrayList<>();

    public CaptureRecorder(SpooledCapture capture, Clock clock, RecordingSettings settings) {
        this.capture = capture;
        CaptureRecord record = capture.record();
        long recordedUs =
                capture.tracks().stream().mapToLong(SpooledTrack::endUs).max().orElse(0);
        captureClock = new CaptureClock(
                record.epoch(), clock, recordedUs, settings.source().pace());
        for (DeviceConfig device : record.room().devices()) {
            devices.add(new DeviceRecorder(device, capture, captureClock, settings));
        }
    }

    public UUID captureId() {
        return capture.record().captureId();
    }

    public SpooledCapture capture() {
        return capture;
    }

    /** The capture's own time: while the recorder runs no step of the wall clock moves it. */
    public Instant time() {
        return captureClock.wall(captureClock.nowUs());
    }

    /** Begins to record every device, and returns at once. */
    public void start() {
        devices.forEach(DeviceRecorder::start);
    }

    /** Ends the recording, once; returns when all is on the disk and journaled. */
    public synchronized void stop() throws IOException, InterruptedException {
        if (capture.record().closedAt() != null) {
            return;
        }
        long positionUs = captureClock.nowUs();
        Instant at = captureClock.wall(positionUs);
        capture.stopping(at);
        devices.forEach(DeviceRecorder::stopSessions);
        for (DeviceRecorder device : devices) {
            device.finish(positionUs);
        }
        capture.closed(at);
    }

    /** Puts all that has come on the disk, without an end to the capture: it goes on after a restart. */
    void suspend() {
        devices.forEach(DeviceRecorder::stopSessions);
        for (DeviceRecorder device : devices) {
            try {
                device.suspend();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The books of every track. */
    public List<PacketCounts> counts() {
        return devices.stream()
                .flatMap(device -> device.writers().stream())
                .map(TrackWriter::counts)
                .toList();
    }

    /** How every track and device fares. */
    public List<TrackTelemetry> telemetry() {
        List<TrackTelemetry> all = new ArrayList<>();
        for (DeviceRecorder device : devices) {
            List<TrackWriter> writers = device.writers();
            for (TrackWriter writer : writers) {
                all.add(telemetry(device, writer));
            }
            if (writers.isEmpty()) {
                all.add(silent(device, null, device.problem()));
            } else {
                for (MediaKind kind : device.unsupportedKinds()) {
                    all.add(silent(device, kind, device.problem(kind)));
                }
            }
        }
        return all;
    }

    private TrackTelemetry silent(DeviceRecorder device, @Nullable MediaKind kind, @Nullable Problem problem) {
        return new TrackTelemetry(
                captureId(),
                device.device().id(),
                null,
                device.device().role(),
                kind,
                TrackState.WAITING,
                null,
                0,
                0,
                0,
                0,
                problem);
    }

    private TrackTelemetry telemetry(DeviceRecorder device, TrackWriter writer) {
        Problem disk = writer.diskProblem();
        return new TrackTelemetry(
                captureId(),
                device.device().id(),
                writer.track().header().trackId(),
                device.device().role(),
                writer.kind(),
                writer.state(),
                writer.format(),
                Math.max(0, writer.positionUs()),
                writer.meter().bitsPerSecond(),
                writer.kind() == MediaKind.VIDEO ? writer.meter().framesPerSecond() : 0,
                writer.track().gaps(),
                disk != null ? disk : device.problem(writer.kind()));
    }
}
