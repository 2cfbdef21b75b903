package org.lectern.media.capture;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.lectern.media.encode.CaptureTranscoder;
import org.lectern.media.encode.PictureTranscoder;
import org.lectern.media.encode.SoundTranscoder;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.rtsp.RtpCodec;
import org.lectern.media.rtsp.SdpMedia;
import org.lectern.model.Codec;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/** Decides what is done with a stream: copied, encoded, or ignored. */
public final class StreamIntakes {
    private static final int LAST_PCM = 0x10fff;
    private static final int SHORTEST_SET = 3;
    private static final int AAC_FRAME = 1024;

    private StreamIntakes() {}

    /**
     * What takes a stream of a file: encoded where it cannot be copied, or is to be shown otherwise.
     *
     * @param filters of FFmpeg, for its pictures; empty for none
     */
    public static StreamIntake ofFile(AVStream stream, String filters) {
        StreamIntake copied = of(stream);
        if (copied instanceof CopiedStream && filters.isEmpty()) {
            return copied;
        }
        copied.close();
        AVCodecParameters parameters = stream.codecpar();
        boolean sound = parameters.codec_type() == avutil.AVMEDIA_TYPE_AUDIO;
        SourceStream offered = copied.stream().recordedAs(sound ? Codec.AAC : Codec.H264);
        CaptureTranscoder transcoder = sound
                ? new SoundTranscoder(parameters)
                : new PictureTranscoder(parameters, offered.framesPerSecond(), filters);
        return new EncodedStream(offered, parameters.codec_id(), transcoder);
    }

    static StreamIntake of(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        int type = parameters.codec_type();
        int id = parameters.codec_id();
        boolean media = type == avutil.AVMEDIA_TYPE_VIDEO || type == avutil.AVMEDIA_TYPE_AUDIO;
        MediaKind kind = type == avutil.AVMEDIA_TYPE_AUDIO ? MediaKind.AUDIO : MediaKind.VIDEO;
        String name = media ? avcodec.avcodec_get_name(id).getString() : "";
        AVRational rate = stream.avg_frame_rate();
        double framesPerSecond = rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
        Bitstream bitstream = media ? Bitstreams.of(id, header(parameters)) : null;
        if (bitstream != null) {
            return new CopiedStream(
                    new SourceStream(stream.index(), kind, Bitstreams.codec(id), name, framesPerSecond), id, bitstream);
        }
        var offered = new SourceStream(stream.index(), kind, null, name, framesPerSecond);
        return isEncoded(id) ? encoded(offered, parameters) : new StreamIntake.Ignored(offered, id);
    }

    private static StreamIntake encoded(SourceStream offered, AVCodecParameters parameters) {
        boolean sound = offered.kind() == MediaKind.AUDIO;
        try {
            CaptureTranscoder transcoder = sound
                    ? new SoundTranscoder(parameters)
                    : new PictureTranscoder(parameters, offered.framesPerSecond());
            return new EncodedStream(
                    offered.recordedAs(sound ? Codec.AAC : Codec.H264), parameters.codec_id(), transcoder);
        } catch (LecternException e) {
            // This build of FFmpeg has no such decoder: the stream is named to the user as one that cannot be recorded.
            return new StreamIntake.Ignored(offered, parameters.codec_id());
        }
    }

