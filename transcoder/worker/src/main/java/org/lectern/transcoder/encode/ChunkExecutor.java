package org.lectern.transcoder.encode;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.media.encode.ChunkEncoder;
import org.lectern.media.encode.ChunkInput;
import org.lectern.media.encode.EncodedObject;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.plan.ChunkResult;

/**
 * Encodes a chunk from the store to the store. Runs on the calling platform thread; objects are
 * stored while later ones are encoded. Names are made from content and settings, so doing it again
 * writes the same objects.
 */
@ApplicationScoped
public class ChunkExecutor {
    private final ObjectStore store;
    private final SourceFetcher sources;
    private final ChunkEncoder encoder = new ChunkEncoder(EncoderSettings.DEFAULT);

    ChunkExecutor(ObjectStore store, SourceFetcher sources) {
        this.store = store;
        this.sources = sources;
    }

    /**
     * What was stored.
     *
     * @param bytes size of all objects of the chunk
     */
    public record Stored(ChunkResult result, long bytes) {}

    /** Encodes what was recorded; returns when the store has confirmed every object. */
    public Stored encode(ChunkJob job) {
        SourceFetcher.Sources fetched = sources.fetch(job.entries());
        try (var uploads = new SegmentUploads(store)) {
            ChunkResult result =
                    encoder.encode(input(job, fetched.entries()), fetched::of, object -> upload(job, uploads, object));
            uploads.await();
            return new Stored(result, uploads.bytes());
        }
    }

    /** Stores a slate, or silence, in place of a chunk that cannot be encoded. */
    public Stored slate(ChunkJob job) {
        try (var uploads = new SegmentUploads(store)) {
            ChunkResult result = encoder.encodeSlate(input(job, job.entries()), object -> upload(job, uploads, object));
            uploads.await();
            return new Stored(result, uploads.bytes());
        }
    }

    private static ChunkInput input(ChunkJob job, List<TrackEntry> entries) {
        return new ChunkInput(job.plan(), job.grid(), job.startUs(), job.endUs(), job.originUs(), entries, "und");
    }

    private static void upload(ChunkJob job, SegmentUploads uploads, EncodedObject object) {
        String key = ObjectKeys.publication(job.lectureId(), job.version()) + job.trackName() + "/" + object.uri();
        switch (object.kind()) {
            case INIT -> uploads.init(key, object.bytes());
            case SEGMENT -> uploads.segment(key, object.bytes());
        }
    }
}
