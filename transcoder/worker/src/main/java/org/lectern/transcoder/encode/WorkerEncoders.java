package org.lectern.transcoder.encode;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.media.encode.EncoderChoice;
import org.lectern.media.encode.EncoderProbe;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.VideoEncoder;
import org.lectern.transcoder.WorkerConfig;

/**
 * What this worker encodes cameras by: tried when it starts, before it takes anything, and given up where
 * it fails again and again. Safe for all threads.
 */
@ApplicationScoped
public class WorkerEncoders {
    private static final Logger LOG = Logger.getLogger(WorkerEncoders.class);
    private static final int BEFORE_THE_QUEUE = 1000;
    private static final String AUTO = "auto";
    /** The best first: what has the better pictures, and asks for less around it. */
    private static final List<VideoEncoder> AUTO_ORDER =
            List.of(VideoEncoder.NVENC, VideoEncoder.QSV, VideoEncoder.VAAPI);
    /** Chunks in a row, of whichever tracks, after which the device is thought to be gone. */
    private static final int MOST_REFUSALS = 4;
    /** Chunks of one track after which it is thought not to suit the device. */
    private static final int MOST_OF_A_TRACK = 2;

    private final WorkerConfig config;
    private final MeterRegistry metrics;
    private final AtomicInteger refusals = new AtomicInteger();
    private final Map<UUID, Integer> refusedOf = new ConcurrentHashMap<>();
    private volatile EncoderChoice offered = EncoderChoice.X264;
    private volatile @Nullable String problem;
    private volatile Semaphore room = new Semaphore(1);

    WorkerEncoders(WorkerConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(BEFORE_THE_QUEUE) StartupEvent event) {
        probe(config.encoder().strip());
    }

    /** Tries what is asked for; says in one line what was found. */
    private void probe(String asked) {
        if (asked.equals(VideoEncoder.X264.key())) {
            return;
        }
        List<VideoEncoder> wanted =
                asked.equals(AUTO) ? AUTO_ORDER : List.of(VideoEncoder.of(asked).orElseThrow(() -> unknown(asked)));
        List<String> problems = new ArrayList<>();
        for (VideoEncoder encoder : wanted) {
            try {
                EncoderChoice found =
                        EncoderProbe.probe(encoder, config.encoderDevice().orElse(null), config.parallel());
                room = new Semaphore(found.atOnce());
                offered = found;
                LOG.infof("Cameras are encoded by %s, %d chunks at once", found.id(), found.atOnce());
                return;
            } catch (LecternException e) {
                problems.add("%s: %s".formatted(encoder.key(), e.getMessage()));
            }
        }
        // Who lets the worker choose has nothing to repair.
        problem = asked.equals(AUTO) ? null : problems.getFirst() + " " + advice(wanted.getFirst());
        LOG.infof(
                "Cameras are encoded by x264: %s%s",
                String.join(" ", problems), asked.equals(AUTO) ? "" : " " + advice(wanted.getFirst()));
    }

    private static LecternException unknown(String asked) {
        String known =
                Arrays.stream(VideoEncoder.values()).map(VideoEncoder::key).collect(Collectors.joining(", "));
        return new LecternException(
                ErrorCode.INVALID_REQUEST,
                "lectern.worker.encoder (LECTERN_WORKER_ENCODER) is '%s'; it can be %s or %s."
                        .formatted(asked, AUTO, known));
    }

    private static String advice(VideoEncoder encoder) {
        return switch (encoder) {
            case NVENC ->
                "Check that nvidia-smi works where the worker runs, and that a container has the capability 'video'.";
            case VAAPI ->
                "Check that vainfo lists VAEntrypointEncSlice for H264High, and that the worker may open the device"
                        + " (LECTERN_WORKER_ENCODER_DEVICE, group 'render').";
            case QSV ->
                "Check that Intel's media driver and libmfx are installed, and that the worker may open the device"
                        + " (LECTERN_WORKER_ENCODER_DEVICE, group 'render').";
            case X264, OPENH264 -> "Use a build of FFmpeg that has it.";
        };
    }

    /** What is offered now. */
    public EncoderChoice offered() {
        return offered;
    }

    /** Why that is not what was asked for, and what to do; null if it is. */
    public @Nullable String problem() {
        return problem;
    }

    /** The kinds of encoders that chunks can wait for and this worker does not have. */
    public List<VideoEncoder> missing() {
        return VideoEncoder.particular().stream()
                .filter(kind -> kind != offered.encoder())
                .toList();
    }

    /** What encodes a chunk: what its track is planned for if that is offered and suits it, else x264. */
    public EncoderChoice of(ChunkJob job) {
        EncoderChoice now = offered;
        boolean planned = now.encoder().key().equals(job.encoder());
        boolean suits = refusedOf.getOrDefault(job.ref().publicationTrackId(), 0) < MOST_OF_A_TRACK;
        return planned && suits && !job.untrusted() ? now : EncoderChoice.X264;
    }

    /** Waits for room on the device: some open only so many encoders at once. */
    Optional<Semaphore> room(EncoderChoice choice) throws InterruptedException {
        if (choice.isX264()) {
            return Optional.empty();
        }
        Semaphore taken = room;
        taken.acquire();
        return Optional.of(taken);
    }

    /** Notes that the device did what it should. */
    void succeeded(ChunkJob job) {
        refusals.set(0);
        refusedOf.remove(job.ref().publicationTrackId());
    }

    /** Notes that it did not; after several in a row it is not offered any more, until the worker starts anew. */
    void refused(ChunkJob job, LecternException why) {
        metrics.counter("lectern.encoder.refusals", "encoder", offered.encoder().key())
                .increment();
        refusedOf.merge(job.ref().publicationTrackId(), 1, Integer::sum);
        if (refusals.incrementAndGet() >= MOST_REFUSALS && !offered.isX264()) {
            problem = "%s failed %d times in a row: %s Restart the worker once it works again."
                    .formatted(offered.id(), MOST_REFUSALS, why.getMessage());
            offered = EncoderChoice.X264;
            LOG.errorf("Cameras are encoded by x264 from now on: %s", problem);
        }
    }
}
