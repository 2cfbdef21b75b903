package org.lectern.media.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;

/** Tracks as an encoder would have left them: exact grids, invented sizes. */
public final class TestTracks {
    static final Instant ORIGIN = Instant.parse("2026-11-23T08:15:00.250Z");
    private static final int KEYFRAME_BYTES = 2_000;

    private TestTracks() {}

    public static PublishedTrack camera(String name, FrameRate rate, long totalUs) {
        return video(name, DeviceRole.PRESENTER, rate, totalUs);
    }

    public static PublishedTrack slides(long totalUs) {
        return video("slides", DeviceRole.SLIDES, new FrameRate(30, 1), totalUs);
    }

    public static PublishedTrack slidesInAv1(long totalUs) {
        TrackPlan.Video h264 = plan(DeviceRole.SLIDES, new FrameRate(30, 1));
        return video("slides", LadderPlanner.withAv1(h264), totalUs);
    }

    private static TrackPlan.Video plan(DeviceRole role, FrameRate rate) {
        return (TrackPlan.Video)
                LadderPlanner.plan(role, SourceFormat.video(Codec.H264, 1920, 1080, rate), Grid.DEFAULT);
    }

    private static PublishedTrack video(String name, DeviceRole role, FrameRate rate, long totalUs) {
        return video(name, plan(role, rate), totalUs);
    }

    private static PublishedTrack video(String name, TrackPlan.Video plan, long totalUs) {
        int timescale = 90_000;
        List<ChunkResult> chunks = new ArrayList<>();
        for (int chunk = 0; chunk < Grid.DEFAULT.chunkCount(totalUs); chunk++) {
            List<ChunkResult.Rendition> renditions = new ArrayList<>();
            for (var rung : plan.rungs()) {
                List<ChunkResult.Segment> segments = new ArrayList<>();
                for (int index = chunk * 2;
                        index < Math.min(chunk * 2 + 2, Grid.DEFAULT.segmentCount(totalUs));
                        index++) {
                    long start = videoTicks(plan.frameRate(), index * 6_000_000L);
                    long end = videoTicks(plan.frameRate(), Math.min((index + 1) * 6_000_000L, totalUs));
                    int bytes = (int) ((end - start) * rung.maxBitsPerSecond() * 9 / 10 / 8 / timescale);
                    List<ChunkResult.Keyframe> keyframes = new ArrayList<>();
                    for (long at = index * 6_000_000L;
                            at < Math.min((index + 1) * 6_000_000L, totalUs);
                            at += plan.keyframeIntervalUs()) {
                        keyframes.add(new ChunkResult.Keyframe(
                                videoTicks(plan.frameRate(), at), keyframes.size() * 10_000, KEYFRAME_BYTES));
                    }
                    segments.add(new ChunkResult.Segment(
                            index,
                            "%s/%06d-aa.m4s".formatted(rung.name(), index),
                            start,
                            end - start,
                            bytes,
                            keyframes));
                }
                renditions.add(new ChunkResult.Rendition(
                        rung.name(),
                        rung.codec() == Codec.AV1 ? "av01.0.08M.08" : "avc1.64001f",
                        timescale,
                        rung.name() + "/init-aa.mp4",
                        700,
                        segments));
            }
            chunks.add(new ChunkResult(renditions));
        }
        return new PublishedTrack(name, name, null, plan, chunks);
    }

    private static long videoTicks(FrameRate rate, long us) {
        return rate.firstFrameAtOrAfter(us) * 90_000 * rate.denominator() / rate.numerator();
    }

    public static PublishedTrack audio(String name, String title, String language, long totalUs) {
        var plan = (TrackPlan.Audio)
                LadderPlanner.plan(DeviceRole.MICROPHONE, SourceFormat.audio(Codec.AAC, 44_100, 1), Grid.DEFAULT);
        List<ChunkResult> chunks = new ArrayList<>();
        for (int chunk = 0; chunk < Grid.DEFAULT.chunkCount(totalUs); chunk++) {
            List<ChunkResult.Rendition> renditions = new ArrayList<>();
            for (var rung : plan.rungs()) {
                List<ChunkResult.Segment> segments = new ArrayList<>();
                for (int index = chunk * 2;
                        index < Math.min(chunk * 2 + 2, Grid.DEFAULT.segmentCount(totalUs));
                        index++) {
                    long start = audioTicks(index * 6_000_000L);
                    long end = audioTicks(Math.min((index + 1) * 6_000_000L, totalUs));
                    segments.add(new ChunkResult.Segment(
                            index,
                            "%s/%06d-aa.m4s".formatted(rung.name(), index),
                            start,
                            end - start,
                            (int) ((end - start) * rung.bitsPerSecond() / 8 / 48_000),
                            List.of()));
                }
                renditions.add(new ChunkResult.Rendition(
                        rung.name(), "mp4a.40.2", 48_000, rung.name() + "/init-aa.mp4", 600, segments));
            }
            chunks.add(new ChunkResult(renditions));
        }
        return new PublishedTrack(name, title, language, plan, chunks);
    }

    private static long audioTicks(long us) {
        return Math.ceilDiv(us * 48_000, 1_024_000_000L) * 1024;
    }
}
