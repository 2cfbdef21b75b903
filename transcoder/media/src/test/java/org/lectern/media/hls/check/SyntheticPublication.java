package org.lectern.media.hls.check;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.lectern.media.hls.IFramePlaylist;
import org.lectern.media.hls.MediaPlaylist;
import org.lectern.media.hls.MultivariantPlaylist;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.media.hls.PublishedTrack;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;

/** A publication in memory: the writers' playlists over real containers with invented pictures. */
final class SyntheticPublication implements Fetcher {
    static final URI VIEW = URI.create("memory:///pub/presenter.m3u8");
    static final URI MUTED = URI.create("memory:///pub/presenter.muted.m3u8");
    static final URI AUDIO = URI.create("memory:///pub/audio.m3u8");

    private static final Instant ORIGIN = Instant.parse("2026-11-23T08:15:00Z");
    private static final FrameRate RATE = new FrameRate(25, 1);
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SPS = HEX.parseHex("6764000cacd941419f9f016a020202800000030080000019078a14cb");
    private static final byte[] PPS = HEX.parseHex("68ebe3cb22c0");
    private static final byte[] AAC_CONFIG = HEX.parseHex("1190");
    private static final int VIDEO_TIMESCALE = 90_000;

    private record Stored(byte[] body, ObjectHeaders headers) {}

    private final Map<String, Stored> objects = new TreeMap<>();
    private final long totalUs;
    private PublishedTrack camera;
    private List<Integer> discontinuities = List.of();
    private final PublishedTrack sound;

    SyntheticPublication(long totalUs) {
        this.totalUs = totalUs;
        var video = (TrackPlan.Video)
                LadderPlanner.plan(DeviceRole.PRESENTER, SourceFormat.video(Codec.H264, 1280, 720, RATE), Grid.DEFAULT);
        var audio = (TrackPlan.Audio)
                LadderPlanner.plan(DeviceRole.MICROPHONE, SourceFormat.audio(Codec.AAC, 48_000, 2), Grid.DEFAULT);
        List<ChunkResult> cameraChunks = new ArrayList<>();
        List<ChunkResult> soundChunks = new ArrayList<>();
        for (int chunk = 0; chunk < Grid.DEFAULT.chunkCount(totalUs); chunk++) {
            int first = chunk * Grid.DEFAULT.segmentsPerChunk();
            cameraChunks.add(new ChunkResult(video.rungs().stream()
                    .map(rung -> videoChunk(rung.name(), rung.maxBitsPerSecond() * 6 / 10, first))
                    .toList()));
            soundChunks.add(new ChunkResult(audio.rungs().stream()
                    .map(rung -> audioChunk(rung.name(), rung.bitsPerSecond(), first))
                    .toList()));
        }
        camera = new PublishedTrack("presenter", "Presenter", null, video, cameraChunks);
        sound = new PublishedTrack("audio", "Lecturer", "en", audio, soundChunks);
    }

    /** Pretends that another encoder made the pictures of a chunk, and says so in all playlists. */
    void changeEncoder(int chunk) {
        int first = chunk * Grid.DEFAULT.segmentsPerChunk();
        discontinuities = List.of(first, first + Grid.DEFAULT.segmentsPerChunk());
        List<ChunkResult> chunks = new ArrayList<>(camera.chunks());
        TrackFormat other = format(HEX.parseHex("68ee3cb0"));
        byte[] init = Fmp4Writer.init(other);
        chunks.set(
                chunk,
                new ChunkResult(chunks.get(chunk).renditions().stream()
                        .map(made -> {
                            String uri = ObjectKeys.initSegment(made.name(), "bb");
                            objects.put("presenter/" + uri, new Stored(init, ObjectHeaders.immutable("video/mp4")));
                            return new ChunkResult.Rendition(
                                    made.name(), made.codecs(), made.timescale(), uri, init.length, made.segments());
                        })
                        .toList()));
        camera = new PublishedTrack("presenter", "Presenter", null, camera.plan(), chunks);
    }

    private static TrackFormat format(byte[] pps) {
        return TrackFormat.video(
                Codec.H264,
                VIDEO_TIMESCALE,
                320,
                180,
                AvcConfig.of(List.of(SPS), List.of(pps)).payload());
    }

    /** Writes all playlists over the first chunks. */
    SyntheticPublication publish(int chunks, boolean closed) {
        var video = first(camera, chunks);
        var audio = first(sound, chunks);
        for (PublishedTrack track : List.of(video, audio)) {
            for (String rendition : track.plan().renditions()) {
                var timeline = track.timeline(rendition).discontinuousAt(discontinuities);
                playlist(
                        ObjectKeys.mediaPlaylist(track.name(), rendition),
                        MediaPlaylist.write(timeline, Grid.DEFAULT, ORIGIN, closed));
                if (closed && track == video) {
                    playlist(
                            ObjectKeys.iframePlaylist(track.name(), rendition),
                            IFramePlaylist.write(timeline, Grid.DEFAULT, ORIGIN));
                }
            }
        }
        playlist("presenter.m3u8", MultivariantPlaylist.video(video, List.of(audio), Grid.DEFAULT, closed));
        playlist("presenter.muted.m3u8", MultivariantPlaylist.video(video, List.of(), Grid.DEFAULT, closed));
        playlist("audio.m3u8", MultivariantPlaylist.audio(List.of(audio), Grid.DEFAULT, closed));
        return this;
    }

    private static PublishedTrack first(PublishedTrack track, int chunks) {
        return new PublishedTrack(
                track.name(),
                track.title(),
                track.language(),
                track.plan(),
                track.chunks().subList(0, chunks));
    }

    private void playlist(String path, String text) {
        objects.put(path, new Stored(PlaylistGzip.encode(text), ObjectHeaders.growingPlaylist()));
    }

