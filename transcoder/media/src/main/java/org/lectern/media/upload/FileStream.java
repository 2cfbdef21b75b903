package org.lectern.media.upload;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.lectern.model.FrameRate;

/**
 * A stream as its container describes it.
 *
 * @param filters of FFmpeg, that bring its pictures into the form that is shown; empty for none
 */
record FileStream(AVStream stream, int type, String codec, FrameRate rate, String filters) {
    private static final double USUAL_RATE = 25;
    private static final double FASTEST = 120;
    private static final double SLOW = 12;
    private static final String TO_STANDARD_RANGE =
            "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,tonemap=hable:desat=0,"
                    + "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv420p";

    static FileStream of(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        return new FileStream(
                stream,
                parameters.codec_type(),
                avcodec.avcodec_get_name(parameters.codec_id()).getString(),
                rate(stream),
                parameters.codec_type() == avutil.AVMEDIA_TYPE_VIDEO ? filters(stream) : "");
    }

    boolean isVideo() {
        return type == avutil.AVMEDIA_TYPE_VIDEO;
    }

    boolean isAudio() {
        return type == avutil.AVMEDIA_TYPE_AUDIO;
    }

    /** A cover or a thumbnail is no recording. */
    boolean isPicture() {
        int marks = avformat.AV_DISPOSITION_ATTACHED_PIC
                | avformat.AV_DISPOSITION_TIMED_THUMBNAILS
                | avformat.AV_DISPOSITION_STILL_IMAGE;
        return (stream.disposition() & marks) != 0;
    }

    boolean isDefault() {
        return (stream.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0;
    }

    long pixels() {
        return (long) stream.codecpar().width() * stream.codecpar().height();
    }

    private static FrameRate rate(AVStream stream) {
        double average = perSecond(stream.avg_frame_rate());
        double finest = perSecond(stream.r_frame_rate());
        if (average <= 0) {
            average = finest > 0 && finest <= FASTEST ? finest : USUAL_RATE;
        }
        // Recordings of screens send a picture when something changes; what moves then moves at this rate. Twice
        // the average is what FFmpeg counts of fields.
        boolean fields = Math.abs(finest / average - 2) < 0.02;
        boolean uneven = finest > average && finest <= 60 && !fields;
        // Where the finest step is that of the container's clock, nothing is known but that it is uneven.
        boolean unknown = finest > FASTEST && average < SLOW;
        return FrameRate.nearest(Math.min(FASTEST, uneven ? finest : unknown ? USUAL_RATE : average));
    }

    private static double perSecond(AVRational rate) {
        return rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
    }

    private static String filters(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        List<String> filters = new ArrayList<>();
        if (parameters.field_order() > avcodec.AV_FIELD_PROGRESSIVE) {
            filters.add("bwdif=mode=send_frame:deint=interlaced");
        }
        int transfer = parameters.color_trc();
        boolean highRange = transfer == avutil.AVCOL_TRC_SMPTE2084 || transfer == avutil.AVCOL_TRC_ARIB_STD_B67;
        if (highRange && has("zscale") && has("tonemap")) {
            filters.add(TO_STANDARD_RANGE);
        }
        filters.addAll(turns(parameters));
        AVRational aspect = parameters.sample_aspect_ratio();
        if (aspect.num() > 0 && aspect.den() > 0 && aspect.num() != aspect.den()) {
            filters.add("scale=w=trunc(iw*sar/2)*2:h=trunc(ih/2)*2,setsar=1");
        }
        return String.join(",", filters);
    }

    private static boolean has(String filter) {
        var found = avfilter.avfilter_get_by_name(filter);
        return found != null && !found.isNull();
    }

    /** What a telephone that was held upright writes beside its pictures. */
    private static List<String> turns(AVCodecParameters parameters) {
        AVPacketSideData matrix = avcodec.av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
            return List.of();
        }
        var values = new IntPointer(matrix.data());
        double angle = -avutil.av_display_rotation_get(values);
        if (Double.isNaN(angle)) {
            return List.of();
        }
        boolean mirrored = (long) values.get(0) * values.get(4) - (long) values.get(1) * values.get(3) < 0;
        return switch (Math.floorMod(Math.round(angle / 90), 4)) {
            case 1 -> List.of(mirrored ? "transpose=cclock_flip" : "transpose=clock");
            case 2 -> mirrored ? List.of("vflip") : List.of("hflip", "vflip");
            case 3 -> List.of(mirrored ? "transpose=clock_flip" : "transpose=cclock");
            default -> mirrored ? List.of("hflip") : List.of();
        };
    }
}
