package org.lectern.media.hls;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;

/**
 * Media playlists (RFC 8216bis section 4.4). While the lecture runs a playlist is an {@code EVENT}
 * to which segments are only ever appended; closed, the same segments are a {@code VOD}.
 */
public final class MediaPlaylist {
    /** {@code EXT-X-MAP} outside an I-frame playlist needs 6 (RFC 8216bis section 8). */
    static final int VERSION = 6;

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private MediaPlaylist() {}

    /**
     * Writes the playlist of one rendition.
     *
     * @param originWallTime wall time of position 0 of the publication
     * @param closed whether these are all the segments that there will ever be
     */
    public static String write(RenditionTimeline timeline, Grid grid, Instant originWallTime, boolean closed) {
        StringBuilder text = header(grid, closed).append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        String initUri = "";
        for (RenditionTimeline.Entry entry : timeline.entries()) {
            ChunkResult.Segment segment = entry.segment();
            long startUs = timeline.micros(segment.startTicks());
            // The difference of two rounded positions: the rounding never adds up over a run.
            long durationUs = timeline.micros(segment.startTicks() + segment.durationTicks()) - startUs;
            if (entry.discontinuity()) {
                text.append("#EXT-X-DISCONTINUITY\n");
            }
            // Settings are fixed per track, so the map is the same for all chunks of an encoder; should a
            // worker of another build have made another one, timestamps still go on without a discontinuity.
            if (!entry.initUri().equals(initUri) || entry.discontinuity()) {
                initUri = entry.initUri();
                text.append("#EXT-X-MAP:")
                        .append(new AttributeList().quoted("URI", initUri))
                        .append('\n');
            }
            text.append("#EXT-X-PROGRAM-DATE-TIME:")
                    .append(dateTime(originWallTime, startUs))
                    .append("\n#EXTINF:")
                    .append(seconds(durationUs))
                    .append(",\n")
                    .append(segment.uri())
                    .append('\n');
        }
        return close(text, closed);
    }

    static StringBuilder header(Grid grid, boolean closed) {
        return new StringBuilder(1024)
                .append("#EXTM3U\n#EXT-X-VERSION:")
                .append(VERSION)
                .append("\n#EXT-X-TARGETDURATION:")
                .append(targetDurationSeconds(grid))
                .append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:")
                .append(closed ? "VOD" : "EVENT")
                .append('\n');
    }

    static String close(StringBuilder text, boolean closed) {
        return (closed ? text.append("#EXT-X-ENDLIST\n") : text).toString();
    }

    /**
     * The target duration, from the grid alone, so that it is the same in all playlists and never
     * changes. A segment is at most one frame longer than the grid's, which rounds to the same second
     * at any rate above 2 frames per second.
     */
    public static int targetDurationSeconds(Grid grid) {
        return Math.toIntExact(Math.floorDiv(grid.segmentUs() + 500_000, 1_000_000L));
    }

    static String dateTime(Instant originWallTime, long positionUs) {
        // Half a millisecond up: rounds to the nearest.
        Instant at = originWallTime.plus(positionUs + 500, ChronoUnit.MICROS);
        return DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    static String seconds(long us) {
        return "%d.%06d".formatted(us / 1_000_000, us % 1_000_000);
    }
}
