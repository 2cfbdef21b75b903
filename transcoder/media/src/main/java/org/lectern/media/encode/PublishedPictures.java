package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;

/**
 * The pictures of a published rendition in the order in which they are shown, decoded when they are
 * asked for: two at a time are held. Not thread-safe; free with {@link #close()}.
 */
final class PublishedPictures implements AutoCloseable {
    /** More than any rung has; each segment is drained, so that it delays nothing. */
    private static final int REORDERED = 4;

    private final RenditionTimeline timeline;
    private final Function<String, byte[]> objects;
    private final Iterator<RenditionTimeline.Entry> entries;
    private final AVFrame shown = av_frame_alloc();
    private final AVFrame next = av_frame_alloc();
    private boolean hasShown;
    private boolean hasNext;
    private @Nullable VideoDecoder decoder;
    private @Nullable TrackFormat format;
    private Iterator<Sample> samples = List.<Sample>of().iterator();
    private boolean drained = true;

    /**
     * @param fromUs where looking begins: nothing before the segment with it is decoded
     * @param objects gives an object by its address, relative to the media playlist
     */
    PublishedPictures(RenditionTimeline timeline, long fromUs, Function<String, byte[]> objects) {
        this.timeline = timeline;
        this.objects = objects;
        List<RenditionTimeline.Entry> all = timeline.entries();
        int first = 0;
        while (first + 1 < all.size() && startUs(all.get(first + 1)) <= fromUs) {
            first++;
        }
        entries = all.subList(first, all.size()).iterator();
        hasNext = decode();
    }

    private long startUs(RenditionTimeline.Entry entry) {
        return timeline.micros(entry.segment().startTicks());
    }

    /**
     * Goes on to what is shown at a position; positions only grow.
     *
     * @return whether that is another picture than at the call before
     */
    boolean advance(long positionUs) {
        boolean another = false;
        // Positions of two grids may differ by their rounding.
        while (hasNext && timeline.micros(next.pts()) <= positionUs + 1) {
            av_frame_unref(shown);
            av_frame_move_ref(shown, next);
            hasShown = true;
            another = true;
            hasNext = decode();
        }
        return another;
    }

    /** The picture that is shown; null before the first. Lent until the next call. */
    @Nullable
    AVFrame shown() {
        return hasShown ? shown : null;
    }

    private boolean decode() {
        while (true) {
            VideoDecoder open = decoder;
            if (open != null && open.receive(next)) {
                return true;
            }
            if (open != null && samples.hasNext()) {
                Sample sample = samples.next();
                open.send(sample, sample.pts());
            } else if (open != null && !drained) {
                open.drain();
                drained = true;
            } else if (entries.hasNext()) {
                begin(entries.next());
            } else {
                return false;
            }
        }
    }

    private void begin(RenditionTimeline.Entry entry) {
        byte[] init = objects.apply(entry.initUri());
        byte[] segment = objects.apply(entry.segment().uri());
        byte[] file = Arrays.copyOf(init, init.length + segment.length);
        System.arraycopy(segment, 0, file, init.length, segment.length);
        Fmp4File parsed = Fmp4Reader.read(file);
        VideoDecoder open = decoder;
        if (open == null || !parsed.format().equals(format)) {
            if (open != null) {
                open.close();
            }
            decoder = new VideoDecoder(parsed.format(), REORDERED, 1);
            format = parsed.format();
        } else {
            open.reset();
        }
        samples = parsed.samples().iterator();
        drained = false;
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
        av_frame_free(shown);
        av_frame_free(next);
    }
}