    /** Damages a playlist. */
    void editPlaylist(String path, UnaryOperator<String> edit) throws Exception {
        String before = PlaylistGzip.decode(objects.get(path).body());
        String after = edit.apply(before);
        if (after.equals(before)) {
            throw new IllegalArgumentException("The edit changes nothing in " + path);
        }
        playlist(path, after);
    }

    /** Damages the first object whose path begins so. */
    void editMedia(String prefix, UnaryOperator<byte[]> edit) {
        String path = objects.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .findFirst()
                .orElseThrow();
        Stored stored = objects.get(path);
        objects.put(path, new Stored(edit.apply(stored.body()), stored.headers()));
    }

    void serveWith(String path, ObjectHeaders headers) {
        objects.put(path, new Stored(objects.get(path).body(), headers));
    }

    @Override
    public Fetched fetch(URI uri) {
        Stored stored = objects.get(uri.getPath().substring("/pub/".length()));
        if (stored == null) {
            return new Fetched(404, Map.of(), new byte[0]);
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", stored.headers().contentType());
        String encoding = stored.headers().contentEncoding();
        if (encoding != null) {
            headers.put("content-encoding", encoding);
        }
        return new Fetched(200, headers, stored.body());
    }

    private ChunkResult.Rendition videoChunk(String name, int bitsPerSecond, int firstSegment) {
        TrackFormat format = format(PPS);
        byte[] init = init("presenter", name, format);
        List<ChunkResult.Segment> segments = new ArrayList<>();
        for (int index = firstSegment; index < end(firstSegment); index++) {
            long firstFrame = RATE.firstFrameAtOrAfter(index * 6_000_000L);
            long endFrame = RATE.firstFrameAtOrAfter(Math.min((index + 1) * 6_000_000L, totalUs));
            List<List<Sample>> fragments = new ArrayList<>();
            for (long frame = firstFrame; frame < endFrame; frame++) {
                boolean idr = (frame - firstFrame) % 50 == 0;
                if (idr) {
                    fragments.add(new ArrayList<>());
                }
                byte[] data = filled(bitsPerSecond / 8 / 25);
                data[0] = data[1] = 0;
                data[2] = (byte) (data.length - 4 >> 8);
                data[3] = (byte) (data.length - 4);
                data[4] = (byte) (idr ? 0x65 : 0x41);
                fragments.getLast().add(new Sample(frame * 3600, 3600, 0, idr, data));
            }
            var segment = Fmp4Writer.segment(index * 10 + 1, format, fragments);
            List<ChunkResult.Keyframe> keyframes = new ArrayList<>();
            for (int i = 0; i < fragments.size(); i++) {
                var range = segment.fragments().get(i);
                keyframes.add(new ChunkResult.Keyframe(
                        fragments.get(i).getFirst().pts(), range.offset(), range.firstSampleLength()));
            }
            segments.add(store(
                    "presenter",
                    name,
                    index,
                    segment.bytes(),
                    firstFrame * 3600,
                    (endFrame - firstFrame) * 3600,
                    keyframes));
        }
        return new ChunkResult.Rendition(
                name, "avc1.64000c", VIDEO_TIMESCALE, ObjectKeys.initSegment(name, "aa"), init.length, segments);
    }

    private ChunkResult.Rendition audioChunk(String name, int bitsPerSecond, int firstSegment) {
        TrackFormat format = TrackFormat.audio(Codec.AAC, 48_000, 48_000, 2, AAC_CONFIG, "eng");
        byte[] init = init("audio", name, format);
        List<ChunkResult.Segment> segments = new ArrayList<>();
        for (int index = firstSegment; index < end(firstSegment); index++) {
            long firstFrame = audioFrame(index * 6_000_000L);
            long endFrame = audioFrame(Math.min((index + 1) * 6_000_000L, totalUs));
            List<Sample> samples = new ArrayList<>();
            for (long frame = firstFrame; frame < endFrame; frame++) {
                samples.add(new Sample(frame * 1024, 1024, 0, true, filled(bitsPerSecond / 8 * 1024 / 48_000)));
            }
            byte[] bytes =
                    Fmp4Writer.segment(index + 1, format, List.of(samples)).bytes();
            segments.add(
                    store("audio", name, index, bytes, firstFrame * 1024, (endFrame - firstFrame) * 1024, List.of()));
        }
        return new ChunkResult.Rendition(
                name, "mp4a.40.2", 48_000, ObjectKeys.initSegment(name, "aa"), init.length, segments);
    }

    /** Not zeros: a fragment that ends in them counts as torn. */
    private static byte[] filled(int length) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) 0x55);
        return data;
    }

    private int end(int firstSegment) {
        return Math.min(firstSegment + 2, Grid.DEFAULT.segmentCount(totalUs));
    }

    private static long audioFrame(long us) {
        return Math.ceilDiv(us * 48_000, 1_024_000_000L);
    }

    private byte[] init(String track, String rendition, TrackFormat format) {
        byte[] init = Fmp4Writer.init(format);
        objects.put(
                track + "/" + ObjectKeys.initSegment(rendition, "aa"),
                new Stored(init, ObjectHeaders.immutable("video/mp4")));
        return init;
    }

    private ChunkResult.Segment store(
            String track,
            String rendition,
            int index,
            byte[] bytes,
            long startTicks,
            long durationTicks,
            List<ChunkResult.Keyframe> keyframes) {
        String uri = ObjectKeys.mediaSegment(rendition, index, "aa");
        objects.put(track + "/" + uri, new Stored(bytes, ObjectHeaders.immutable("video/iso.segment")));
        return new ChunkResult.Segment(index, uri, startTicks, durationTicks, bytes.length, keyframes);
    }
}
