package org.lectern.media.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;

/** Takes the packets of a stream as they are: H.264, H.265 and AAC. */
final class CopiedStream implements StreamIntake {
    private static final long FRAME_US = 40_000;
    private static final int MOST_HELD = 64;
    private static final int AAC_FRAME_SAMPLES = 1024;

    private final SourceStream stream;
    private final int codecId;
    private Bitstream bitstream;
    private final SizeTPointer headerSize = new SizeTPointer(1);
    private final DecodeTimes decodeTimes;
    private final CountedTimes counted = new CountedTimes();
    private byte[] scratch = new byte[64 * 1024];
    // The picture whose slices may not be complete: FFmpeg hands over some key pictures in two packets.
    private @Nullable MediaPacket picture;
    // Packets whose time is not known yet: the first key picture of RTSP may have none.
    private final List<MediaPacket> untimed = new ArrayList<>();

    CopiedStream(SourceStream stream, int codecId, Bitstream bitstream) {
        this.stream = stream;
        this.codecId = codecId;
        this.bitstream = bitstream;
        this.decodeTimes = new DecodeTimes(stream.framesPerSecond());
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
        takeHeader(packet, out);
        int size = packet.size();
        if (scratch.length < size) {
            scratch = new byte[Integer.highestOneBit(size) * 2];
        }
        packet.data().get(scratch, 0, size);
        boolean marked = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
        take(scratch, size, marked, stream.codec() == Codec.AAC ? counted(packet, times) : times, out);
    }

    private PacketTimes counted(AVPacket packet, PacketTimes times) {
        if (times.durationUs() > 0) {
            return times;
        }
        TrackFormat format = bitstream.format();
        double frameUs = format == null ? 0 : AAC_FRAME_SAMPLES * 1e6 / format.sampleRate();
        BytePointer first = avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_MPEGTS_STREAM_ID, headerSize);
        return counted.of(times, first != null && !first.isNull(), frameUs);
    }

    @Override
    public void take(byte[] unit, int length, PacketTimes times, Consumer<MediaPacket> out) {
        take(unit, length, false, times, out);
    }

    private void take(byte[] unit, int length, boolean marked, PacketTimes times, Consumer<MediaPacket> out) {
        byte[] data = bitstream.convert(unit, length);
        if (data.length == 0) {
            return;
        }
        var taken = new MediaPacket(
                stream.index(),
                stream.kind(),
                data,
                times.ptsUs(),
                times.dtsUs(),
                times.durationUs(),
                marked || bitstream.isKeyframe(),
                times.receivedNanos(),
                times.deviceWallUs(),
                bitstream.format());
        MediaPacket before = picture;
        if (before != null && bitstream.isContinuation() && before.isWith(taken)) {
            picture = before.with(taken);
            return;
        }
        end(out);
        picture = taken;
        if (taken.kind() == MediaKind.AUDIO) {
            end(out);
        }
    }

    /** FLV and its like announce other parameters beside the packet. */
    private void takeHeader(AVPacket packet, Consumer<MediaPacket> out) {
        if (packet.side_data_elems() == 0) {
            return;
        }
        BytePointer data = avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_NEW_EXTRADATA, headerSize);
        if (data == null || data.isNull() || headerSize.get() <= 0) {
            return;
        }
        byte[] header = new byte[(int) headerSize.get()];
        data.capacity(header.length).get(header);
        Bitstream now = Bitstreams.of(codecId, header);
        if (now != null) {
            end(out);
            bitstream = now;
        }
    }

    /** Hands over the picture that is whole now. */
    @Override
    public void end(Consumer<MediaPacket> out) {
        MediaPacket whole = picture;
        picture = null;
        if (whole == null) {
            return;
        }
        if (whole.dtsUs() == MediaPacket.NO_TIME && whole.ptsUs() != MediaPacket.NO_TIME) {
            out.accept(whole.at(whole.ptsUs(), decodeTimes.of(whole.ptsUs(), bitstream.reorderedPictures())));
            return;
        }
        if (whole.dtsUs() == MediaPacket.NO_TIME) {
            if (untimed.size() < MOST_HELD) {
                untimed.add(whole);
            }
            return;
        }
        releaseUntimed(whole, out);
        out.accept(whole);
    }

    /** Gives the packets before the first known time the places that lead up to it. */
    private void releaseUntimed(MediaPacket timed, Consumer<MediaPacket> out) {
        if (untimed.isEmpty()) {
            return;
        }
        double rate = stream.framesPerSecond();
        long step = timed.durationUs() > 0 ? timed.durationUs() : rate > 0 ? Math.round(1e6 / rate) : FRAME_US;
        for (int i = 0; i < untimed.size(); i++) {
            long before = step * (untimed.size() - i);
            out.accept(untimed.get(i).at(timed.ptsUs() - before, timed.dtsUs() - before));
        }
        untimed.clear();
    }

    @Override
    public void close() {
        headerSize.close();
    }
}
