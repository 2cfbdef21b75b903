package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.plan.ChunkResult;

/** Packages the samples of one rendition of a chunk and hands each object on. Not thread-safe. */
final class ObjectWriter {
    /** Fragments of a segment are numbered within this room, so that numbers grow over segments. */
    private static final int FRAGMENTS_PER_SEGMENT = 1000;

    private final String rendition;
    private final String codecs;
    private final TrackFormat format;
    private final String contentKey;
    private final boolean repeatable;
    private final Consumer<EncodedObject> sink;
    private final String initUri;
    private final int initBytes;
    private final List<ChunkResult.Segment> segments = new ArrayList<>();

    ObjectWriter(String rendition, String codecs, TrackFormat format, String contentKey, Consumer<EncodedObject> sink) {
        this(rendition, codecs, format, contentKey, true, sink);
    }

    /**
     * @param repeatable whether encoding the same again gives the same bytes. Where not, the names of segments
     *     have a digest of them too: what is published under a name never changes
     */
    ObjectWriter(
            String rendition,
            String codecs,
            TrackFormat format,
            String contentKey,
            boolean repeatable,
            Consumer<EncodedObject> sink) {
        this.rendition = rendition;
        this.codecs = codecs;
        this.format = format;
        this.contentKey = contentKey;
        this.repeatable = repeatable;
        this.sink = sink;
        byte[] init = Fmp4Writer.init(format);
        initUri = ObjectKeys.initSegment(rendition, ContentKey.of(init));
        initBytes = init.length;
        sink.accept(new EncodedObject(rendition, EncodedObject.Kind.INIT, initUri, init));
    }

    /** Whether a segment has the name that a content key gives it, with a digest of its bytes or without. */
    static boolean isNamedBy(String contentKey, String rendition, ChunkResult.Segment segment) {
        String name = ObjectKeys.mediaSegment(rendition, segment.index(), contentKey);
        String stem = name.substring(0, name.lastIndexOf('.'));
        return segment.uri().equals(name) || segment.uri().startsWith(stem + "-");
    }

    /**
     * Writes a segment.
     *
     * @param startTicks presentation time of its first sample
     * @param fragments samples in decode order; for video each begins with an IDR picture
     */
    void segment(int index, long startTicks, boolean keyframes, List<List<Sample>> fragments) {
        Fmp4Writer.MediaSegment segment = Fmp4Writer.segment(index * FRAGMENTS_PER_SEGMENT + 1, format, fragments);
        List<ChunkResult.Keyframe> ranges = new ArrayList<>();
        long durationTicks = 0;
        for (int i = 0; i < fragments.size(); i++) {
            List<Sample> samples = fragments.get(i);
            for (Sample sample : samples) {
                durationTicks += sample.duration();
            }
            if (keyframes) {
                Fmp4Writer.FragmentRange range = segment.fragments().get(i);
                ranges.add(
                        new ChunkResult.Keyframe(samples.getFirst().pts(), range.offset(), range.firstSampleLength()));
            }
        }
        String key = repeatable ? contentKey : contentKey + "-" + ContentKey.of(segment.bytes());
        String uri = ObjectKeys.mediaSegment(rendition, index, key);
        sink.accept(new EncodedObject(rendition, EncodedObject.Kind.SEGMENT, uri, segment.bytes()));
        segments.add(new ChunkResult.Segment(
                index, uri, startTicks, durationTicks, segment.bytes().length, List.copyOf(ranges)));
    }

    ChunkResult.Rendition result() {
        return new ChunkResult.Rendition(
                rendition, codecs, format.timescale(), initUri, initBytes, List.copyOf(segments));
    }
}
