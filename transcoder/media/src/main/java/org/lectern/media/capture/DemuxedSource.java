package org.lectern.media.capture;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVProgram;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.model.DeviceUrl;
import org.lectern.model.LecternException;

/** A session through one of FFmpeg's demuxers: whatever is not RTSP. Its streams share a clock. */
final class DemuxedSource implements MediaSource {
    // A coder's first decode times may lie before 0, which MP4 cannot say.
    private static final long BIAS_US = 10_000_000;
    private static final String FLV = "flv";
    // A segment may be late by half its length, and is asked for once in its length (RFC 8216, 6.2.2 and 6.3.4).
    private static final int SILENT_SEGMENTS = 3;

    private final DeviceUrl url;
    private final Interrupt interrupt;
    private final AVFormatContext context;
    private final @Nullable HlsGuard guard;
    private final Duration packetTimeout;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final SizeTPointer sideDataSize = new SizeTPointer(1);
    private final AVRational microseconds = new AVRational().num(1).den(1_000_000);
    private final List<StreamIntake> streams = new ArrayList<>();
    private final ArrayDeque<MediaPacket> ready = new ArrayDeque<>();
    private final @Nullable Pacer pacer;
    private final boolean flv;
    private long biasUs = MediaPacket.NO_TIME;
    private @Nullable LecternException end;

    /**
     * A device that answers.
     *
     * @param packetTimeout how long it may be silent
     * @param pacer for what comes faster than it was recorded
     */
    private record Connection(
            AVFormatContext context,
            @Nullable HlsGuard guard,
            Duration packetTimeout,
            @Nullable Pacer pacer) {}

    private DemuxedSource(DeviceUrl url, Interrupt interrupt, Connection connection) {
        this.url = url;
        this.interrupt = interrupt;
        this.context = connection.context;
        this.guard = connection.guard;
        this.packetTimeout = connection.packetTimeout;
        this.pacer = connection.pacer;
        this.flv = FLV.equals(context.iformat().name().getString());
    }

    static DemuxedSource open(DeviceUrl url, SourceSettings settings, Interrupt interrupt) {
        var source = new DemuxedSource(url, interrupt, connect(url, settings, interrupt));
        try {
            int result = avformat.avformat_find_stream_info(source.context, (AVDictionary) null);
            if (result < 0) {
                throw failure(result, SourceFailure.Phase.OPENING, url, interrupt, source.guard);
            }
            source.learnStreams();
            MediaSource.requireSomethingToRecord(url, source.streams());
            interrupt.extend(source.packetTimeout);
            return source;
        } catch (Throwable e) {
            source.close();
            throw e;
        }
    }

    /** Files come at once, and HLS a segment at a time. */
    private static boolean isPaced(DeviceUrl url) {
        return "file".equals(url.scheme()) || url.scheme().startsWith("http");
    }

    private static Connection connect(DeviceUrl url, SourceSettings settings, Interrupt interrupt) {
        Ffmpeg.start();
        Ffmpeg.hide(url.secrets());
        interrupt.extend(settings.connectTimeout());
        List<InetAddress> checked = settings.policy().check(url);
        Duration first = settings.connectTimeout().dividedBy(2);
        SourceOptions how = SourceOptions.of(url, settings);
        how.options().putAll(DeviceTrust.options(url, first));
        boolean hls = url.scheme().startsWith("http");
        Duration silence = settings.packetTimeout();
        if (hls) {
            Duration segments = HlsPlaylists.check(url, settings, first).multipliedBy(SILENT_SEGMENTS);
            silence = segments.compareTo(silence) > 0 ? segments : silence;
        }
        if (url.isLocal() && !"file".equals(url.scheme())) {
            LocalDevices.require(url);
        }
        AVInputFormat demuxer = how.demuxer() == null ? null : avformat.av_find_input_format(how.demuxer());
        AVFormatContext context = avformat.avformat_alloc_context();
        interrupt.attachTo(context);
        HlsGuard guard = hls ? new HlsGuard(url, settings.policy(), interrupt, context) : null;
        AVDictionary options = new AVDictionary(null);
        how.options().forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
        String address = SourceOptions.address(url, checked);
        int result = avformat.avformat_open_input(context, address, demuxer, options);
        avutil.av_dict_free(options);
        if (result < 0) {
            // FFmpeg has freed the context.
            if (guard != null) {
                guard.close();
            }
            throw failure(result, SourceFailure.Phase.CONNECTING, url, interrupt, guard);
        }
        return new Connection(context, guard, silence, isPaced(url) ? new Pacer(interrupt, settings.pace()) : null);
    }

    private static LecternException failure(
            int error, SourceFailure.Phase phase, DeviceUrl url, Interrupt interrupt, @Nullable HlsGuard guard) {
        LecternException refused = guard == null ? null : guard.refused();
        return refused != null ? refused : SourceFailure.of(error, phase, url, interrupt);
    }

