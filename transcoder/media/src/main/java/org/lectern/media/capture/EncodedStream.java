package org.lectern.media.capture;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.lectern.media.encode.CaptureTranscoder;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.TrackFormat;

/**
 * Encodes a stream whose codec source segments do not hold. What comes out was received, and captured
 * by the device's clock, when what it was made of was: the encoder's delay moves nothing.
 */
final class EncodedStream implements StreamIntake {
    private static final int MOST_ARRIVALS = 256;

    private final SourceStream stream;
    private final int codecId;
    private final CaptureTranscoder transcoder;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final TreeMap<Long, PacketTimes> arrivals = new TreeMap<>();

    EncodedStream(SourceStream stream, int codecId, CaptureTranscoder transcoder) {
        this.stream = stream;
        this.codecId = codecId;
        this.transcoder = transcoder;
    }

    @Override
    public SourceStream stream() {
        return stream;
    }

    @Override
    public int codecId() {
        return codecId;
    }

    @Override
    public boolean isRecordable() {
        return true;
    }

    @Override
    public void take(AVPacket packet, PacketTimes times, Consumer<MediaPacket> out) {
        if (times.ptsUs() != MediaPacket.NO_TIME) {
            arrivals.put(times.ptsUs(), times);
            if (arrivals.size() > MOST_ARRIVALS) {
                arrivals.pollFirstEntry();
            }
        }
        transcoder.send(packet, times.ptsUs(), receiver(out));
    }

    @Override
    public void take(byte[] unit, int length, PacketTimes times, Consumer<MediaPacket> out) {
        NativeBytes.packet(packet, Arrays.copyOf(unit, length));
        try {
            take(packet, times, out);
        } finally {
            avcodec.av_packet_unref(packet);
        }
    }

    private CaptureTranscoder.Receiver receiver(Consumer<MediaPacket> out) {
        return (ptsUs, durationUs, keyframe, data, format) ->
                out.accept(packet(ptsUs, durationUs, keyframe, data, format));
    }

    private MediaPacket packet(long ptsUs, long durationUs, boolean keyframe, byte[] data, TrackFormat format) {
        Map.Entry<Long, PacketTimes> from = arrivals.floorEntry(ptsUs);
        from = from == null ? arrivals.firstEntry() : from;
        PacketTimes times = from.getValue();
        long laterUs = ptsUs - from.getKey();
        boolean told = times.deviceWallUs() != MediaPacket.NO_TIME;
        return new MediaPacket(
                stream.index(),
                stream.kind(),
                data,
                ptsUs,
                ptsUs,
                durationUs,
                keyframe,
                times.receivedNanos() + laterUs * 1000,
                told ? times.deviceWallUs() + laterUs : MediaPacket.NO_TIME,
                format);
    }

    @Override
    public void end(Consumer<MediaPacket> out) {
        transcoder.finish(receiver(out));
    }

    @Override
    public void close() {
        transcoder.close();
        avcodec.av_packet_free(packet);
    }
}
