package org.lectern.recorder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.model.AlarmKind;
import org.lectern.model.LecternException;
import org.lectern.model.TrackState;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.recorder.capture.RecordingSettings;
import org.lectern.recorder.spool.SpoolDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the recorder within Quarkus, which serves its health and metrics. */
@ApplicationScoped
public class RecorderApp {
    private static final Logger LOG = LoggerFactory.getLogger(RecorderApp.class);

    private final RecorderConfig config;
    private final MeterRegistry metrics;
    private final String version;
    private volatile @Nullable Recorder recorder;

    RecorderApp(
            RecorderConfig config,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.metrics = metrics;
        this.version = version;
    }

    /** The running recorder, empty while it is not. */
    Optional<Recorder> recorder() {
        return Optional.ofNullable(recorder);
    }

    void start(@Observes StartupEvent event) {
        try {
            Ffmpeg.start();
            var started = new Recorder(
                    SpoolDisk.LOCAL,
                    RecordingSettings.of(
                            config.spoolDir().toAbsolutePath().normalize(),
                            config.devices().policy()),
                    new MinioObjectStore(config.s3().settings()),
                    config.serverUrl(),
                    config.agentKey(),
                    version,
                    Clock.systemUTC());
            started.start();
            recorder = started;
            register(started);
            LOG.info(
                    "The recorder is ready; recordings wait in {}.",
                    started.spool().folder());
        } catch (LecternException e) {
            LOG.error("{}", e.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    /** The books: received = on disk + in gaps + on their way. */
    private void register(Recorder of) {
        FunctionCounter.builder(
                        "lectern.packets.received",
                        of,
                        r -> r.captures().books().received())
                .register(metrics);
        FunctionCounter.builder(
                        "lectern.packets.disk", of, r -> r.captures().books().onDisk())
                .register(metrics);
        FunctionCounter.builder(
                        "lectern.packets.gaps", of, r -> r.captures().books().inGaps())
                .register(metrics);
        FunctionCounter.builder(
                        "lectern.recorded.bytes", of, r -> r.captures().books().bytes())
                .register(metrics);
        Gauge.builder(
                        "lectern.captures.running",
                        of,
                        r -> r.captures().running().size())
                .register(metrics);
        Gauge.builder("lectern.spool.waiting.segments", of, r -> r.backlog().waitingSegments())
                .register(metrics);
        Gauge.builder("lectern.spool.waiting.bytes", of, r -> r.backlog().waitingBytes())
                .register(metrics);
        Gauge.builder("lectern.spool.free.bytes", of, r -> r.spool().freeBytes())
                .register(metrics);
        for (AlarmKind kind : AlarmKind.values()) {
            Gauge.builder("lectern.alarms", of, r -> standing(r, kind))
                    .tag("kind", kind.name())
                    .register(metrics);
        }
        for (TrackState state : TrackState.values()) {
            Gauge.builder("lectern.tracks", of, r -> tracks(r, state))
                    .tag("state", state.name())
                    .register(metrics);
        }
        Gauge.builder("lectern.server.connected", of, r -> r.isConnected() ? 1 : 0)
                .register(metrics);
    }

    private static long standing(Recorder of, AlarmKind kind) {
        return of.alarms().stream().filter(alarm -> alarm.kind() == kind).count();
    }

    private static long tracks(Recorder of, TrackState state) {
        return of.captures().telemetry().stream()
                .filter(track -> track.state() == state)
                .count();
    }

    void stop(@Observes ShutdownEvent event) {
        Recorder running = recorder;
        if (running != null) {
            running.close();
        }
    }
}
