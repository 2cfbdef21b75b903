package org.lectern.transcoder.encode;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.media.confined.ConfinedChunk;
import org.lectern.media.encode.ChunkEncoder;
import org.lectern.media.encode.ChunkInput;
import org.lectern.media.encode.EncodedObject;
import org.lectern.media.encode.EncoderChoice;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.SpokenLanguage;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.ChunkSpan;
import org.lectern.model.plan.Hurry;
import org.lectern.transcoder.Parallel;

/**
 * Encodes a chunk from the store to the store. Runs on the calling platform thread; objects are
 * stored while later ones are encoded. Names are made from content and settings, so doing it again
 * writes the same objects.
 */
@ApplicationScoped
public class ChunkExecutor {
    private static final Logger LOG = Logger.getLogger(ChunkExecutor.class);

    /** Sound begins this much before its chunk at most: the encoder's lead-in, and the limiter's. */
    private static final long HEARD_BEFORE_US = 1_000_000;

    private final ObjectStore store;
    private final SourceFetcher sources;
    private final ConfinedChunk confined;
    private final WorkerEncoders encoders;
    private final ChunkEncoder encoder = new ChunkEncoder(EncoderSettings.DEFAULT);

    ChunkExecutor(ObjectStore store, SourceFetcher sources, ConfinedChunk confined, WorkerEncoders encoders) {
        this.store = store;
        this.confined = confined;
        this.encoders = encoders;
        this.sources = sources;
    }

    /**
     * What was stored.
     *
     * @param bytes size of all objects of the chunk
     * @param encoder what its pictures were encoded by, with a digest of its parameter sets; null for x264
     */
    public record Stored(
            ChunkResult result, long bytes, @Nullable String encoder) {}

    /**
     * Encodes of what was recorded what is asked for; returns when the store has confirmed every object. A segment that
     * cannot be decoded is shown as a gap, so that the rest of its chunk is not lost with it.
     *
     * @throws LecternException with {@code MEDIA_DAMAGED} if nothing of the chunk can be decoded
     */
    public Stored encode(ChunkJob job, ChunkPart part) {
        return encode(job, part, EncoderChoice.X264);
    }

