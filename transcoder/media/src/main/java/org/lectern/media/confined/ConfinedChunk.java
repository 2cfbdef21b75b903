package org.lectern.media.confined;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.media.encode.ChunkInput;
import org.lectern.media.encode.EncodedObject;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.media.encode.SegmentSource;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.plan.ChunkResult;

/**
 * Encodes chunks of captures that nobody vouches for, each in a confined child of its own. The same as
 * {@link org.lectern.media.encode.ChunkEncoder} for who asks. Thread-safe.
 */
public final class ConfinedChunk {
    private final Confinement confinement;
    private final Limits limits;
    private final EncoderSettings settings;

    /** What the child is told. */
    record Job(ChunkInput input, EncoderSettings settings) {}

    public ConfinedChunk(Confinement confinement, Limits limits, EncoderSettings settings) {
        this.confinement = confinement;
        this.limits = limits;
        this.settings = settings;
    }

    /**
     * As {@link org.lectern.media.encode.ChunkEncoder#encode}.
     *
     * @throws LecternException as that does, and as {@link ConfinedChild} does
     */
    public ChunkResult encode(ChunkInput input, SegmentSource source, Consumer<EncodedObject> sink) {
        Map<Long, TrackEntry.Segment> segments = input.entries().stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(TrackEntry.Segment.class::cast)
                .collect(Collectors.toMap(
                        segment -> (long) segment.sequence(), Function.identity(), (first, other) -> first));
        try (ConfinedChild child = ConfinedChild.start(confinement, limits)) {
            byte[] result = child.run(ChildJobs.ENCODE, new Job(input, settings), new ConfinedChild.Dialogue() {
                @Override
                public byte @Nullable [] asked(long place, int length) {
                    TrackEntry.Segment segment = segments.get(place);
                    if (segment == null) {
                        return null;
                    }
                    return length == ChildJobs.MEASURED
                            ? source.history(List.of(segment)).get(segment)
                            : source.fetch(segment);
                }

                @Override
                public void given(byte[] head, byte[] body) {
                    sink.accept(object(input, Messages.read(head, ChildJobs.ObjectHead.class), body));
                }
            });
            return checked(input, Messages.read(result, ChunkResult.class));
        }
    }

    private static EncodedObject object(ChunkInput input, ChildJobs.ObjectHead head, byte[] body) {
        requireRendition(input, head.rendition());
        requireUri(head.rendition(), head.uri());
        return new EncodedObject(head.rendition(), head.kind(), head.uri(), body);
    }

    private static ChunkResult checked(ChunkInput input, ChunkResult result) {
        List<ChunkResult.Rendition> renditions = result.renditions();
        for (ChunkResult.Rendition rendition : renditions) {
            requireRendition(input, rendition.name());
            if (!rendition.codecs().matches("[A-Za-z0-9.]{1,40}") || rendition.timescale() <= 0) {
                throw nonsense();
            }
            requireUri(rendition.name(), rendition.initUri());
            rendition.segments().forEach(segment -> requireUri(rendition.name(), segment.uri()));
        }
        return result;
    }

    private static void requireRendition(ChunkInput input, String name) {
        if (!input.plan().renditions().contains(name)) {
            throw nonsense();
        }
    }

    /** Names of its own rendition only: none that lead to another lecture's objects. */
    private static void requireUri(String rendition, String uri) {
        String init = ObjectKeys.initSegment(rendition, "");
        String folder = init.substring(0, init.lastIndexOf('/') + 1);
        if (!uri.startsWith(folder)
                || !uri.substring(folder.length()).matches("[A-Za-z0-9_-]{1,100}(\\.[A-Za-z0-9_-]{1,20}){0,3}")) {
            throw nonsense();
        }
    }

    private static LecternException nonsense() {
        return new LecternException(ErrorCode.MEDIA_DAMAGED, "What encodes the chunk talks nonsense.");
    }
}
