package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lectern.media.loudness.Blocks;
import org.lectern.media.loudness.Level;
import org.lectern.media.loudness.LevelCurve;
import org.lectern.media.loudness.LevelPlanner;
import org.lectern.media.loudness.PeakLimiter;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Loudness;
import org.lectern.model.plan.TrackPlan;

/**
 * Encodes one audio chunk. The encoder hears some frames before and after the chunk, which are dropped
 * by their index on the publication's grid: the seam is that of one encoder that never stopped.
 */
final class AudioChunk {
    /** Enough for the encoder's rate control to forget how it began. */
    private static final int LEAD_IN_FRAMES = 8;
    /**
     * The lead-in begins softly: a loud click as the first thing heard would set the encoder's bit
     * allocation for seconds.
     */
    private static final int SILENT_FRAMES = 2;

    private static final int RISING_FRAMES = 4;

    /** The encoder looks one frame ahead and holds one back. */
    private static final int LEAD_OUT_FRAMES = 2;

    /** Besides, what the limiter remembers, and what it looks ahead; together less than what is known. */
    private static final int LIMITER_BEFORE_FRAMES = 12;

    private static final int LIMITER_BEHIND_FRAMES = 1;

    /** Whatever the rungs have, two channels are looked at: only then is seen what one of them lacks. */
    private static final int SOURCE_CHANNELS = 2;

    private final ChunkInput chunk;
    private final TrackPlan.Audio plan;
    private final SoundMeter meter;
    private final AudioGrid grid;
    private final List<AudioGrid.Segment> segments;
    private final String contentKey;
    private final Consumer<EncodedObject> sink;

    AudioChunk(
            ChunkInput chunk, TrackPlan.Audio plan, SoundMeter meter, String contentKey, Consumer<EncodedObject> sink) {
        this.chunk = chunk;
        this.plan = plan;
        this.meter = meter;
        this.grid = new AudioGrid(plan.sampleRate(), chunk.grid());
        this.segments = grid.segments(chunk);
        this.contentKey = contentKey;
        this.sink = sink;
    }

    ChunkResult encode(ChunkScene scene, SegmentSource source) {
        long firstFrame = segments.isEmpty() ? 0 : segments.getFirst().firstFrame() - LEAD_IN_FRAMES;
        long endFrame = segments.isEmpty() ? 0 : segments.getLast().endFrame() + LEAD_OUT_FRAMES;
        float[][] sound = sound(scene, source, firstFrame, endFrame);
        List<ChunkResult.Rendition> renditions = new ArrayList<>();
        for (AudioRung rung : plan.rungs()) {
            if (chunk.part().renditions().contains(rung.name())) {
                renditions.add(encode(rung, in(sound, plan.channels(rung)), firstFrame, endFrame));
            }
        }
        return new ChunkResult(List.copyOf(renditions));
    }

    private float[][] sound(ChunkScene scene, SegmentSource source, long firstFrame, long endFrame) {
        int before = LIMITER_BEFORE_FRAMES * AudioGrid.FRAME_SAMPLES;
        int behind = LIMITER_BEHIND_FRAMES * AudioGrid.FRAME_SAMPLES;
        long firstSample = firstFrame * AudioGrid.FRAME_SAMPLES - before;
        int count = Math.toIntExact((endFrame - firstFrame) * AudioGrid.FRAME_SAMPLES);
        long endSample = firstSample + before + count + behind;
        SoundCanvas canvas = new SoundCanvas(firstSample, before + count + behind, SOURCE_CHANNELS, plan.sampleRate());
        List<LoadedSegment> loaded = LoadedSegment.load(scene, source, MediaKind.AUDIO);
        try (SoundReader reader =
                new SoundReader(chunk.originUs(), plan.sampleRate(), SOURCE_CHANNELS, firstSample, endSample)) {
            canvas.put(reader.read(loaded));
        }
        float[][] sound = canvas.output();
        if (plan.isTreated()) {
            treat(sound, firstSample, scene, source);
        }
        float[][] heard = new float[SOURCE_CHANNELS][];
        for (int channel = 0; channel < SOURCE_CHANNELS; channel++) {
            heard[channel] = Arrays.copyOfRange(sound[channel], before, before + count);
        }
        fadeIn(heard);
        return heard;
    }

