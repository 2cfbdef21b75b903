package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.CodecConfig;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.VideoRung;

/**
 * One rung of a chunk: pictures in, segments out. Decode times are the grid's own: the n-th picture in
 * decode order has the time of the n-th frame. That is exact because groups of pictures are closed, and
 * continuous across chunks that were encoded apart. Not thread-safe; free with {@link #close()}.
 */
final class VideoRendition implements AutoCloseable {
    private final FrameGrid grid;
    private final RungEncoder encoder;
    private final ObjectWriter writer;
    private final Iterator<FrameGrid.Segment> upcoming;
    private FrameGrid.Segment segment;
    private long decodeFrame;
    private boolean copied;
    private final List<List<Sample>> fragments = new ArrayList<>();

    /**
     * @param segments of the chunk; none if it is shorter than a frame
     * @param device whose pictures other chunks of the rung show; null for none
     * @param choice what encodes it
     */
    VideoRendition(
            VideoRung rung,
            Hurry hurry,
            FrameGrid grid,
            List<FrameGrid.Segment> segments,
            EncoderSettings settings,
            @Nullable DeviceCoding device,
            EncoderChoice choice,
            String contentKey,
            Consumer<EncodedObject> sink) {
        this.grid = grid;
        encoder = encoder(rung, hurry, settings, device, choice);
        try {
            CodecConfig config =
                    device != null && encoder.config() instanceof AvcConfig own ? device.with(own) : encoder.config();
            TrackFormat format =
                    TrackFormat.video(rung.codec(), grid.timescale(), rung.width(), rung.height(), config.payload());
            writer = new ObjectWriter(rung.name(), config.codecs(), format, contentKey, choice.isX264(), sink);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
        upcoming = segments.iterator();
        segment = upcoming.hasNext() ? upcoming.next() : new FrameGrid.Segment(0, 0, 0, List.of());
        decodeFrame = segment.firstFrame();
    }

    private RungEncoder encoder(
            VideoRung rung,
            Hurry hurry,
            EncoderSettings settings,
            @Nullable DeviceCoding device,
            EncoderChoice choice) {
        if (rung.codec() == Codec.AV1) {
            return new SvtAv1Encoder(rung, grid.rate());
        }
        // Beside a device's pictures only x264 can stand: its parameter sets take the name that is left free.
        return device != null || choice.isX264()
                ? new X264Encoder(
                        rung,
                        hurry,
                        grid.rate(),
                        settings.encoderThreads(),
                        device == null ? 0 : device.freeIdentifier())
                : new HardwareEncoder(choice, rung, grid.rate());
    }

    void send(AVFrame picture, long frame, boolean keyframe) {
        encoder.send(picture, frame, keyframe, this::add);
    }

    /** Takes the device's pictures for the whole chunk; nothing else may be sent. */
    void copy(PassedPictures pictures) {
        copied = true;
        for (int i = 0; i < pictures.segments().size(); i++) {
            FrameGrid.Segment own = pictures.segments().get(i);
            writer.segment(
                    own.index(),
                    grid.ticks(own.firstFrame()),
                    true,
                    pictures.fragments().get(i));
        }
    }

    ChunkResult.Rendition finish() {
        if (copied) {
            return writer.result();
        }
        encoder.finish(this::add);
        if (!fragments.isEmpty() || upcoming.hasNext()) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED,
                    "The encoder gave fewer pictures than it took: %d are missing in segment %d."
                            .formatted(segment.endFrame() - decodeFrame, segment.index()));
        }
        return writer.result();
    }

    private void add(RungEncoder.Picture picture) {
        boolean wanted = segment.keyframes().contains(picture.frame());
        if (picture.sync() != wanted || (wanted && picture.frame() != decodeFrame)) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED,
                    "The encoder put a key picture elsewhere than asked: frame %d of segment %d."
                            .formatted(picture.frame(), segment.index()));
        }
        long offset = grid.ticks(picture.frame()) - grid.ticks(decodeFrame);
        Sample sample = new Sample(
                grid.ticks(decodeFrame), grid.frameTicks(), Math.toIntExact(offset), picture.sync(), picture.data());
        if (picture.sync()) {
            fragments.add(new ArrayList<>());
        }
        fragments.getLast().add(sample);
        decodeFrame++;
        if (decodeFrame == segment.endFrame()) {
            writer.segment(segment.index(), grid.ticks(segment.firstFrame()), true, fragments);
            fragments.clear();
            if (upcoming.hasNext()) {
                segment = upcoming.next();
            }
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
