package org.lectern.media.upload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * A file that FFmpeg has opened: by one of the demuxers that are taken, through the callbacks, and without
 * the means to open anything else. Free with {@link #close()}.
 */
final class OpenFile implements AutoCloseable {
    private static final int MOST_STREAMS = 64;
    private static final long MOST_PIXELS = 8192L * 4608;
    private static final int HEAD_BYTES = 4096;
    private static final String PROBE_BYTES = "20000000";

    private final FileInput input;
    private final AVFormatContext context;

    private OpenFile(FileInput input, AVFormatContext context) {
        this.input = input;
        this.context = context;
    }

    static OpenFile open(FileInput.Bytes bytes, long size) {
        byte[] head = size == 0 ? null : bytes.read(0, (int) Math.min(size, HEAD_BYTES));
        if (head == null || head.length == 0) {
            throw UploadFailure.unreadable("The file is empty.");
        }
        refuseWhatIsNoRecording(head);
        var input = new FileInput(bytes, size);
        AVFormatContext context = avformat.avformat_alloc_context();
        context.pb(input.context());
        context.flags(
                context.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO | AVFormatContext.AVFMT_FLAG_DISCARD_CORRUPT);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "format_whitelist", Codecs.DEMUXERS, 0);
        avutil.av_dict_set(options, "codec_whitelist", Codecs.DECODERS, 0);
        // No protocol has this name, so nothing can be opened beside the file.
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        avutil.av_dict_set(options, "max_streams", "1000", 0);
        avutil.av_dict_set(options, "probesize", PROBE_BYTES, 0);
        avutil.av_dict_set(options, "analyzeduration", PROBE_BYTES, 0);
        int result = avformat.avformat_open_input(context, "", (AVInputFormat) null, options);
        avutil.av_dict_free(options);
        if (result < 0) {
            // FFmpeg has freed the context.
            try {
                input.check();
            } finally {
                input.close();
            }
            throw UploadFailure.of(result, "The file is not a recording of a kind that is taken, or is cut off");
        }
        var file = new OpenFile(input, context);
        try {
            file.learn();
            return file;
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    /** Names what people send by mistake, and what only points at media. */
    private static void refuseWhatIsNoRecording(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String what = text.startsWith("#EXTM3U")
                ? "a playlist that points at media elsewhere"
                : text.startsWith("ffconcat")
                        ? "a list of files"
                        : text.startsWith("v=0")
                                ? "a description of a stream"
                                : text.contains("<MPD")
                                        ? "a manifest that points at media elsewhere"
                                        : text.startsWith("PK\3\4")
                                                ? "an archive; unpack it first"
                                                : text.startsWith("\177ELF") || text.startsWith("MZ")
                                                        ? "a program"
                                                        : null;
        if (what != null) {
            throw UploadFailure.unreadable("The file is %s, and holds no recording.".formatted(what));
        }
    }

    private void learn() {
        requireFew();
        // Before anything is decoded to learn more.
        streams().forEach(OpenFile::requireSize);
        int result = avformat.avformat_find_stream_info(context, (AVDictionary) null);
        input.check();
        if (result < 0) {
            throw UploadFailure.of(result, "What the file holds cannot be recognised");
        }
        requireFew();
        streams().forEach(OpenFile::requireSize);
    }

    private void requireFew() {
        if (context.nb_streams() > MOST_STREAMS) {
            throw UploadFailure.overLimit(
                    "The file has %d streams; files of up to %d are taken. Export it with one picture and one sound."
                            .formatted(context.nb_streams(), MOST_STREAMS));
        }
    }

    private static void requireSize(FileStream stream) {
        if (stream.isVideo() && !stream.isPicture() && stream.pixels() > MOST_PIXELS) {
            throw UploadFailure.overLimit("The pictures are %d × %d; up to 8192 × 4608 are taken. Export it smaller."
                    .formatted(
                            stream.stream().codecpar().width(),
                            stream.stream().codecpar().height()));
        }
    }

    List<FileStream> streams() {
        List<FileStream> streams = new ArrayList<>();
        for (int i = 0; i < context.nb_streams(); i++) {
            streams.add(FileStream.of(context.streams(i)));
        }
        return streams;
    }

    AVFormatContext context() {
        return context;
    }

    /** Throws what reading the file's bytes has thrown, if it has. */
    void check() {
        input.check();
    }

    /** Whether its times may jump: it may be joined from several. */
    boolean mayJump() {
        return (context.iformat().flags() & avformat.AVFMT_TS_DISCONT) != 0;
    }

    /** How long it says it is, in microseconds; null where it says nothing that can be relied on. */
    @Nullable
    Long durationUs() {
        boolean told = context.duration() != avutil.AV_NOPTS_VALUE
                && context.duration() > 0
                && context.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_BITRATE;
        return told ? context.duration() : null;
    }

    @Override
    public void close() {
        avformat.avformat_close_input(context);
        input.close();
    }
}
