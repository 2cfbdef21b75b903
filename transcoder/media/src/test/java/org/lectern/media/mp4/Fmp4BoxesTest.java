package org.lectern.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Fmp4BoxesTest {
    @TempDir
    Path folder;

    @Test
    void boxes_ofVideoAndAudio_areAsTheyWere() throws IOException {
        String dump = BoxDump.of(Fmp4Writer.init(Samples.VIDEO))
                + BoxDump.of(Fmp4Writer.segment(3, Samples.VIDEO, List.of(Samples.pictures(90_000, 4, 3000)))
                        .bytes())
                + BoxDump.of(Fmp4Writer.init(Samples.AUDIO))
                + BoxDump.of(Fmp4Writer.fragment(1, Samples.AUDIO, Samples.sounds(2048, 3)));
        try (var golden = getClass().getResourceAsStream("boxes.txt")) {
            assertThat(dump).isEqualTo(golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void videoFile_openedByFfmpeg_givesTheSamePackets() throws IOException {
        TrackFormat format = Samples.VIDEO;
        List<Sample> samples = new ArrayList<>(Samples.pictures(900_000, 7, 3000));
        samples.addAll(Samples.pictures(921_000, 4, 3000));
        byte[] file = Samples.concat(
                Fmp4Writer.init(format),
                Fmp4Writer.segment(1, format, List.of(samples.subList(0, 7), samples.subList(7, 11)))
                        .bytes());
        // FFmpeg shows signed offsets late by the reorder depth, here one frame: see ADR 0010.
        assertThat(packets(file)).isEqualTo(expected(samples, 3000));
    }

    @Test
    void audioFile_openedByFfmpeg_givesTheSamePackets() throws IOException {
        List<Sample> samples = Samples.sounds(4096, 30);
        byte[] file = Samples.concat(Fmp4Writer.init(Samples.AUDIO), Fmp4Writer.fragment(1, Samples.AUDIO, samples));
        assertThat(packets(file)).isEqualTo(expected(samples, 0));
    }

    private static List<String> expected(List<Sample> samples, long lateTicks) {
        return samples.stream()
                .map(s -> "%d %d %d %b".formatted(s.pts() + lateTicks, s.duration(), s.data().length, s.sync()))
                .toList();
    }

    private List<String> packets(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("file.mp4"), bytes);
        AVFormatContext context = new AVFormatContext(null);
        assertThat(avformat_open_input(context, path.toString(), null, (AVDictionary) null))
                .isZero();
        AVPacket packet = av_packet_alloc();
        List<String> packets = new ArrayList<>();
        try {
            AVCodecParameters parameters = context.streams(0).codecpar();
            assertThat(parameters.extradata_size()).isPositive();
            while (av_read_frame(context, packet) >= 0) {
                packets.add("%d %d %d %b"
                        .formatted(packet.pts(), packet.duration(), packet.size(), (packet.flags() & 1) != 0));
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
            avformat_close_input(context);
        }
        return packets;
    }
}
