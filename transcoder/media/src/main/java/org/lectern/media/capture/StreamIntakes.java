package org.lectern.media.capture;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.lectern.media.encode.CaptureTranscoder;
import org.lectern.media.encode.PictureTranscoder;
import org.lectern.media.encode.SoundTranscoder;
import org.lectern.model.Codec;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/** Decides what is done with a stream: copied, encoded, or ignored. */
final class StreamIntakes {
    private static final int LAST_PCM = 0x10fff;

    private StreamIntakes() {}

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
        if (isEncoded(id)) {
            try {
                boolean sound = kind == MediaKind.AUDIO;
                CaptureTranscoder transcoder =
                        sound ? new SoundTranscoder(parameters) : new PictureTranscoder(parameters, framesPerSecond);
                var encoded =
                        new SourceStream(stream.index(), kind, sound ? Codec.AAC : Codec.H264, name, framesPerSecond);
                return new EncodedStream(encoded, id, transcoder);
            } catch (LecternException e) {
                // This build of FFmpeg has no such decoder.
            }
        }
        return new StreamIntake.Ignored(new SourceStream(stream.index(), kind, null, name, framesPerSecond), id);
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