    /**
     * The same by an encoder of this machine. Where that refuses, x264 encodes the whole chunk: within a chunk
     * all renditions are of one encoder.
     *
     * @param part all that is missing of the chunk, unless it is x264
     */
    public Stored encode(ChunkJob job, ChunkPart part, EncoderChoice choice) {
        Optional<Stored> copied = copy(job, part);
        if (copied.isPresent()) {
            return copied.get();
        }
        Sources recorded = sources.fetch(job.entries(), fetchedFromUs(job));
        if (choice.isX264()) {
            return encode(job, part, recorded, choice);
        }
        try {
            Stored stored = inTurn(job, part, recorded, choice);
            encoders.succeeded(job);
            return stored;
        } catch (LecternException e) {
            if (e.code() != ErrorCode.ENCODER_FAILED || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.warnf(
                    "Chunk %s/%s/%d is encoded by x264, %s refused it: %s",
                    job.lectureId(), job.trackName(), job.ref().index(), choice.id(), e.getMessage());
            encoders.refused(job, e);
            return encode(job, part, recorded, EncoderChoice.X264);
        }
    }

    /** Once there is room on the device. */
    private Stored inTurn(ChunkJob job, ChunkPart part, Sources recorded, EncoderChoice choice) {
        Optional<Semaphore> room;
        try {
            room = encoders.room(choice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.ENCODER_FAILED, "Interrupted: the worker is stopping.", e);
        }
        try {
            return encode(job, part, recorded, choice);
        } finally {
            room.ifPresent(Semaphore::release);
        }
    }

    private Stored encode(ChunkJob job, ChunkPart part, Sources recorded, EncoderChoice choice) {
        try {
            return encodeAll(job, part, recorded, choice);
        } catch (LecternException e) {
            if (e.code() != ErrorCode.MEDIA_DAMAGED) {
                throw e;
            }
            return withoutOne(job, part, recorded, choice).orElseThrow(() -> e);
        }
    }

    /** Where what is seen or heard begins; what lies before, if anything, is only measured. */
    private static long fetchedFromUs(ChunkJob job) {
        return job.plan().historyUs() == 0 ? Long.MIN_VALUE : job.originUs() + job.startUs() - HEARD_BEFORE_US;
    }

    /** What the version before has of the same content and settings is not encoded again. */
    private Optional<Stored> copy(ChunkJob job, ChunkPart part) {
        ChunkJob.Earlier earlier = job.earlier();
        if (earlier == null || !earlier.result().missing(part.renditions()).isEmpty()) {
            return Optional.empty();
        }
        List<ChunkResult.Rendition> same = earlier.result().renditions().stream()
                .filter(rendition -> part.renditions().contains(rendition.name()))
                .toList();
        boolean unchanged = encoder.isMadeOf(
                input(job, part, job.entries()),
                earlier.encoder() == null ? EncoderChoice.X264.id() : earlier.encoder(),
                same);
        if (!unchanged) {
            return Optional.empty();
        }
        List<String> uris = same.stream()
                .flatMap(rendition -> Stream.concat(
                        Stream.of(rendition.initUri()),
                        rendition.segments().stream().map(ChunkResult.Segment::uri)))
                .toList();
        String from = ObjectKeys.publication(job.lectureId(), earlier.version()) + job.trackName() + "/";
        String to = ObjectKeys.publication(job.lectureId(), job.version()) + job.trackName() + "/";
        try {
            Parallel.forEach(uris, uri -> store.copy(from + uri, to + uri));
        } catch (LecternException e) {
            if (e.code() == ErrorCode.OBJECT_NOT_FOUND) {
                LOG.infof("%s is not whole any more; its chunk is encoded again.", from);
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(new Stored(new ChunkResult(same), 0, earlier.encoder()));
    }

    private Stored encodeAll(ChunkJob job, ChunkPart part, Sources recorded, EncoderChoice choice) {
        try (var uploads = new SegmentUploads(store)) {
            ChunkInput input = input(job, part, recorded.entries());
            var source = new RecordedSource(recorded, sources);
            Consumer<EncodedObject> sink = object -> upload(job, uploads, object);
            ChunkResult result = job.untrusted()
                    ? confined.encode(input, source, sink)
                    : encoder.encode(input, source, sink, choice);
            uploads.await();
            return new Stored(result, uploads.bytes(), choice.isX264() ? null : choice.id());
        }
    }

    private Optional<Stored> withoutOne(ChunkJob job, ChunkPart part, Sources recorded, EncoderChoice choice) {
        for (TrackEntry.Segment segment : recorded.segments()) {
            Sources rest = recorded.without(segment);
            if (rest.cover(job.originUs() + job.startUs(), job.originUs() + job.endUs())) {
                try {
                    Stored stored = encodeAll(job, part, rest, choice);
                    LOG.warnf("%s cannot be decoded; its stretch is shown as a gap.", segment.objectKey());
                    return Optional.of(stored);
                } catch (LecternException e) {
                    if (e.code() != ErrorCode.MEDIA_DAMAGED) {
                        throw e;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Stores a slate, or silence, in place of what is missing of a chunk that cannot be encoded. */
    public Stored slate(ChunkJob job) {
        var missing = new ChunkPart(Hurry.NONE, job.missing());
        try (var uploads = new SegmentUploads(store)) {
            ChunkResult result =
                    encoder.encodeSlate(input(job, missing, job.entries()), object -> upload(job, uploads, object));
            uploads.await();
            return new Stored(result, uploads.bytes(), null);
        }
    }

    private static ChunkInput input(ChunkJob job, ChunkPart part, List<TrackEntry> entries) {
        ChunkSpan span = job.span() != null
                ? job.span()
                : ChunkInput.span(
                        job.plan(), job.grid(), job.startUs(), job.endUs(), job.totalUs(), job.originUs(), entries);
        return new ChunkInput(
                job.plan(),
                job.grid(),
                job.startUs(),
                job.endUs(),
                job.originUs(),
                entries,
                SpokenLanguage.iso(job.language()),
                span,
                part);
    }

    private static void upload(ChunkJob job, SegmentUploads uploads, EncodedObject object) {
        String key = ObjectKeys.publication(job.lectureId(), job.version()) + job.trackName() + "/" + object.uri();
        switch (object.kind()) {
            case INIT -> uploads.init(key, object.bytes());
            case SEGMENT -> uploads.segment(key, object.bytes());
        }
    }
}
