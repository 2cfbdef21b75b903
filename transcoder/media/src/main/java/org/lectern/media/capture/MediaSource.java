package org.lectern.media.capture;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
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
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/**
 * One session with a device: packets over FFmpeg's packet API, decoded only where their codec cannot
 * be recorded. For one platform thread; other threads end it through its {@link Interrupt}, which the caller owns. All errors are
 * {@link LecternException}s with a {@code DEVICE_…} code or {@code CODEC_UNSUPPORTED}.
 */
public final class MediaSource implements AutoCloseable {
    // A coder's first decode times may lie before 0, which MP4 cannot say.
    private static final long BIAS_US = 10_000_000;

    private final DeviceUrl url;
    private final SourceSettings settings;
    private final Interrupt interrupt;
    private final AVFormatContext context;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final SizeTPointer sideDataSize = new SizeTPointer(1);
    private final AVRational microseconds = new AVRational().num(1).den(1_000_000);
    private final List<StreamIntake> streams = new ArrayList<>();
    private final ArrayDeque<MediaPacket> ready = new ArrayDeque<>();
    private final @Nullable Pacer pacer;
    private long biasUs = MediaPacket.NO_TIME;
    private @Nullable LecternException end;

    private MediaSource(
            DeviceUrl url, SourceSettings settings, Interrupt interrupt, AVFormatContext context, boolean paced) {
        this.url = url;
        this.settings = settings;
        this.interrupt = interrupt;
        this.context = context;
        this.pacer = paced ? new Pacer(interrupt) : null;
    }

    /**
     * Opens a session and waits until its streams are known.
     *
     * @param only null for all streams; RTSP delivers one kind in one session
     * @throws LecternException if it cannot be opened, or offers nothing that can be recorded
     */
    public static MediaSource open(
            DeviceUrl url, @Nullable MediaKind only, SourceSettings settings, Interrupt interrupt) {
        AVFormatContext context = connect(url, only, false, settings, interrupt);
        var source = new MediaSource(url, settings, interrupt, context, isPaced(url));
        try {
            int result = avformat.avformat_find_stream_info(context, (AVDictionary) null);
            if (result < 0) {
                throw SourceFailure.of(result, SourceFailure.Phase.OPENING, url, interrupt);
            }
            source.learnStreams();
            source.requireSomethingToRecord(only);
            interrupt.extend(settings.packetTimeout());
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

    /**
     * Asks an RTSP device what it offers, without starting it.
     *
     * @return its streams of video and sound, recordable or not
     */
    public static List<SourceStream> describe(DeviceUrl url, SourceSettings settings, Interrupt interrupt) {
        AVFormatContext context = connect(url, null, true, settings, interrupt);
        try (var source = new MediaSource(url, settings, interrupt, context, false)) {
            source.learnStreams();
            return source.streams();
        }
    }

    private static AVFormatContext connect(
            DeviceUrl url,
            @Nullable MediaKind only,
            boolean describeOnly,
            SourceSettings settings,
            Interrupt interrupt) {
        Ffmpeg.start();
        interrupt.extend(settings.connectTimeout());
        List<InetAddress> checked = settings.policy().check(url);
        Duration first = settings.connectTimeout().dividedBy(2);
        SourceOptions how = SourceOptions.of(url, only, describeOnly, settings);
        how.options().putAll(DeviceTrust.options(url, first));
        if (describeOnly && "rtsp".equals(url.scheme()) && !checked.isEmpty()) {
            Redirects.refuse(url, checked.getFirst(), first.dividedBy(2));
        }
        if (url.scheme().startsWith("http")) {
            HlsPlaylists.check(url, settings, first);
        }
        if (url.isLocal() && !"file".equals(url.scheme())) {
            LocalDevices.require(url);
        }
        AVInputFormat demuxer = how.demuxer() == null ? null : avformat.av_find_input_format(how.demuxer());
        AVFormatContext context = avformat.avformat_alloc_context();
        interrupt.attachTo(context);
        AVDictionary options = new AVDictionary(null);
        how.options().forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
        String address = SourceOptions.address(url, checked);
        int result = avformat.avformat_open_input(context, address, demuxer, options);
        avutil.av_dict_free(options);
        if (result < 0) {
            // FFmpeg has freed the context.
            throw SourceFailure.of(result, SourceFailure.Phase.OPENING, url, interrupt);
        }
        if (url.scheme().startsWith("rtsp") && !address.equals(context.url().getString())) {
            avformat.avformat_close_input(context);
            throw Redirects.failure(url);
        }
        return context;
    }

    private void learnStreams() {
        while (streams.size() < context.nb_streams()) {
            streams.add(StreamIntakes.of(context.streams(streams.size())));
        }
    }

    private void requireSomethingToRecord(@Nullable MediaKind only) {
        List<SourceStream> offered = streams();
        if (offered.stream().anyMatch(stream -> stream.codec() != null)) {
            return;
        }
        if (!offered.isEmpty()) {
            throw SourceFailure.unsupported(offered.getFirst().codecName());
        }
        throw SourceFailure.failure(
                ErrorCode.DEVICE_PROTOCOL,
                "%s sends no %s.".formatted(url, only == null ? "video and no sound" : only.key()));
    }

    /** The streams of video and sound that are known so far, recordable or not. */
    public List<SourceStream> streams() {
        return streams.stream()
                .map(StreamIntake::stream)
                .filter(stream -> !stream.codecName().isEmpty())
                .toList();
    }

    /**
     * Waits for the next packet.
     *
     * @throws LecternException when the session is over: {@code DEVICE_ENDED}, {@code DEVICE_TIMEOUT}
     */
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
                end = SourceFailure.of(result, SourceFailure.Phase.READING, url, interrupt);
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
        return pacer == null ? next : next.received(pacer.await(next.ptsUs(), settings.packetTimeout()));
    }

    private void take() {
        long nanos = System.nanoTime();
        learnStreams();
        StreamIntake intake = intake(packet.stream_index());
        if (!intake.isRecordable() || packet.size() <= 0) {
            return;
        }
        interrupt.extend(settings.packetTimeout());
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
        avcodec.av_packet_free(packet);
        sideDataSize.close();
        microseconds.close();
    }
}
