package org.lectern.media.upload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.PacketTimes;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Reads a file from its beginning to its end, and cuts its picture and its sound into source segments on one
 * timeline. The same file gives the same segments. For one thread.
 */
public final class FileImport implements AutoCloseable {
    private static final int MOST_ERRORS = 200;
    /** A file that is this much shorter than it says is cut off. */
    private static final long CUT_OFF_US = 3_000_000;

    private static final double CUT_OFF_SHARE = 0.02;
    private static final long JUMP_US = 10_000_000;
    /** No recording lasts for years; such times are damage. */
    private static final long SANE_US = 1_000_000_000_000_000L;

    private final ImportOrder order;
    private final OpenFile file;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVRational microseconds = new AVRational().num(1).den(1_000_000);
    private final Continuity continuity;
    private final boolean startKnown;
    private long startUs;

    /** Where the bytes of the file come from. */
    @FunctionalInterface
    public interface Source {
        /** At least one byte and at most {@code length} of them; null at the end. */
        byte @Nullable [] read(long offset, int length);
    }

    /** Where the segments go. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param bytes fragmented MP4; none for a gap
         */
        void take(ImportedPiece piece, byte[] bytes);
    }

    private FileImport(ImportOrder order, OpenFile file, Sink sink) {
        this.order = order;
        this.file = file;
        continuity = new Continuity(file.mayJump() ? JUMP_US : Long.MAX_VALUE / 2);
        List<FileStream> streams = file.streams();
        Optional<FileStream> video = best(streams.stream()
                .filter(stream -> stream.isVideo() && !stream.isPicture())
                .toList());
        Optional<FileStream> audio =
                best(streams.stream().filter(FileStream::isAudio).toList());
        if (video.isEmpty() && audio.isEmpty()) {
            throw withoutMedia(streams);
        }
        video.ifPresent(stream -> lanes.add(new Lane(stream, sink::take)));
        audio.ifPresent(stream -> lanes.add(new Lane(stream, sink::take)));
        for (FileStream stream : streams) {
            if (lanes.stream().noneMatch(lane -> lane.index() == stream.stream().index())) {
                stream.stream().discard(avcodec.AVDISCARD_ALL);
            }
        }
        noteOthers(streams);
        long first = lanes.stream()
                .mapToLong(lane -> us(lane.stream().stream().start_time(), lane.stream().stream()))
                .filter(us -> us != MediaPacket.NO_TIME)
                .min()
                .orElse(MediaPacket.NO_TIME);
        startKnown = first != MediaPacket.NO_TIME;
        startUs = first;
    }

    /**
     * Reads a file.
     *
     * @throws LecternException with {@code UPLOAD_UNREADABLE}, {@code UPLOAD_WITHOUT_MEDIA} or {@code
     *     UPLOAD_OVER_LIMIT}; what source and sink throw passes through
     */
    public static ImportResult run(ImportOrder order, Source source, Sink sink) {
        try (OpenFile file = OpenFile.open(source::read, order.bytes());
                FileImport running = new FileImport(order, file, sink)) {
            return running.read();
        }
    }

    /** The stream that the file itself puts first; of several, the largest. */
    private static Optional<FileStream> best(List<FileStream> streams) {
        return streams.stream()
                .filter(stream -> Codecs.isTaken(stream.codec()))
                .max(Comparator.comparing(FileStream::isDefault)
                        .thenComparing(FileStream::pixels)
                        .thenComparing(stream -> -stream.stream().index()));
    }

    private static LecternException withoutMedia(List<FileStream> streams) {
        List<String> found =
                streams.stream().map(FileStream::codec).distinct().limit(10).toList();
        return new LecternException(
                ErrorCode.UPLOAD_WITHOUT_MEDIA,
                "The file holds no video and no sound that can be shown%s. Export it as MP4 with H.264 and AAC."
                        .formatted(found.isEmpty() ? "" : " (it holds %s)".formatted(String.join(", ", found))));
    }

    private void noteOthers(List<FileStream> streams) {
        note(streams.stream().filter(s -> s.isVideo() && !s.isPicture()).count(), "video");
        note(streams.stream().filter(FileStream::isAudio).count(), "sound");
        long texts = streams.stream()
                .filter(stream -> stream.type() == avutil.AVMEDIA_TYPE_SUBTITLE)
                .count();
        if (texts > 0) {
            notes.add("Its subtitles are not shown; the file is kept.");
        }
        for (FileStream stream : streams) {
            if ((stream.isVideo() || stream.isAudio()) && !stream.isPicture() && !Codecs.isTaken(stream.codec())) {
                notes.add("A stream in %s cannot be read here.".formatted(stream.codec()));
            }
        }
    }

    private void note(long count, String what) {
        if (count > 1) {
            notes.add(
                    "It holds %d streams of %s; the one that it names first is in the lecture.".formatted(count, what));
        }
    }

    private ImportResult read() {
        int errors = 0;
        int result = 0;
        while (errors < MOST_ERRORS) {
            result = avformat.av_read_frame(file.context(), packet);
            file.check();
            if (result == avutil.AVERROR_EOF()) {
                break;
            }
            if (result < 0) {
                if (result == avutil.AVERROR_ENOMEM()) {
                    throw UploadFailure.of(result, "The file cannot be read");
                }
                errors++;
                continue;
            }
            try {
                take();
            } finally {
                avcodec.av_packet_unref(packet);
            }
        }
        lanes.forEach(Lane::end);
        requireSomething(result);
        noteWhatIsMissing();
        return new ImportResult(notes);
    }

    private void take() {
        Lane lane = lanes.stream()
                .filter(one -> one.index() == packet.stream_index())
                .findFirst()
                .orElse(null);
        if (lane == null || packet.size() <= 0) {
            return;
        }
        AVStream stream = lane.stream().stream();
        long ptsUs = us(packet.pts(), stream);
        long dtsUs = us(packet.dts(), stream);
        long durationUs = Math.max(0, us(packet.duration(), stream));
        long anchorUs = dtsUs != MediaPacket.NO_TIME ? dtsUs : ptsUs;
        long toMediaUs = 0;
        if (anchorUs != MediaPacket.NO_TIME) {
            if (!startKnown && startUs == MediaPacket.NO_TIME) {
                startUs = ptsUs != MediaPacket.NO_TIME ? ptsUs : dtsUs;
            }
            long offsetUs = continuity.offsetOf(lane.index(), anchorUs, durationUs);
            toMediaUs = offsetUs - startUs + SegmentCutter.BIAS_US;
            if (anchorUs + toMediaUs - SegmentCutter.BIAS_US > order.longestUs()) {
                throw UploadFailure.overLimit("The file holds more than %d hours, or claims to. Cut it into lectures."
                        .formatted(order.longestUs() / 3_600_000_000L));
            }
        }
        lane.take(
                packet,
                PacketTimes.of(
                        ptsUs == MediaPacket.NO_TIME ? ptsUs : ptsUs + toMediaUs,
                        dtsUs == MediaPacket.NO_TIME ? dtsUs : dtsUs + toMediaUs,
                        durationUs,
                        0,
                        MediaPacket.NO_TIME),
                (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0);
    }

    private long us(long ticks, AVStream stream) {
        if (ticks == avutil.AV_NOPTS_VALUE) {
            return MediaPacket.NO_TIME;
        }
        long us = avutil.av_rescale_q(ticks, stream.time_base(), microseconds);
        return Math.abs(us) > SANE_US || us == Long.MIN_VALUE ? MediaPacket.NO_TIME : us;
    }

    private void requireSomething(int result) {
        if (lanes.stream().allMatch(Lane::isEmpty)) {
            throw UploadFailure.unreadable(
                    result < 0 && result != avutil.AVERROR_EOF()
                            ? "Nothing of the file can be decoded: it is damaged or cut off."
                            : "The file names a recording, but holds nothing of it: it is cut off.");
        }
    }

    private void noteWhatIsMissing() {
        long thereUs = lanes.stream().mapToLong(Lane::endUs).max().orElse(0);
        Long toldUs = file.durationUs();
        if (toldUs != null && toldUs - thereUs > Math.max(CUT_OFF_US, toldUs * CUT_OFF_SHARE)) {
            notes.add(
                    "The file says that it lasts %s, but holds %s: it seems to be cut off. What is there is in the lecture."
                            .formatted(clock(toldUs), clock(thereUs)));
        }
        for (Lane lane : lanes) {
            if (lane.isEmpty()) {
                notes.add("Nothing of its %s can be decoded."
                        .formatted(lane.stream().isVideo() ? "video" : "sound"));
            }
        }
    }

    private static String clock(long us) {
        long seconds = us / 1_000_000;
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
        avcodec.av_packet_free(packet);
        microseconds.close();
    }
}
