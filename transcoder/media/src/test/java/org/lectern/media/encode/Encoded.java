package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.StandbyMerge;
import org.lectern.model.plan.TrackPlan;

/** A whole track encoded chunk by chunk, and its renditions put together again. */
final class Encoded {
    /** How far apart merging numbers the sessions of different recorders. */
    private static final int RUNS_APART = 1_000_000;

    final Map<Integer, ChunkResult> chunks = new TreeMap<>();
    final Map<String, byte[]> objects = new TreeMap<>();

    static Encoded track(TrackPlan plan, Grid grid, TestSource source, long originUs, long totalUs) {
        return track(plan, grid, source, originUs, totalUs, index -> List.of(ChunkPart.whole(plan)));
    }

    /** A track whose chunks are made in parts, one after the other. */
    static Encoded track(
            TrackPlan plan,
            Grid grid,
            TestSource source,
            long originUs,
            long totalUs,
            IntFunction<List<ChunkPart>> parts) {
        Encoded encoded = new Encoded();
        ChunkEncoder encoder = new ChunkEncoder(EncoderSettings.DEFAULT);
        // Last chunk first: each stands alone.
        for (int index = grid.chunkCount(totalUs) - 1; index >= 0; index--) {
            ChunkInput whole = chunk(plan, grid, source, originUs, totalUs, index);
            for (ChunkPart part : parts.apply(index)) {
                ChunkResult result = encoder.encode(
                        whole.of(part), source, object -> encoded.objects.put(object.uri(), object.bytes()));
                encoded.chunks.merge(index, result, (before, later) -> before.with(later, plan.renditions()));
            }
        }
        return encoded;
    }

    /** What several recorders made of one device, the one to prefer first; merged for each chunk alone. */
    static Encoded recorders(TrackPlan plan, Grid grid, List<TestSource> recorders, long originUs, long totalUs) {
        Encoded encoded = new Encoded();
        ChunkEncoder encoder = new ChunkEncoder(EncoderSettings.DEFAULT);
        SegmentSource source =
                segment -> recorders.get(segment.run() / RUNS_APART).fetch(segment);
        for (int index = grid.chunkCount(totalUs) - 1; index >= 0; index--) {
            int at = index;
            List<List<TrackEntry>> journals = recorders.stream()
                    .map(one -> chunk(plan, grid, one, originUs, totalUs, at).entries())
                    .toList();
            ChunkInput bounds = chunk(plan, grid, recorders.getFirst(), originUs, totalUs, index);
            var chunk = new ChunkInput(
                    plan, grid, bounds.startUs(), bounds.endUs(), originUs, StandbyMerge.merge(journals), "und");
            encoded.chunks.put(
                    index, encoder.encode(chunk, source, object -> encoded.objects.put(object.uri(), object.bytes())));
        }
        return encoded;
    }

    /** The chunk with the entries that the catalogue would give. */
    static ChunkInput chunk(TrackPlan plan, Grid grid, TestSource source, long originUs, long totalUs, int index) {
        long start = grid.chunkStartUs(index);
        long end = grid.chunkEndUs(index, totalUs);
        return new ChunkInput(
                plan,
                grid,
                start,
                end,
                originUs,
                source.entries().stream()
                        .filter(e -> e.endUs() - originUs > start - 2_500_000 - plan.historyUs()
                                && e.startUs() - originUs < end + 1_700_000)
                        .toList(),
                "und",
                ChunkInput.span(plan, grid, start, end, totalUs, originUs, source.entries()),
                ChunkPart.whole(plan));
    }

    List<ChunkResult.Segment> segments(String rendition) {
        return chunks.values().stream()
                .flatMap(chunk -> chunk.renditions().stream())
                .filter(r -> r.name().equals(rendition))
                .flatMap(r -> r.segments().stream())
                .toList();
    }

    ChunkResult.Rendition rendition(String rendition) {
        return chunks.values().stream()
                .flatMap(chunk -> chunk.renditions().stream())
                .filter(r -> r.name().equals(rendition))
                .findFirst()
                .orElseThrow();
    }

    byte[] bytes(String rendition) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(objects.get(rendition(rendition).initUri()));
        segments(rendition).forEach(segment -> out.writeBytes(objects.get(segment.uri())));
        return out.toByteArray();
    }

    Fmp4File file(String rendition) {
        return Fmp4Reader.read(bytes(rendition));
    }

    /** Decodes the joined rendition in one go and looks at each picture, in presentation order. */
    <T> List<T> pictures(String rendition, Function<AVFrame, T> look) {
        return pictures(file(rendition), look);
    }

    static <T> List<T> pictures(Fmp4File file, Function<AVFrame, T> look) {
        List<T> seen = new ArrayList<>();
        AVFrame frame = av_frame_alloc();
        try (VideoDecoder decoder = new VideoDecoder(file.format(), 2, 1)) {
            for (Sample sample : file.samples()) {
                decoder.send(sample, sample.pts());
                while (decoder.receive(frame)) {
                    seen.add(look.apply(frame));
                    av_frame_unref(frame);
                }
            }
            decoder.drain();
            while (decoder.receive(frame)) {
                seen.add(look.apply(frame));
                av_frame_unref(frame);
            }
        } finally {
            av_frame_free(frame);
        }
        return seen;
    }

    /** Decodes the joined rendition in one go; one array for each channel. */
    float[][] sound(String rendition) {
        Fmp4File file = file(rendition);
        float[][] joined = new float[file.format().channels()][file.samples().size() * AudioGrid.FRAME_SAMPLES];
        int at = 0;
        try (AudioDecoder decoder = new AudioDecoder(file.format())) {
            for (Sample sample : file.samples()) {
                AudioDecoder.Sound sound = decoder.decode(sample);
                for (int channel = 0; channel < joined.length; channel++) {
                    System.arraycopy(sound.samples()[channel], 0, joined[channel], at, sound.length());
                }
                at += sound.length();
            }
        }
        return joined;
    }
}