    private void learnStreams() {
        while (streams.size() < context.nb_streams()) {
            streams.add(StreamIntakes.of(context.streams(streams.size())));
        }
    }

    @Override
    public List<SourceStream> streams() {
        return streams.stream()
                .map(StreamIntake::stream)
                .filter(stream -> !stream.codecName().isEmpty())
                .toList();
    }

    @Override
    public int clockOf(int stream) {
        return 0;
    }

    @Override
    public boolean offers(int stream) {
        return flv ? !isReplaced(stream) : context.nb_programs() == 0 || isInAProgram(stream);
    }

    /** FLV carries one stream of each kind in each of its tracks: another codec begins another stream. */
    private boolean isReplaced(int index) {
        AVStream stream = context.streams(index);
        for (int i = index + 1; i < context.nb_streams(); i++) {
            AVStream later = context.streams(i);
            if (later.id() == stream.id()
                    && later.codecpar().codec_type() == stream.codecpar().codec_type()) {
                return true;
            }
        }
        return false;
    }

    /** MPEG-TS tells anew which streams its programs have (ISO/IEC 13818-1, 2.4.4). */
    private boolean isInAProgram(int index) {
        for (int i = 0; i < context.nb_programs(); i++) {
            AVProgram program = context.programs(i);
            for (int j = 0; j < program.nb_stream_indexes(); j++) {
                if (program.stream_index().get(j) == index) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public MediaPacket read() {
        while (ready.isEmpty()) {
            if (end != null) {
                throw end;
            }
            int result = avformat.av_read_frame(context, packet);
            if (result == avutil.AVERROR_EAGAIN() && !interrupt.hasFired()) {
                continue;
            }
            if (result < 0) {
                end = failure(result, SourceFailure.Phase.READING, url, interrupt, guard);
                streams.forEach(stream -> stream.end(this::give));
                continue;
            }
            try {
                take();
            } finally {
                avcodec.av_packet_unref(packet);
            }
        }
        MediaPacket next = ready.remove();
        return pacer == null ? next : next.received(pacer.await(next.ptsUs(), packetTimeout));
    }

    private void take() {
        long nanos = System.nanoTime();
        learnStreams();
        StreamIntake intake = intake(packet.stream_index());
        if (!intake.isRecordable() || packet.size() <= 0) {
            return;
        }
        interrupt.extend(packetTimeout);
        AVRational timeBase = context.streams(packet.stream_index()).time_base();
        long durationUs = packet.duration() <= 0 ? 0 : avutil.av_rescale_q(packet.duration(), timeBase, microseconds);
        intake.take(
                packet,
                PacketTimes.of(
                        us(packet.pts(), timeBase), us(packet.dts(), timeBase), durationUs, nanos, deviceWallUs()),
                this::give);
    }

    /** What takes a stream; a stream may begin to carry another codec. */
    private StreamIntake intake(int index) {
        StreamIntake known = streams.get(index);
        AVStream stream = context.streams(index);
        if (known.codecId() == stream.codecpar().codec_id()) {
            return known;
        }
        known.end(this::give);
        known.close();
        StreamIntake now = StreamIntakes.of(stream);
        streams.set(index, now);
        return now;
    }

    private void give(MediaPacket whole) {
        ready.add(biased(whole, whole.ptsUs(), whole.dtsUs()));
    }

    private MediaPacket biased(MediaPacket p, long ptsUs, long dtsUs) {
        if (biasUs == MediaPacket.NO_TIME) {
            biasUs = dtsUs < BIAS_US ? BIAS_US : 0;
        }
        return p.at(Math.max(0, ptsUs + biasUs), Math.max(0, dtsUs + biasUs));
    }

    private long us(long ticks, AVRational timeBase) {
        return ticks == avutil.AV_NOPTS_VALUE
                ? MediaPacket.NO_TIME
                : avutil.av_rescale_q(ticks, timeBase, microseconds);
    }

    /** The RTP demuxer gives each packet its wall time once a sender report has come (RFC 3550, 6.4.1). */
    private long deviceWallUs() {
        if (packet.side_data_elems() == 0) {
            return MediaPacket.NO_TIME;
        }
        BytePointer data = avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_PRFT, sideDataSize);
        return data == null || data.isNull() || sideDataSize.get() < Long.BYTES ? MediaPacket.NO_TIME : data.getLong();
    }

    @Override
    public void close() {
        // The end of a session says goodbye on the network, which must not block either.
        interrupt.extend(Duration.ofSeconds(1));
        streams.forEach(StreamIntake::close);
        avformat.avformat_close_input(context);
        if (guard != null) {
            guard.close();
        }
        avcodec.av_packet_free(packet);
        sideDataSize.close();
        microseconds.close();
    }
}
