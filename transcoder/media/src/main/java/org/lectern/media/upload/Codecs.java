package org.lectern.media.upload;

import java.util.Set;

/**
 * What of FFmpeg may see an uploaded file: the containers and codecs that recordings come in. Playlists,
 * scripts, images and rarities are not among them.
 */
final class Codecs {
    /** Demuxers, as FFmpeg names them. */
    static final String DEMUXERS = "mov,matroska,mpegts,mpeg,mp3,wav,w64,ogg,flac,aac,avi,aiff,caf";

    /** Decoders, for whatever FFmpeg decodes to learn what a stream is. */
    static final String DECODERS = "h264,hevc,vp8,vp9,libdav1d,av1,mpeg1video,mpeg2video,mpeg4,h263,msmpeg4,msmpeg4v2,"
            + "mjpeg,prores,dnxhd,aac,aac_fixed,aac_latm,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,libvorbis,flac,"
            + "alac,ac3,eac3,pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,"
            + "pcm_alaw,pcm_mulaw";

    private static final Set<String> VIDEO = Set.of(
            "h264",
            "hevc",
            "vp8",
            "vp9",
            "av1",
            "mpeg1video",
            "mpeg2video",
            "mpeg4",
            "h263",
            "msmpeg4v3",
            "msmpeg4v2",
            "mjpeg",
            "prores",
            "dnxhd");

    private static final Set<String> AUDIO = Set.of(
            "aac",
            "aac_latm",
            "mp3",
            "mp2",
            "opus",
            "vorbis",
            "flac",
            "alac",
            "ac3",
            "eac3",
            "pcm_u8",
            "pcm_s16le",
            "pcm_s16be",
            "pcm_s24le",
            "pcm_s24be",
            "pcm_s32le",
            "pcm_s32be",
            "pcm_f32le",
            "pcm_f32be",
            "pcm_alaw",
            "pcm_mulaw");

    private Codecs() {}

    /** Whether a stream of this codec, as FFmpeg names it, is taken. */
    static boolean isTaken(String codec) {
        return VIDEO.contains(codec) || AUDIO.contains(codec);
    }
}
