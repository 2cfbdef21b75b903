package org.lectern.model.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the encoding of one chunk left in the store: enough to write every playlist without looking
 * at the media again.
 *
 * @param content what the chunk shows, where that made a difference to its encoding; null elsewhere
 */
public record ChunkResult(
        List<Rendition> renditions,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ContentClass content) {
    /** What was encoded without asking what it shows. */
    public ChunkResult(List<Rendition> renditions) {
        this(renditions, null);
    }

    /** One of its renditions; empty where it has not been made yet. */
    public Optional<Rendition> rendition(String name) {
        return renditions.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Those of these renditions that have not been made. */
    public List<String> missing(List<String> names) {
        return names.stream().filter(name -> rendition(name).isEmpty()).toList();
    }

    /**
     * This with what was made later; where both have a rendition, this one's stays.
     *
     * @param order the names of all renditions, best first
     */
    public ChunkResult with(ChunkResult later, List<String> order) {
        return new ChunkResult(
                order.stream()
                        .flatMap(name -> rendition(name).or(() -> later.rendition(name)).stream())
                        .toList(),
                content != null ? content : later.content);
    }

    /**
     * One rendition of the chunk.
     *
     * @param name the rung's name
     * @param codecs its RFC 6381 codecs string, e.g. {@code avc1.64001f}
     * @param timescale ticks per second of all ticks below
     * @param initUri the initialisation segment, relative to the media playlist
     * @param initBytes its size
     */
    public record Rendition(
            String name, String codecs, int timescale, String initUri, int initBytes, List<Segment> segments) {}

    /**
     * One rendition segment.
     *
     * @param index segment index in the publication, from 0
     * @param uri relative to the media playlist
     * @param startTicks presentation time of its first sample from position 0 of the publication
     * @param durationTicks sum of its sample durations
     * @param bytes its size
     * @param keyframes its IDR pictures in order, the first at its start; empty for audio
     */
    public record Segment(
            int index, String uri, long startTicks, long durationTicks, int bytes, List<Keyframe> keyframes) {}

    /**
     * An IDR picture for the I-frame playlist. Each IDR begins a {@code moof} of its own, so that the
     * byte range holds the {@code moof} and the picture (HLS authoring specification 6.10).
     *
     * @param startTicks its presentation time
     * @param offset first byte of its {@code moof} in the segment
     * @param length bytes from there to the end of the picture
     */
    public record Keyframe(long startTicks, int offset, int length) {}
}
