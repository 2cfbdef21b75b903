package org.lectern.onebox.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.lectern.classroom.picture.Canvas;
import org.lectern.classroom.picture.Grain;
import org.lectern.classroom.picture.Scene;
import org.lectern.media.encode.LiveVideoEncoder;
import org.lectern.media.encode.SegmentSource;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.PictureCoding;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;

/**
 * A lecture as a camera delivers it, 1080p30 with a little grain and a key picture every two seconds:
 * once as source segments, as the recorder keeps them, and once as one file for FFmpeg.
 */
final class LectureClip implements SegmentSource {
    static final FrameRate RATE = new FrameRate(30, 1);
    static final int WIDTH = 1920;
    static final int HEIGHT = 1080;

    private static final int BITS_PER_SECOND = 8_000_000;
    private static final int GRAIN = 12;
    private static final int KEYFRAME_FRAMES = 60;
    private static final int SEGMENT_FRAMES = 180;
    private static final int TIMESCALE = 1_000_000;

    private final List<TrackEntry> entries = new ArrayList<>();
    private final List<byte[]> segments = new ArrayList<>();
    private final int frames;

    /**
     * Films, which takes about as long as it shows; the file is written at once. Behind the last picture
     * stands one more, a key picture: the camera goes on.
     */
    LectureClip(int seconds, Path file) throws IOException {
        frames = seconds * RATE.numerator() / RATE.denominator();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List<Sample> samples = new ArrayList<>();
        var canvas = new Canvas(WIDTH, HEIGHT);
        var grain = new Grain(GRAIN);
        Scene scene = Scene.presenter(canvas);
        try (var encoder = new LiveVideoEncoder(WIDTH, HEIGHT, RATE, BITS_PER_SECOND)) {
            TrackFormat format = TrackFormat.video(
                    Codec.H264, TIMESCALE, WIDTH, HEIGHT, encoder.config().payload());
            whole.writeBytes(Fmp4Writer.init(format));
            for (int i = 0; i <= frames; i++) {
                scene.draw(RATE.positionUs(i) / 1000);
                grain.roughen(canvas.bgr());
                boolean keyframe = i % KEYFRAME_FRAMES == 0;
                samples.add(sample(i, keyframe, encoder.encode(canvas.bgr(), keyframe)));
                if (samples.size() == SEGMENT_FRAMES || i == frames) {
                    seal(format, samples, whole);
                    samples.clear();
                }
            }
        }
        Files.write(file, whole.toByteArray());
    }

    private static Sample sample(int frame, boolean keyframe, List<byte[]> units) {
        List<byte[]> slices = units.stream()
                .filter(unit ->
                        NalUnits.h264Type(unit) == NalUnits.H264_SLICE || NalUnits.h264Type(unit) == NalUnits.H264_IDR)
                .toList();
        long us = RATE.positionUs(frame);
        int length = (int) (RATE.positionUs(frame + 1) - us);
        return new Sample(us, length, 0, keyframe, NalUnits.joinLengthPrefixed(slices));
    }

    private void seal(TrackFormat format, List<Sample> samples, ByteArrayOutputStream whole) {
        int sequence = segments.size();
        byte[] fragment = Fmp4Writer.fragment(sequence + 1, format, samples);
        whole.writeBytes(fragment);
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        own.writeBytes(Fmp4Writer.init(format));
        own.writeBytes(fragment);
        segments.add(own.toByteArray());
        long startUs = samples.getFirst().pts();
        long endUs = samples.getLast().pts() + samples.getLast().duration();
        entries.add(new TrackEntry.Segment(
                sequence,
                startUs,
                endUs,
                0,
                startUs,
                endUs,
                Instant.EPOCH,
                format(),
                "bench/%d".formatted(sequence),
                own.size(),
                Integer.toString(sequence),
                samples.size(),
                new PictureCoding(
                        Base64.getEncoder().encodeToString(format.codecConfig()),
                        samples.stream().filter(Sample::sync).map(Sample::pts).toList())));
    }

    SourceFormat format() {
        return SourceFormat.video(Codec.H264, WIDTH, HEIGHT, RATE);
    }

    TrackEntry.Segment first() {
        return (TrackEntry.Segment) entries.getFirst();
    }

    List<TrackEntry> entries() {
        return entries;
    }

    /** Pictures of the clip, without the one behind it. */
    int frames() {
        return frames;
    }

    long lengthUs() {
        return RATE.positionUs(frames);
    }

    @Override
    public byte[] fetch(TrackEntry.Segment segment) {
        return segments.get(segment.sequence());
    }
}
