package org.lectern.recorder;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.object.ObjectStore;
import org.lectern.recorder.capture.CaptureRecorder;
import org.lectern.recorder.capture.Captures;
import org.lectern.recorder.capture.RecordingSettings;
import org.lectern.recorder.control.AgentMemory;
import org.lectern.recorder.control.CommandHandler;
import org.lectern.recorder.control.ControlClient;
import org.lectern.recorder.onvif.CameraSearch;
import org.lectern.recorder.rehearsal.RehearsalRunner;
import org.lectern.recorder.schedule.Scheduler;
import org.lectern.recorder.spool.KeptJson;
import org.lectern.recorder.spool.Spool;
import org.lectern.recorder.spool.SpoolDisk;
import org.lectern.recorder.upload.HttpReportClient;
import org.lectern.recorder.upload.Reporter;
import org.lectern.recorder.upload.Uploader;
import org.lectern.recorder.watch.StillClient;
import org.lectern.recorder.watch.Watch;

/**
 * The capture agent, wired by hand: spool, captures, uploader, reporter, control client. Recording
 * comes first; whatever talks to a network runs beside it. Safe for all threads.
 */
public final class Recorder implements AutoCloseable {
    private final Clock clock;
    private final AgentMemory memory;
    private final Captures captures;
    private final Scheduler scheduler;
    private final Uploader uploader;
    private final Reporter reporter;
    private final CameraSearch cameras;
    private final RehearsalRunner rehearsals;
    private final ControlClient control;
    private final Spool spool;
    private final HttpClient http;
    private final StillClient stills;
    private final Watch watch;
    private final String version;

    /**
     * Opens the spool, and makes whole what a crash left in it.
     *
     * @param server address of vod-api
     * @param key the agent's key
     * @throws org.lectern.model.LecternException with {@code SPOOL_FAILED} if the spool cannot be used
     */
    public Recorder(
            SpoolDisk disk,
            RecordingSettings settings,
            ObjectStore store,
            URI server,
            String key,
            String version,
            Clock clock) {
        this.clock = clock;
        this.version = version;
        var json = new KeptJson(key);
        spool = Spool.open(disk, settings.spoolFolder(), json);
        memory = new AgentMemory(disk, settings.spoolFolder(), json);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        stills = new StillClient(http, server, key, this::watched);
        watch = new Watch(this::tracks, spool::freeBytes, stills::offer, clock, Watch.UNWATCHED);
        captures = new Captures(spool, clock, settings.watchedBy(watch));
        scheduler = new Scheduler(captures, disk, settings.spoolFolder(), json, clock);
        uploader = new Uploader(spool, store);
        reporter = new Reporter(spool, new HttpReportClient(http, server, key));
        cameras = new CameraSearch(clock, settings.source().policy());
        rehearsals = new RehearsalRunner(
                within -> captures.running().isEmpty() && scheduler.isFree(within),
                disk,
                settings,
                store,
                stills::offer,
                clock);
        control = new ControlClient(
                http,
                server,
                key,
                this::hello,
                this::telemetry,
                new CommandHandler(scheduler, memory, cameras, rehearsals, this::tell),
                reporter::wake);
    }

    /** Goes on with interrupted captures and begins what is planned for now first, then connects, uploads and reports. */
    public void start() {
        captures.resume();
        scheduler.start();
        uploader.start();
        reporter.start();
        control.start();
        stills.start();
        watch.start();
    }

    private List<AgentMessage.TrackTelemetry> tracks() {
        return captures.telemetry();
    }

    private void watched(UUID deviceId) {
        watch.watched(deviceId);
    }

    private AgentMessage.Hello hello() {
        return new AgentMessage.Hello(
                version,
                clock.instant(),
                memory.lastCommand(),
                captures.running().stream().map(CaptureRecorder::captureId).toList());
    }

    private void tell(AgentMessage message) {
        control.tell(message);
    }

    private AgentMessage.Telemetry telemetry() {
        return new AgentMessage.Telemetry(
                clock.instant(), tracks(), uploader.backlog(), watch.levels(), watch.alarms(), scheduler.refusals());
    }

    public Captures captures() {
        return captures;
    }

    /** The alarms that stand. */
    public List<AgentMessage.Alarm> alarms() {
        return watch.alarms();
    }

    public Spool spool() {
        return spool;
    }

    /** What waits in the spool. */
    public AgentMessage.Spool backlog() {
        return uploader.backlog();
    }

    /** Whether the server is connected. */
    public boolean isConnected() {
        return control.isConnected();
    }

    /** Puts all that has come on the disk. Running captures go on when the recorder starts again. */
    @Override
    public void close() {
        rehearsals.close();
        scheduler.close();
        captures.close();
        watch.close();
        stills.close();
        control.close();
        cameras.close();
        uploader.close();
        reporter.close();
        http.shutdownNow();
    }
}
