package org.lectern.media.encode;

import java.util.List;
import java.util.function.Consumer;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.TrackPlan;

/**
 * Encodes chunks. Thread-safe, and best kept for all chunks of a lecture: each call has its own natives and runs on the calling thread, which
 * should be a platform thread. The same input and settings give the same names and bytes.
 */
public final class ChunkEncoder {
    private final EncoderSettings settings;
    private final SoundMeter meter = new SoundMeter();

    public ChunkEncoder(EncoderSettings settings) {
        this.settings = settings;
    }

    /**
     * Encodes a chunk into all renditions of its plan.
     *
     * @param source called on this thread for the segments that the chunk needs
     * @param sink called on this thread with each object as soon as it is whole; the objects of a
     *     rendition come in order, its initialisation segment first
     * @return what the objects are, for the playlists; a rendition whose part of the chunk holds no
     *     frame (a last chunk shorter than a frame) has no segments
     * @throws LecternException MEDIA_DAMAGED if a source segment cannot be decoded, ENCODER_FAILED if
     *     encoding fails or the thread is interrupted; what source and sink throw passes through
     */
    public ChunkResult encode(ChunkInput input, SegmentSource source, Consumer<EncodedObject> sink) {
        return encode(input, ChunkScene.of(input), source, sink);
    }

    /** What the names of all segments of a chunk are made from: equal keys, equal objects. */
    public String contentKey(ChunkInput input) {
        return ContentKey.of(input, ChunkScene.of(input), settings);
    }

    /** Whether the best rung of a track is made of the device's own pictures wherever a chunk allows it. */
    public static boolean passes(TrackPlan plan) {
        return plan instanceof TrackPlan.Video video && DeviceCoding.of(video) != null;
    }

    /** Encodes a chunk as slate or silence from end to end: for one whose source cannot be decoded. */
    public ChunkResult encodeSlate(ChunkInput input, Consumer<EncodedObject> sink) {
        SegmentSource nothing = segment -> {
            throw new IllegalStateException("A slate has no source.");
        };
        return encode(input, ChunkScene.empty(), nothing, sink);
    }

    private ChunkResult encode(ChunkInput input, ChunkScene scene, SegmentSource source, Consumer<EncodedObject> sink) {
        Ffmpeg.start();
        String key = ContentKey.of(input, scene, settings);
        return switch (input.plan()) {
            case TrackPlan.Video plan -> {
                List<LoadedSegment> loaded = LoadedSegment.load(scene, source, MediaKind.VIDEO);
                try (VideoChunk chunk = new VideoChunk(input, plan, loaded, settings, key, sink)) {
                    yield chunk.encode(scene, settings.decoderThreads());
                }
            }
            case TrackPlan.Audio plan -> new AudioChunk(input, plan, meter, key, sink).encode(scene, source);
        };
    }
}
