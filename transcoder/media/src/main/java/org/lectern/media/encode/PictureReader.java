package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.Sample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes what is needed of the loaded segments and hands on the pictures. Not thread-safe. */
final class PictureReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PictureReader.class);

    private final SourcePictures source;
    private final int threads;
    private final AVFrame frame = av_frame_alloc();
    private final int[] decoded;
    private final Map<Long, Integer> pictures = new HashMap<>();
    /** Makes one picture of two fields; from the first interlaced one of a run to its end. */
    private @Nullable PictureFilter wholePictures;

    /** Takes decoded pictures. */
    interface Receiver {
        /**
         * @param picture index into {@link SourcePictures#pictures()}
         * @param frame valid during the call
         */
        void accept(int picture, AVFrame frame);
    }

    PictureReader(SourcePictures source, int threads) {
        this.source = source;
        this.threads = threads;
        this.decoded = new int[source.segments().size()];
        for (int i = 0; i < source.pictures().size(); i++) {
            SourcePictures.Picture picture = source.pictures().get(i);
            pictures.put(tag(picture.segment(), picture.sample()), i);
        }
    }

    private static long tag(int segment, int sample) {
        return (long) segment << 32 | sample;
    }

    /**
     * Decodes.
     *
     * @throws org.lectern.model.LecternException MEDIA_DAMAGED if a segment gives no picture at all
     */
    void read(List<SourcePictures.DecodeRange> ranges, Receiver receiver) {
        VideoDecoder decoder = null;
        SourcePictures.@Nullable DecodeRange before = null;
        try {
            for (SourcePictures.DecodeRange range : ranges) {
                LoadedSegment segment = source.segments().get(range.segment());
                if (decoder != null && !goesOn(before, range)) {
                    end(decoder, receiver);
                    decoder.close();
                    decoder = null;
                }
                if (decoder == null) {
                    decoder = new VideoDecoder(segment.format(), segment.reorderDepth(), threads);
                }
                decode(decoder, segment, range, receiver);
                before = range;
            }
            if (decoder != null) {
                end(decoder, receiver);
            }
        } finally {
            if (decoder != null) {
                decoder.close();
            }
        }
        ranges.forEach(this::check);
    }

    private boolean goesOn(SourcePictures.@Nullable DecodeRange before, SourcePictures.DecodeRange range) {
        if (before == null || range.from() > 0) {
            return false;
        }
        LoadedSegment previous = source.segments().get(before.segment());
        return before.to() == previous.samples().size() - 1
                && previous.continuesIn(source.segments().get(range.segment()));
    }

    private void decode(
            VideoDecoder decoder, LoadedSegment segment, SourcePictures.DecodeRange range, Receiver receiver) {
        int refused = 0;
        for (int i = range.from(); i <= range.to(); i++) {
            Sample sample = segment.samples().get(i);
            if (!decoder.send(sample, tag(range.segment(), i))) {
                refused++;
            }
            receive(decoder, receiver);
        }
        if (refused > 0) {
            LOG.warn(
                    "{} of {} pictures of {} are damaged; the ones before them are held",
                    refused,
                    range.to() - range.from() + 1,
                    segment.entry().objectKey());
        }
    }

    private void end(VideoDecoder decoder, Receiver receiver) {
        decoder.drain();
        receive(decoder, receiver);
        PictureFilter open = wholePictures;
        if (open != null) {
            open.finish(picture -> give(picture, receiver));
            open.close();
            wholePictures = null;
        }
    }

    private void receive(VideoDecoder decoder, Receiver receiver) {
        while (decoder.receive(frame)) {
            PictureFilter filter = wholePictures;
            if (filter == null && (frame.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0) {
                filter = new PictureFilter("bwdif=mode=send_frame:deint=interlaced");
                wholePictures = filter;
            }
            if (filter == null) {
                give(frame, receiver);
            } else {
                filter.send(frame, picture -> give(picture, receiver));
            }
            av_frame_unref(frame);
        }
    }

    private void give(AVFrame decodedFrame, Receiver receiver) {
        Integer picture = pictures.get(decodedFrame.pts());
        if (picture != null) {
            decoded[source.pictures().get(picture).segment()]++;
            receiver.accept(picture, decodedFrame);
        }
    }

    private void check(SourcePictures.DecodeRange range) {
        LoadedSegment segment = source.segments().get(range.segment());
        if (decoded[range.segment()] == 0 && segment.samples().get(range.from()).sync()) {
            throw LoadedSegment.damaged(
                    segment.entry(),
                    "the decoder made no picture of %d samples.".formatted(range.to() - range.from() + 1),
                    null);
        }
    }

    @Override
    public void close() {
        PictureFilter open = wholePictures;
        if (open != null) {
            open.close();
        }
        av_frame_free(frame);
    }
}
