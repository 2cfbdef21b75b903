package org.lectern.media.encode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/**
 * One chunk of a view in which one published rendition fills the picture and another one lies in its
 * corner. Their pictures have exact times on the publication's timeline; at each frame of the plan the
 * picture of each is shown that its own view shows then. The same input gives the same objects.
 */
public final class CompositeChunk {
    /** Raised with every change that changes what is made. */
    private static final int REVISION = 1;

    private CompositeChunk() {}

    /**
     * A published rendition.
     *
     * @param objects gives an object by its address, relative to the media playlist; called once for each
     */
    public record Source(RenditionTimeline timeline, Function<String, byte[]> objects) {}

    /**
     * Encodes a chunk.
     *
     * @param plan of the composite; all its rungs are made
     * @param index of the chunk in the publication
     * @param totalUs length of the publication
     * @param sink takes the objects as they are made
     * @throws org.lectern.model.LecternException MEDIA_DAMAGED if a source is no media; what {@code objects} throws
     */
    public static ChunkResult encode(
            TrackPlan.Video plan,
            Grid grid,
            int index,
            long totalUs,
            Source large,
            Source corner,
            Consumer<EncodedObject> sink) {
        Ffmpeg.start();
        long startUs = grid.chunkStartUs(index);
        var input = new ChunkInput(plan, grid, startUs, grid.chunkEndUs(index, totalUs), 0, List.of(), "und");
        FrameGrid frames = FrameGrid.of(plan, grid);
        List<FrameGrid.Segment> segments = frames.segments(input);
        String contentKey = contentKey(plan, input, large, corner);
        Set<Long> keyframes = new HashSet<>();
        segments.forEach(segment -> keyframes.addAll(segment.keyframes()));
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            List<VideoRendition> renditions = new ArrayList<>();
            List<PictureScaler> scalers = new ArrayList<>();
            for (VideoRung rung : plan.rungs()) {
                renditions.add(keep(
                        open,
                        new VideoRendition(
                                rung,
                                Hurry.NONE,
                                frames,
                                segments,
                                EncoderSettings.DEFAULT,
                                null,
                                EncoderChoice.X264,
                                contentKey,
                                sink)));
                scalers.add(keep(open, new PictureScaler(rung.width(), rung.height())));
            }
            VideoRung best = plan.rungs().getFirst();
            var canvas = keep(open, new CompositeCanvas(best.width(), best.height()));
            var below = keep(open, new PublishedPictures(large.timeline(), startUs, large.objects()));
            var above = keep(open, new PublishedPictures(corner.timeline(), startUs, corner.objects()));
            for (FrameGrid.Segment segment : segments) {
                for (long frame = segment.firstFrame(); frame < segment.endFrame(); frame++) {
                    AudioChunk.checkInterrupt();
                    long positionUs = frames.rate().positionUs(frame);
                    boolean belowChanged = below.advance(positionUs);
                    boolean aboveChanged = above.advance(positionUs);
                    AVFrame picture = canvas.draw(below.shown(), belowChanged, above.shown(), aboveChanged);
                    for (int i = 0; i < renditions.size(); i++) {
                        renditions.get(i).send(scalers.get(i).scale(picture), frame, keyframes.contains(frame));
                    }
                }
            }
            return new ChunkResult(
                    renditions.stream().map(VideoRendition::finish).toList());
        } finally {
            close(open);
        }
    }

    private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> open, T resource) {
        open.push(resource);
        return resource;
    }

    private static void close(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Of the segments whose pictures the chunk may show, and of how they are shown. */
    private static String contentKey(TrackPlan.Video plan, ChunkInput input, Source large, Source corner) {
        StringBuilder text = new StringBuilder();
        text.append(REVISION).append('\n').append(plan).append('\n');
        text.append(input.startUs()).append(' ').append(input.endUs()).append('\n');
        for (Source source : List.of(large, corner)) {
            RenditionTimeline timeline = source.timeline();
            text.append(timeline.name()).append('\n');
            for (RenditionTimeline.Entry entry : timeline.entries()) {
                ChunkResult.Segment segment = entry.segment();
                long fromUs = timeline.micros(segment.startTicks());
                long toUs = timeline.micros(segment.startTicks() + segment.durationTicks());
                if (fromUs <= input.endUs() && toUs >= input.startUs()) {
                    text.append(entry.initUri())
                            .append(' ')
                            .append(segment.uri())
                            .append('\n');
                }
            }
        }
        return ContentKey.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