    private void treat(float[][] sound, long firstSample, ChunkScene scene, SegmentSource source) {
        long segmentUs = chunk.grid().segmentUs();
        Blocks blocks = meter.measure(
                scene.measured(), source, chunk.originUs(), chunk.startUs() - LevelPlanner.HISTORY_US, chunk.endUs());
        Loudness loudness = plan.loudness();
        var planner = new LevelPlanner(blocks, loudness, plan.repairChannels(), segmentUs, chunk.endUs());
        List<Level> levels = IntStream.rangeClosed(chunk.firstSegment(), chunk.firstSegment() + chunk.segmentCount())
                .mapToObj(planner::at)
                .toList();
        new LevelCurve(chunk.firstSegment(), levels, segmentUs).apply(sound, firstSample, plan.sampleRate());
        if (loudness != null) {
            PeakLimiter.limit(sound, plan.sampleRate(), loudness.peakDbtp());
        }
    }

    /** The sound in the channels of a rung. */
    private static float[][] in(float[][] sound, int channels) {
        return new AudioDecoder.Sound(0, sound).in(channels);
    }

    private static void fadeIn(float[][] sound) {
        int silent = SILENT_FRAMES * AudioGrid.FRAME_SAMPLES;
        int rising = RISING_FRAMES * AudioGrid.FRAME_SAMPLES;
        for (float[] channel : sound) {
            for (int i = 0; i < silent + rising && i < channel.length; i++) {
                double phase = Math.max(0, (double) (i - silent) / rising);
                channel[i] *= (float) (0.5 - 0.5 * Math.cos(Math.PI * phase));
            }
        }
    }

    private ChunkResult.Rendition encode(AudioRung rung, float[][] sound, long firstFrame, long endFrame) {
        int channels = plan.channels(rung);
        AacConfig config = AacConfig.lowComplexity(plan.sampleRate(), channels);
        TrackFormat format = TrackFormat.audio(
                Codec.AAC, plan.sampleRate(), plan.sampleRate(), channels, config.bytes(), chunk.language());
        ObjectWriter writer = new ObjectWriter(rung.name(), config.codecs(), format, contentKey, sink);
        if (segments.isEmpty()) {
            return writer.result();
        }
        long wantedFrom = segments.getFirst().firstFrame();
        long wantedTo = segments.getLast().endFrame();
        List<Sample> samples = new ArrayList<>();
        AacEncoder.Receiver keep = (index, data) -> {
            if (index >= wantedFrom && index < wantedTo) {
                samples.add(new Sample(index * AudioGrid.FRAME_SAMPLES, AudioGrid.FRAME_SAMPLES, 0, true, data));
            }
        };
        try (AacEncoder encoder = new AacEncoder(plan.sampleRate(), channels, rung.bitsPerSecond(), rung.bandHz())) {
            for (long frame = firstFrame; frame < endFrame; frame++) {
                checkInterrupt();
                int offset = Math.toIntExact((frame - firstFrame) * AudioGrid.FRAME_SAMPLES);
                encoder.send(frame, sound, offset, keep);
            }
            encoder.finish(keep);
        }
        if (samples.size() != wantedTo - wantedFrom) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED,
                    "The AAC encoder gave %d frames instead of %d.".formatted(samples.size(), wantedTo - wantedFrom));
        }
        for (AudioGrid.Segment segment : segments) {
            writer.segment(
                    segment.index(),
                    segment.firstFrame() * AudioGrid.FRAME_SAMPLES,
                    false,
                    List.of(samples.subList(
                            (int) (segment.firstFrame() - wantedFrom), (int) (segment.endFrame() - wantedFrom))));
        }
        return writer.result();
    }

    static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new LecternException(ErrorCode.ENCODER_FAILED, "Encoding was interrupted.");
        }
    }
}
