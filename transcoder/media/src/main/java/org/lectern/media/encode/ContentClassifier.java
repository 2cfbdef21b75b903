package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.lectern.media.mp4.Sample;
import org.lectern.model.plan.ContentClass;

/**
 * Looks through a chunk before it is encoded, at the device's key pictures where there are enough of
 * them: they are decoded one by one, without what lies between. Not thread-safe; used once.
 */
final class ContentClassifier {
    /** Key pictures this far apart are near enough to tell a film from slides. */
    private static final double MOST_APART_US = 3_100_000;
    /** Nearer ones tell no more. */
    private static final double LEAST_APART_US = 900_000;

    private final SourcePictures source;
    private final double startUs;
    private final double endUs;

    private ContentClassifier(SourcePictures source, long startUs, long endUs) {
        this.source = source;
        this.startUs = startUs;
        this.endUs = endUs;
    }

    /**
     * What is shown between two positions.
     *
     * @param startUs microseconds from position 0 of the publication
     * @param endUs likewise
     */
    static ContentClass of(SourcePictures source, long startUs, long endUs) {
        var classifier = new ContentClassifier(source, startUs, endUs);
        List<SourcePictures.Picture> keys = classifier.sampled(true);
        List<SourcePictures.Picture> wanted = classifier.areNearEnough(keys) ? keys : classifier.sampled(false);
        return classifier.look(wanted);
    }

    private boolean isSync(SourcePictures.Picture picture) {
        return source.segments()
                .get(picture.segment())
                .samples()
                .get(picture.sample())
                .sync();
    }

    private List<SourcePictures.Picture> sampled(boolean keysOnly) {
        List<SourcePictures.Picture> sampled = new ArrayList<>();
        for (SourcePictures.Picture picture : source.pictures()) {
            boolean within = picture.positionUs() >= startUs && picture.positionUs() < endUs;
            if (within
                    && (!keysOnly || isSync(picture))
                    && (sampled.isEmpty()
                            || picture.positionUs() - sampled.getLast().positionUs() >= LEAST_APART_US)) {
                sampled.add(picture);
            }
        }
        return sampled;
    }

    private boolean areNearEnough(List<SourcePictures.Picture> keys) {
        double fromUs = startUs;
        for (SourcePictures.Picture key : keys) {
            if (key.positionUs() - fromUs > MOST_APART_US) {
                return false;
            }
            fromUs = key.positionUs();
        }
        return !keys.isEmpty() && endUs - fromUs <= MOST_APART_US;
    }

    private ContentClass look(List<SourcePictures.Picture> wanted) {
        var motion = new Motion();
        AVFrame frame = av_frame_alloc();
        try (PictureScaler scaler = new PictureScaler(Motion.WIDTH, Motion.HEIGHT)) {
            int at = 0;
            while (at < wanted.size()) {
                int end = at;
                while (end < wanted.size()
                        && wanted.get(end).segment() == wanted.get(at).segment()) {
                    end++;
                }
                decode(wanted.subList(at, end), frame, scaler, motion);
                at = end;
            }
        } finally {
            av_frame_free(frame);
        }
        return motion.content();
    }

    /** Decodes pictures of one segment; what is damaged shows nothing here, and is the encoding's to judge. */
    private void decode(List<SourcePictures.Picture> pictures, AVFrame frame, PictureScaler scaler, Motion motion) {
        LoadedSegment segment = source.segments().get(pictures.getFirst().segment());
        boolean keys = pictures.stream().allMatch(this::isSync);
        List<Integer> samples =
                pictures.stream().map(SourcePictures.Picture::sample).toList();
        int last = samples.stream().max(Comparator.naturalOrder()).orElseThrow();
        try (VideoDecoder decoder = new VideoDecoder(segment.format(), keys ? 0 : segment.reorderDepth(), 1)) {
            for (int i = 0; i <= last; i++) {
                if (keys && !samples.contains(i)) {
                    continue;
                }
                Sample sample = segment.samples().get(i);
                decoder.send(sample, i);
                if (keys) {
                    decoder.drain();
                }
                receive(decoder, samples, frame, scaler, motion);
                if (keys) {
                    decoder.reset();
                }
            }
            decoder.drain();
            receive(decoder, samples, frame, scaler, motion);
        }
    }

    private static void receive(
            VideoDecoder decoder, List<Integer> samples, AVFrame frame, PictureScaler scaler, Motion motion) {
        while (decoder.receive(frame)) {
            if (samples.contains((int) frame.pts())) {
                motion.add(luma(scaler.scale(frame)));
            }
            av_frame_unref(frame);
        }
    }

    private static byte[] luma(AVFrame picture) {
        byte[] luma = new byte[Motion.WIDTH * Motion.HEIGHT];
        var plane = picture.data(0);
        for (int y = 0; y < Motion.HEIGHT; y++) {
            plane.position((long) y * picture.linesize(0)).get(luma, y * Motion.WIDTH, Motion.WIDTH);
        }
        plane.position(0);
        return luma;
    }
}