    /** What takes a medium of RTSP. */
    static StreamIntake of(int index, SdpMedia media) {
        MediaKind kind = "audio".equals(media.kind()) ? MediaKind.AUDIO : MediaKind.VIDEO;
        boolean isMedia = kind == MediaKind.AUDIO || "video".equals(media.kind());
        var offered = new SourceStream(index, kind, null, isMedia ? RtpCodec.name(media) : "", media.framesPerSecond());
        RtpCodec codec = isMedia ? RtpCodec.of(media) : null;
        return switch (codec) {
            case null -> new StreamIntake.Ignored(offered, avcodec.AV_CODEC_ID_NONE);
            case H264 -> copied(offered, Codec.H264, new H264Bitstream(parameterSets(media, "sprop-parameter-sets")));
            case H265 ->
                copied(
                        offered,
                        Codec.H265,
                        new H265Bitstream(parameterSets(media, "sprop-vps", "sprop-sps", "sprop-pps")));
            case AAC -> copied(offered, Codec.AAC, new AacBitstream(RtpCodec.aacConfig(media)));
            case JPEG -> encoded(offered, avcodec.AV_CODEC_ID_MJPEG, 0, 0);
            case PCMU -> encoded(offered, avcodec.AV_CODEC_ID_PCM_MULAW, media.clockRate(), media.channels());
            case PCMA -> encoded(offered, avcodec.AV_CODEC_ID_PCM_ALAW, media.clockRate(), media.channels());
            case L16 -> encoded(offered, avcodec.AV_CODEC_ID_PCM_S16BE, media.clockRate(), media.channels());
            // Its timestamps count half its samples, by an old mistake that stays (RFC 3551, 4.5.2).
            case G722 -> encoded(offered, avcodec.AV_CODEC_ID_ADPCM_G722, 16_000, media.channels());
            case OPUS -> encoded(offered, avcodec.AV_CODEC_ID_OPUS, media.clockRate(), media.channels());
            case MPEG_AUDIO -> encoded(offered, avcodec.AV_CODEC_ID_MP3, 0, 0);
        };
    }

    private static StreamIntake copied(SourceStream offered, Codec codec, Bitstream bitstream) {
        return new CopiedStream(offered.recordedAs(codec), avcodec.AV_CODEC_ID_NONE, bitstream);
    }

    private static StreamIntake encoded(SourceStream offered, int codecId, int sampleRate, int channels) {
        boolean sound = offered.kind() == MediaKind.AUDIO;
        AVCodecParameters parameters = avcodec.avcodec_parameters_alloc();
        try {
            parameters.codec_type(sound ? avutil.AVMEDIA_TYPE_AUDIO : avutil.AVMEDIA_TYPE_VIDEO);
            parameters.codec_id(codecId);
            parameters.sample_rate(sampleRate);
            if (channels > 0) {
                avutil.av_channel_layout_default(parameters.ch_layout(), channels);
            }
            return encoded(offered, parameters);
        } finally {
            avcodec.avcodec_parameters_free(parameters);
        }
    }

    /** The parameter sets that a description gives; the stream may give others. */
    private static List<byte[]> parameterSets(SdpMedia media, String... names) {
        List<byte[]> sets = new ArrayList<>();
        for (String name : names) {
            for (String set : media.parameter(name, "").split(",")) {
                try {
                    byte[] bytes = Base64.getDecoder().decode(set.strip());
                    if (bytes.length > SHORTEST_SET) {
                        sets.add(bytes);
                    }
                } catch (IllegalArgumentException e) {
                    // Damaged: the stream carries them as well.
                }
            }
        }
        return sets;
    }

    /** How long a unit of a medium lasts, in microseconds; 0 where the device does not say. */
    static long unitUs(SdpMedia media) {
        AacConfig config = media.encoding().startsWith("MP") ? RtpCodec.aac(media) : null;
        if (config != null) {
            return AAC_FRAME * 1_000_000L / config.sampleRate();
        }
        return media.framesPerSecond() > 0 ? Math.round(1e6 / media.framesPerSecond()) : 0;
    }

    private static boolean isEncoded(int codecId) {
        return switch (codecId) {
            case avcodec.AV_CODEC_ID_MJPEG,
                    avcodec.AV_CODEC_ID_RAWVIDEO,
                    avcodec.AV_CODEC_ID_OPUS,
                    avcodec.AV_CODEC_ID_MP2,
                    avcodec.AV_CODEC_ID_MP3,
                    avcodec.AV_CODEC_ID_AAC_LATM,
                    avcodec.AV_CODEC_ID_ADPCM_G722 -> true;
            default -> codecId >= avcodec.AV_CODEC_ID_FIRST_AUDIO && codecId <= LAST_PCM;
        };
    }

    private static byte[] header(AVCodecParameters parameters) {
        byte[] header = new byte[parameters.extradata_size()];
        if (header.length > 0) {
            parameters.extradata().get(header);
        }
        return header;
    }
}
