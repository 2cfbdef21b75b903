package org.lectern.model.object;

import java.util.UUID;

/**
 * The layout of the bucket. Source segments lie under {@code src/}, publications under {@code pub/},
 * uploaded files, in pieces, under {@code up/}; nothing else is stored.
 */
public final class ObjectKeys {
    /** The view that shows slides with the presenter in their corner. */
    public static final String COMPOSITE = "composite";

    private ObjectKeys() {}

    /** A sealed source segment: {@code src/{capture}/{track}/{sequence}.mp4}. */
    public static String sourceSegment(UUID captureId, UUID trackId, int sequence) {
        return "src/%s/%s/%08d.mp4".formatted(captureId, trackId, sequence);
    }

    /** A piece of an uploaded file: {@code up/{upload}/{number}}. */
    public static String uploadPiece(UUID uploadId, int number) {
        return "up/%s/%08d".formatted(uploadId, number);
    }

    /** The immutable prefix of a publication, with a trailing slash: {@code pub/{lecture}/{version}/}. */
    public static String publication(UUID lectureId, int version) {
        return "pub/%s/%d/".formatted(lectureId, version);
    }

    /** The multivariant playlist of a view, relative to the publication. */
    public static String view(String view) {
        return view + ".m3u8";
    }

    /**
     * The multivariant playlist of a view without its audio group, relative to the publication: for
     * a player that shows several views in step and takes the sound from one.
     */
    public static String mutedView(String view) {
        return view + ".muted.m3u8";
    }

    /** The DASH manifest of a view, relative to the publication. */
    public static String manifest(String view) {
        return view + ".mpd";
    }

    /** A media playlist, relative to the publication: {@code {track}/{rendition}.m3u8}. */
    public static String mediaPlaylist(String track, String rendition) {
        return "%s/%s.m3u8".formatted(track, rendition);
    }

    /** An I-frame playlist, relative to the publication. */
    public static String iframePlaylist(String track, String rendition) {
        return "%s/%s.iframes.m3u8".formatted(track, rendition);
    }

    /** A rendition's initialisation segment, relative to its media playlist. */
    public static String initSegment(String rendition, String contentKey) {
        return "%s/init-%s.mp4".formatted(rendition, contentKey);
    }

    /** A rendition's media segment, relative to its media playlist. */
    public static String mediaSegment(String rendition, int index, String contentKey) {
        return "%s/%06d-%s.m4s".formatted(rendition, index, contentKey);
    }

    /** A sheet of a track's storyboard, relative to the track's folder. */
    public static String storyboardSheet(int index, String contentKey) {
        return "storyboard/%03d-%s.jpg".formatted(index, contentKey);
    }

    /** A track's storyboard, relative to the publication: WebVTT whose cues name places on its sheets. */
    public static String storyboard(String track, String contentKey) {
        return "%s/storyboard-%s.vtt".formatted(track, contentKey);
    }

    /** The picture of a slide, relative to the publication. */
    public static String slide(String track, int index, String contentKey) {
        return "%s/slides/%04d-%s.webp".formatted(track, index, contentKey);
    }

    /** The small picture of a slide, relative to the publication. */
    public static String slideThumbnail(String track, int index, String contentKey) {
        return "%s/slides/%04d-%s.small.webp".formatted(track, index, contentKey);
    }

    /** The waveform, relative to the publication. */
    public static String waveform(String contentKey) {
        return "waveform-%s.json".formatted(contentKey);
    }

    /** The picture that stands for the lecture, relative to the publication. */
    public static String poster(String contentKey) {
        return "poster-%s.jpg".formatted(contentKey);
    }
}
