package org.lectern.media.upload;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.PacketTimes;
import org.lectern.media.capture.StreamIntake;
import org.lectern.media.capture.StreamIntakes;
import org.lectern.media.encode.PictureTranscoder;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;

/**
 * One stream on its way from packets to source segments. Pictures whose groups are too long to be cut are
 * encoded from there on: no segment, and no chunk's decoding, grows with the file. For one thread.
 */
final class Lane implements AutoCloseable {
    private static final long LONGEST_GROUP_US = 20_000_000;
    private static final long LARGEST_GROUP_BYTES = 32L * 1024 * 1024;

    private final FileStream stream;
    private final MediaKind kind;
    private final SegmentCutter cutter;
    private final StreamIntake intake;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final boolean copied;
    private @Nullable PictureTranscoder transcoder;
    private @Nullable TrackFormat transcoded;

    Lane(FileStream stream, SegmentCutter.Sink sink) {
        this.stream = stream;
        kind = stream.isVideo() ? MediaKind.VIDEO : MediaKind.AUDIO;
        cutter = new SegmentCutter(kind, stream.rate(), sink);
        intake = StreamIntakes.ofFile(stream.stream(), stream.filters());
        copied = stream.isVideo() && stream.filters().isEmpty() && isCopiedCodec(stream.codec());
    }

    private static boolean isCopiedCodec(String codec) {
        return "h264".equals(codec) || "hevc".equals(codec);
    }

    int index() {
        return stream.stream().index();
    }

    FileStream stream() {
        return stream;
    }

    /** Where what it has cut ends, microseconds from position 0. */
    long endUs() {
        return cutter.endUs();
    }

    boolean isEmpty() {
        return cutter.isEmpty();
    }

    /** Takes a packet at times in media time; what is hidden is there for decoding only. */
    void take(AVPacket from, PacketTimes times, boolean hidden) {
        if (hidden && times.ptsUs() != MediaPacket.NO_TIME) {
            cutter.hide(times.ptsUs());
        }
        intake.take(from, times, this::cut);
    }

    private void cut(MediaPacket whole) {
        MediaPacket timed = whole.at(Math.max(0, whole.ptsUs()), Math.max(0, whole.dtsUs()));
        if (transcoder != null) {
            transcode(timed);
            return;
        }
        if (copied
                && !timed.keyframe()
                && (cutter.groupUs(timed) > LONGEST_GROUP_US || cutter.groupBytes() > LARGEST_GROUP_BYTES)) {
            for (Sample sample : cutter.takeGroup()) {
                transcode(new MediaPacket(
                        index(),
                        kind,
                        sample.data(),
                        sample.pts(),
                        sample.dts(),
                        sample.duration(),
                        sample.sync(),
                        0,
                        MediaPacket.NO_TIME,
                        timed.format()));
            }
            transcode(timed);
            return;
        }
        cutter.add(timed);
    }

    private void transcode(MediaPacket whole) {
        TrackFormat format = whole.format();
        PictureTranscoder open = transcoder;
        if (format != null && !format.equals(transcoded)) {
            if (open != null) {
                open.finish(this::encoded);
                open.close();
            }
            transcoder = open = open(format);
            transcoded = format;
        }
        if (open != null) {
            NativeBytes.packet(packet, whole.data());
            packet.flags(whole.keyframe() ? avcodec.AV_PKT_FLAG_KEY : 0);
            try {
                open.send(packet, whole.ptsUs(), this::encoded);
            } finally {
                avcodec.av_packet_unref(packet);
            }
        }
    }

    private PictureTranscoder open(TrackFormat format) {
        AVCodecParameters parameters = avcodec.avcodec_parameters_alloc();
        try {
            byte[] config = format.codecConfig();
            parameters.codec_type(avutil.AVMEDIA_TYPE_VIDEO);
            parameters.codec_id(format.codec() == Codec.H264 ? avcodec.AV_CODEC_ID_H264 : avcodec.AV_CODEC_ID_HEVC);
            parameters.width(format.width()).height(format.height());
            var extra = new BytePointer(avutil.av_mallocz(config.length + (long) avcodec.AV_INPUT_BUFFER_PADDING_SIZE));
            extra.capacity(config.length).put(config, 0, config.length);
            parameters.extradata(extra).extradata_size(config.length);
            return new PictureTranscoder(parameters, stream.rate().framesPerSecond());
        } finally {
            avcodec.avcodec_parameters_free(parameters);
        }
    }

    private void encoded(long ptsUs, long durationUs, boolean keyframe, byte[] data, TrackFormat format) {
        cutter.add(new MediaPacket(
                index(), kind, data, ptsUs, ptsUs, durationUs, keyframe, 0, MediaPacket.NO_TIME, format));
    }

    /** Lets out what is held. */
    void end() {
        intake.end(this::cut);
        PictureTranscoder open = transcoder;
        if (open != null) {
            open.finish(this::encoded);
        }
        cutter.finish();
    }

    @Override
    public void close() {
        intake.close();
        PictureTranscoder open = transcoder;
        if (open != null) {
            open.close();
        }
        avcodec.av_packet_free(packet);
    }
}
