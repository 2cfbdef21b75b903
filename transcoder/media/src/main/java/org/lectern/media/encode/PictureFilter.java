package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.model.ErrorCode;

/**
 * Pictures through a chain of FFmpeg's filters, at times in microseconds. Pictures of another size or format
 * begin the chain anew. Not thread-safe; free with {@link #close()}.
 */
final class PictureFilter implements AutoCloseable {
    private final String chain;
    private final AVFrame filtered = av_frame_alloc();
    private final AVRational microseconds = new AVRational().num(1).den(1_000_000);
    private @Nullable AVFilterGraph graph;
    private @Nullable AVFilterContext source;
    private @Nullable AVFilterContext sink;
    private String described = "";

    /** @param chain as FFmpeg's command line takes it, of one input and one output */
    PictureFilter(String chain) {
        this.chain = chain;
    }

    /** Filters a picture; what comes out is lent. */
    void send(AVFrame frame, Consumer<AVFrame> out) {
        String now = describe(frame);
        if (!now.equals(described)) {
            closeGraph();
            open(now);
            described = now;
        }
        FfmpegErrors.check(
                av_buffersrc_add_frame_flags(source, frame, avfilter.AV_BUFFERSRC_FLAG_KEEP_REF),
                ErrorCode.ENCODER_FAILED,
                "filter a picture");
        receive(out);
    }

    private void receive(Consumer<AVFrame> out) {
        while (av_buffersink_get_frame(sink, filtered) >= 0) {
            try {
                // Some filters count in finer units.
                filtered.pts(avutil.av_rescale_q(filtered.pts(), av_buffersink_get_time_base(sink), microseconds));
                out.accept(filtered);
            } finally {
                av_frame_unref(filtered);
            }
        }
    }

    /** Lets out what filters hold back; nothing can be sent afterwards. */
    void finish(Consumer<AVFrame> out) {
        if (graph != null && av_buffersrc_add_frame_flags(source, null, 0) >= 0) {
            receive(out);
        }
    }

    private static String describe(AVFrame frame) {
        int aspectWidth = frame.sample_aspect_ratio().num();
        int aspectHeight = frame.sample_aspect_ratio().den();
        boolean known = aspectWidth > 0 && aspectHeight > 0;
        return "video_size=%dx%d:pix_fmt=%d:time_base=1/1000000:pixel_aspect=%d/%d:colorspace=%d:range=%d"
                .formatted(
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        known ? aspectWidth : 1,
                        known ? aspectHeight : 1,
                        frame.colorspace(),
                        frame.color_range());
    }

    private void open(String description) {
        AVFilterGraph opened = avfilter_graph_alloc();
        graph = opened;
        opened.nb_threads(1);
        FfmpegErrors.check(
                avfilter_graph_parse_ptr(
                        opened,
                        "buffer@in=%s,%s,buffersink@out".formatted(description, chain),
                        (AVFilterInOut) null,
                        (AVFilterInOut) null,
                        null),
                ErrorCode.ENCODER_FAILED,
                "make filters");
        FfmpegErrors.check(avfilter_graph_config(opened, null), ErrorCode.ENCODER_FAILED, "join filters");
        source = avfilter_graph_get_filter(opened, "buffer@in");
        sink = avfilter_graph_get_filter(opened, "buffersink@out");
    }

    private void closeGraph() {
        AVFilterGraph open = graph;
        if (open != null) {
            avfilter_graph_free(open);
            graph = null;
        }
    }

    @Override
    public void close() {
        closeGraph();
        av_frame_free(filtered);
        microseconds.close();
    }
}
