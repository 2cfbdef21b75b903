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
        return encode(input, source, sink, EncoderChoice.X264);
    }

    /**
     * The same with another encoder of pictures; what it makes is not promised to be the same bytes each time,
     * and its segments are named so that this does no harm. Nothing is given up in a hurry then.
     */
    public ChunkResult encode(
            ChunkInput input, SegmentSource source, Consumer<EncodedObject> sink, EncoderChoice choice) {
        return encode(input, ChunkScene.of(input), source, sink, choice);
    }

    /**
     * Whether what was made before is what a chunk would give now: the same content by the same settings.
     *
     * @param encoder what made it, {@link EncoderChoice#id()}
     */
    public boolean isMadeOf(ChunkInput input, String encoder, List<ChunkResult.Rendition> made) {
        String key = ContentKey.of(input, ChunkScene.of(input), settings, encoder);
        return made.stream()
                .allMatch(rendition -> rendition.segments().stream()
                        .allMatch(segment -> ObjectWriter.isNamedBy(key, rendition.name(), segment)));
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
        return encode(input, ChunkScene.empty(), nothing, sink, EncoderChoice.X264);
    }

    private ChunkResult encode(
            ChunkInput input,
            ChunkScene scene,
            SegmentSource source,
            Consumer<EncodedObject> sink,
            EncoderChoice choice) {
        Ffmpeg.start();
        String key = ContentKey.of(input, scene, settings, choice.id());
        return switch (input.plan()) {
            case TrackPlan.Video plan -> {
                List<LoadedSegment> loaded = LoadedSegment.load(scene, source, MediaKind.VIDEO);
                try (VideoChunk chunk = new VideoChunk(input, plan, loaded, settings, choice, key, sink)) {
                    yield chunk.encode(scene, settings.decoderThreads());
                }
            }
            case TrackPlan.Audio plan -> new AudioChunk(input, plan, meter, key, sink).encode(scene, source);
        };
    }
}
