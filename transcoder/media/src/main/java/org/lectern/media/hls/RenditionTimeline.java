package org.lectern.media.hls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.ChunkResult;

/**
 * The segments of one rendition over consecutive chunks, from the publication's first.
 *
 * @param name the rung's name
 * @param codecs RFC 6381 codecs string
 * @param timescale ticks per second
 */
public record RenditionTimeline(String name, String codecs, int timescale, List<Entry> entries) {

    /**
     * A segment and the initialisation segment that it needs, relative to the media playlist.
     *
     * @param discontinuity whether the publication changes its encoder before it
     */
    public record Entry(String initUri, ChunkResult.Segment segment, boolean discontinuity) {}

    /**
     * Joins one rendition of chunks 0 to n - 1.
     *
     * @throws LecternException with {@code INTERNAL} if a segment is missing, or does not begin where
     *     the one before it ends: such a playlist must never be published
     */
    public static RenditionTimeline join(String name, List<ChunkResult> chunks) {
        List<Entry> entries = new ArrayList<>();
        String codecs = "";
        int timescale = 1;
        long endTicks = 0;
        for (ChunkResult chunk : chunks) {
            ChunkResult.Rendition rendition = rendition(name, chunk);
            if (!entries.isEmpty() && timescale != rendition.timescale()) {
                throw broken(name, "changes its timescale", entries.size());
            }
            codecs = entries.isEmpty() ? rendition.codecs() : demanding(codecs, rendition.codecs());
            timescale = rendition.timescale();
            for (ChunkResult.Segment segment : rendition.segments()) {
                if (segment.index() != entries.size()) {
                    throw broken(name, "has segment %d".formatted(segment.index()), entries.size());
                }
                if (!entries.isEmpty() && segment.startTicks() != endTicks) {
                    throw broken(
                            name,
                            "begins at %d instead of %d".formatted(segment.startTicks(), endTicks),
                            entries.size());
                }
                endTicks = segment.startTicks() + segment.durationTicks();
                entries.add(new Entry(rendition.initUri(), segment, false));
            }
        }
        return new RenditionTimeline(name, codecs, timescale, List.copyOf(entries));
    }

    /** Of the codecs strings of two encoders the one that asks more of the decoder: RFC 6381 ends with the level. */
    private static String demanding(String one, String other) {
        boolean levels = one.startsWith("avc1.") && other.startsWith("avc1.") && one.length() == other.length();
        return levels && other.substring(one.length() - 2).compareTo(one.substring(one.length() - 2)) > 0 ? other : one;
    }

    /**
     * The same with discontinuities.
     *
     * @param segments indexes of the segments that they stand before
     */
    public RenditionTimeline discontinuousAt(Collection<Integer> segments) {
        return segments.isEmpty()
                ? this
                : new RenditionTimeline(
                        name,
                        codecs,
                        timescale,
                        entries.stream()
                                .map(entry -> new Entry(
                                        entry.initUri(),
                                        entry.segment(),
                                        segments.contains(entry.segment().index())))
                                .toList());
    }

    /** Joins one rendition of a growing track, up to the first chunk in which it was left for later. */
    public static RenditionTimeline growing(String name, List<ChunkResult> chunks) {
        return join(name, chunks.subList(0, chunksWith(name, chunks)));
    }

    /** How many chunks, from the first on, have a rendition. */
    public static int chunksWith(String name, List<ChunkResult> chunks) {
        int count = 0;
        while (count < chunks.size() && chunks.get(count).rendition(name).isPresent()) {
            count++;
        }
        return count;
    }

    private static ChunkResult.Rendition rendition(String name, ChunkResult chunk) {
        return chunk.rendition(name)
                .orElseThrow(() -> new LecternException(
                        ErrorCode.INTERNAL,
                        "A chunk has no rendition %s; it has to be encoded again.".formatted(name)));
    }

    private static LecternException broken(String name, String what, int index) {
        return new LecternException(
                ErrorCode.INTERNAL,
                "Rendition %s %s where segment %d should be; its chunk has to be encoded again."
                        .formatted(name, what, index));
    }

    /** The segments in order. */
    public List<ChunkResult.Segment> segments() {
        return entries.stream().map(Entry::segment).toList();
    }

    /** Microseconds from position 0 of the publication, rounded to the nearest. */
    public long micros(long ticks) {
        return Math.floorDiv(ticks * 1_000_000 + timescale / 2, (long) timescale);
    }

    /** Ticks from position 0 of the publication, rounded down. */
    public long ticks(long us) {
        return Math.floorDiv(us * timescale, 1_000_000L);
    }

    /** Where the last segment ends, in microseconds; 0 if there is none. */
    public long endUs() {
        if (entries.isEmpty()) {
            return 0;
        }
        ChunkResult.Segment last = entries.getLast().segment();
        return micros(last.startTicks() + last.durationTicks());
    }

    /** The sum of the sizes of its segments. */
    public long bytes() {
        return entries.stream().mapToLong(entry -> entry.segment().bytes()).sum();
    }
}
