package org.lectern.media.describe;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.media.encode.VideoDecoder;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;

/**
 * Decodes pictures of one published video rendition, a run of fragments at a time: a segment, or one
 * IDR picture with its {@code moof}. Not thread-safe; free with {@link #close()}.
 */
public final class RenditionPictures implements AutoCloseable {
    /** More than any rung has; each run is drained, so that it delays nothing. */
    private static final int REORDERED = 4;

    private final AVFrame frame = av_frame_alloc();
    private @Nullable VideoDecoder decoder;
    private @Nullable TrackFormat format;

    /** Takes decoded pictures in order of presentation. */
    public interface Receiver {
        /**
         * @param ticks presentation time in the rendition's timescale
         * @param picture valid during the call
         */
        void accept(long ticks, Picture picture);
    }

    public RenditionPictures() {
        Ffmpeg.start();
    }

    /**
     * Decodes a run of fragments that begins with an IDR picture. Damaged pictures are passed over.
     *
     * @param init the initialisation segment
     * @param fragments whole {@code moof} and {@code mdat} boxes
     * @param untilTicks pictures behind this time are not decoded
     * @throws org.lectern.model.LecternException MEDIA_DAMAGED if the initialisation segment is unusable
     */
    public void decode(byte[] init, byte[] fragments, long untilTicks, Receiver out) {
        byte[] file = Arrays.copyOf(init, init.length + fragments.length);
        System.arraycopy(fragments, 0, file, init.length, fragments.length);
        decode(Fmp4Reader.read(file), untilTicks, out);
    }

    /**
     * Like {@link #decode}, for the last picture alone.
     *
     * @return whether there was one
     */
    public boolean decodeLast(byte[] init, byte[] fragments, long untilTicks, Receiver out) {
        AVFrame last = av_frame_alloc();
        try {
            long[] ticks = {Long.MIN_VALUE};
            decode(init, fragments, untilTicks, (at, picture) -> {
                av_frame_unref(last);
                av_frame_move_ref(last, picture.frame());
                ticks[0] = at;
            });
            boolean found = ticks[0] != Long.MIN_VALUE;
            if (found) {
                out.accept(ticks[0], new Picture(last));
            }
            return found;
        } finally {
            av_frame_free(last);
        }
    }

    /**
     * Decodes one IDR picture.
     *
     * @param init the initialisation segment
     * @param piece the bytes that the I-frame playlist names
     * @throws org.lectern.model.LecternException MEDIA_DAMAGED if either is unusable
     */
    public void decodeKey(byte[] init, byte[] piece, Receiver out) {
        decode(Fmp4Reader.readFirstSample(init, piece), Long.MAX_VALUE, out);
    }

    private void decode(Fmp4File parsed, long untilTicks, Receiver out) {
        VideoDecoder open = decoder(parsed.format());
        List<Sample> samples = parsed.samples();
        for (Sample sample : needed(samples, untilTicks)) {
            open.send(sample, sample.pts());
            receive(open, untilTicks, out);
        }
        open.drain();
        receive(open, untilTicks, out);
        open.reset();
    }

    /** What must be decoded for the pictures up to a time: all up to the last of them in decode order. */
    private static List<Sample> needed(List<Sample> samples, long untilTicks) {
        int last = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).pts() <= untilTicks) {
                last = i;
            }
        }
        return samples.isEmpty() ? samples : samples.subList(0, last + 1);
    }

    private void receive(VideoDecoder open, long untilTicks, Receiver out) {
        while (open.receive(frame)) {
            try {
                if (frame.pts() <= untilTicks) {
                    out.accept(frame.pts(), new Picture(frame));
                }
            } finally {
                av_frame_unref(frame);
            }
        }
    }

    private VideoDecoder decoder(TrackFormat now) {
        VideoDecoder open = decoder;
        if (open == null || !now.equals(format)) {
            if (open != null) {
                open.close();
            }
            open = new VideoDecoder(now, REORDERED, 1);
            decoder = open;
            format = now;
        }
        return open;
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
        av_frame_free(frame);
    }
}
