package org.lectern.media.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;

/**
 * I-frame playlists of closed renditions (RFC 8216bis section 4.4.3.6): each IDR picture with its
 * {@code moof} as a byte range of the segment that holds it.
 */
public final class IFramePlaylist {
    private IFramePlaylist() {}

    /** One picture: how long it stands until the next, and where its bytes are. */
    record Picture(
            String initUri,
            String uri,
            long startUs,
            long durationUs,
            ChunkResult.Keyframe keyframe,
            boolean discontinuity) {}

    /**
     * Writes the I-frame playlist of one video rendition that has been closed.
     *
     * @param originWallTime wall time of position 0 of the publication
     */
    public static String write(RenditionTimeline timeline, Grid grid, Instant originWallTime) {
        StringBuilder text = MediaPlaylist.header(grid, true).append("#EXT-X-I-FRAMES-ONLY\n");
        String initUri = "";
        for (Picture picture : pictures(timeline)) {
            if (picture.discontinuity()) {
                text.append("#EXT-X-DISCONTINUITY\n");
            }
            if (!picture.initUri().equals(initUri) || picture.discontinuity()) {
                initUri = picture.initUri();
                text.append("#EXT-X-MAP:")
                        .append(new AttributeList().quoted("URI", initUri))
                        .append("\n#EXT-X-PROGRAM-DATE-TIME:")
                        .append(MediaPlaylist.dateTime(originWallTime, picture.startUs()))
                        .append('\n');
            }
            text.append("#EXTINF:")
                    .append(MediaPlaylist.seconds(picture.durationUs()))
                    .append(",\n#EXT-X-BYTERANGE:")
                    .append(picture.keyframe().length())
                    .append('@')
                    .append(picture.keyframe().offset())
                    .append('\n')
                    .append(picture.uri())
                    .append('\n');
        }
        return MediaPlaylist.close(text, true);
    }

    static List<Picture> pictures(RenditionTimeline timeline) {
        List<Picture> pictures = new ArrayList<>();
        long nextUs = timeline.endUs();
        for (RenditionTimeline.Entry entry : timeline.entries().reversed()) {
            for (ChunkResult.Keyframe keyframe : entry.segment().keyframes().reversed()) {
                long startUs = timeline.micros(keyframe.startTicks());
                boolean first = keyframe == entry.segment().keyframes().getFirst();
                pictures.add(new Picture(
                        entry.initUri(),
                        entry.segment().uri(),
                        startUs,
                        nextUs - startUs,
                        keyframe,
                        first && entry.discontinuity()));
                nextUs = startUs;
            }
        }
        return pictures.reversed();
    }
}
