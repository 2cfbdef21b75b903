package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.ContentClass;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** Encodes one video chunk: one decode, scaled from size to size, all rungs. Used once; free with {@link #close()}. */
final class VideoChunk implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    /** Those that are encoded. */
    private final List<VideoRung> rungs;

    private final FrameGrid grid;
    private final List<FrameGrid.Segment> segments;
    private final Set<Long> keyframes = new HashSet<>();
    private final List<VideoRendition> renditions = new ArrayList<>();
    private final List<VideoRendition> encoded = new ArrayList<>();
    private final SourcePictures pictures;
    /** What it shows; null where that makes no difference. */
    private final @Nullable ContentClass content;

    private final List<PictureScaler> scalers = new ArrayList<>();
    private final int[] scaledFrom;
    private final List<AVFrame> slates = new ArrayList<>();
    private final long firstFrame;
    private final long endFrame;

    /** What the next frames show, one for each rung; empty before the first picture. */
    private List<AVFrame> shown = List.of();

    private long nextFrame;

    /** What is made is {@link ChunkInput#part()}. */
    VideoChunk(
            ChunkInput chunk,
            TrackPlan.Video plan,
            List<LoadedSegment> source,
            EncoderSettings settings,
            EncoderChoice choice,
            String contentKey,
            Consumer<EncodedObject> sink) {
        grid = FrameGrid.of(plan, chunk.grid());
        pictures = SourcePictures.of(source, chunk.originUs());
        DeviceCoding device = DeviceCoding.of(plan);
        PassedPictures passed = device == null
                ? null
                : PassedPictures.of(chunk, grid, plan.rungs().getFirst(), device, source);
        VideoRung best = plan.rungs().getFirst();
        List<VideoRung> wanted = plan.rungs().stream()
                .filter(rung -> chunk.part().renditions().contains(rung.name()))
                .toList();
        rungs = wanted.stream().filter(rung -> passed == null || rung != best).toList();
        scaledFrom = ScalingPlanner.sources(rungs);
        segments = passed == null ? grid.segments(chunk) : passed.segments();
        segments.forEach(segment -> keyframes.addAll(segment.keyframes()));
        firstFrame = segments.isEmpty() ? 0 : segments.getFirst().firstFrame();
        endFrame = segments.isEmpty() ? 0 : segments.getLast().endFrame();
        nextFrame = firstFrame;
        content = plan.asksForContent() ? ContentClassifier.of(pictures, chunk.shownFromUs(), chunk.shownToUs()) : null;
        try {
            for (VideoRung rung : wanted) {
                VideoRendition rendition = keep(new VideoRendition(
                        content == null ? rung : rung.showing(content),
                        chunk.part().hurry(),
                        grid,
                        segments,
                        settings,
                        rung == best ? device : null,
                        choice,
                        contentKey,
                        sink));
                renditions.add(rendition);
                if (passed != null && rung == best) {
                    rendition.copy(passed);
                } else {
                    encoded.add(rendition);
                }
            }
            for (VideoRung rung : rungs) {
                scalers.add(keep(new PictureScaler(rung.width(), rung.height())));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    ChunkResult encode(ChunkScene scene, int decoderThreads) {
        int[] chosen =
                FrameSelector.select(pictures.positionsUs(), scene.coverage(), grid.rate(), firstFrame, endFrame);
        try (PictureReader reader = new PictureReader(pictures, decoderThreads)) {
            reader.read(pictures.decodeRanges(chosen), (picture, frame) -> take(picture, frame, chosen));
        }
        while (nextFrame < endFrame) {
            sendNext(chosen[at(nextFrame)] == FrameSelector.SLATE);
        }
        return new ChunkResult(renditions.stream().map(VideoRendition::finish).toList(), content);
    }

    private int at(long frame) {
        return Math.toIntExact(frame - firstFrame);
    }

    /** Takes a decoded picture; sends the frames up to the last that shows it or a lost one before it. */
    private void take(int picture, AVFrame frame, int[] chosen) {
        boolean scaled = false;
        while (nextFrame < endFrame && chosen[at(nextFrame)] <= picture) {
            int wanted = chosen[at(nextFrame)];
            // A picture that the decoder lost is replaced by the one before it, or by the next.
            boolean show = wanted == picture || (wanted != FrameSelector.SLATE && shown.isEmpty());
            if (show && !scaled) {
                show(frame);
                scaled = true;
            }
            sendNext(wanted == FrameSelector.SLATE);
        }
    }

    private void show(AVFrame frame) {
        List<AVFrame> scaled = new ArrayList<>(scalers.size());
        for (int i = 0; i < scaledFrom.length; i++) {
            AVFrame from = scaledFrom[i] == ScalingPlanner.DECODED ? frame : scaled.get(scaledFrom[i]);
            scaled.add(scalers.get(i).scale(from));
        }
        shown = scaled;
    }

    private void sendNext(boolean slate) {
        AudioChunk.checkInterrupt();
        List<AVFrame> sent = slate || shown.isEmpty() ? slates() : shown;
        for (int i = 0; i < encoded.size(); i++) {
            encoded.get(i).send(sent.get(i), nextFrame, keyframes.contains(nextFrame));
        }
        nextFrame++;
    }

    private List<AVFrame> slates() {
        if (slates.isEmpty()) {
            for (VideoRung rung : rungs) {
                AVFrame slate = Slate.frame(rung.width(), rung.height());
                slates.add(slate);
                open.push(() -> av_frame_free(slate));
            }
        }
        return slates;
    }

    @Override
    public void close() {
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
}
