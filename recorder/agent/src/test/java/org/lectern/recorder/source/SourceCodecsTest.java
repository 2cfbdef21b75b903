package org.lectern.recorder.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.MediaKind;
import org.lectern.recorder.testing.TestingClips;

/** What comes of each codec, in a container that carries it, is whole and can be decoded. */
@Timeout(60)
class SourceCodecsTest {
    private static final double SECONDS = 1;

    @TempDir
    static Path folder;

    @BeforeAll
    static void requireFfmpeg() {
        TestingClips.assumeFfmpeg();
    }

    private static Reading read(String name, String... coding) throws Exception {
        Reading reading = Reading.of("file://" + TestingClips.clip(folder.resolve(name), (int) SECONDS, coding));
        assertThat(reading.end().code()).isEqualTo(ErrorCode.DEVICE_ENDED);
        return reading;
    }

    /** Decodes what was recorded; how many pictures, or samples, come out. */
    private static long decoded(List<MediaPacket> packets) throws Exception {
        TrackFormat format = packets.getFirst().format();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            MediaPacket packet = packets.get(i);
            long next = i + 1 < packets.size() ? packets.get(i + 1).dtsUs() : packet.dtsUs() + 20_000;
            samples.add(new Sample(
                    packet.dtsUs(),
                    (int) (next - packet.dtsUs()),
                    (int) (packet.ptsUs() - packet.dtsUs()),
                    packet.keyframe(),
                    packet.data()));
        }
        var file = new ByteArrayOutputStream();
        file.writeBytes(Fmp4Writer.init(format));
        file.writeBytes(Fmp4Writer.fragment(1, format, samples));
        Path path = Files.write(Files.createTempFile(folder, "decode", ".mp4"), file.toByteArray());
        boolean sound = format.kind() == MediaKind.AUDIO;
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-i", path.toString()));
        command.addAll(
                sound
                        ? List.of("-f", "s16le", "-ac", "1", "-")
                        : List.of("-f", "rawvideo", "-fps_mode", "passthrough", "-vf", "scale=16:16,format=gray", "-"));
        Process decoder = new ProcessBuilder(command).start();
        byte[] out = decoder.getInputStream().readAllBytes();
        assertThat(new String(decoder.getErrorStream().readAllBytes())).isEmpty();
        return out.length / (sound ? 2 : 256);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "h264.mkv, libx264, H264",
        "h264.mov, libx264, H264",
        "h265.mp4, libx265, H265",
        "h265.ts, libx265, H265",
        "mjpeg.mov, mjpeg, H264",
        "raw.mkv, rawvideo, H264",
    })
    void pictures_areRecorded(String name, String coder, Codec codec) throws Exception {
        String pixels = coder.equals("mjpeg") ? "yuvj420p" : "yuv420p";
        Reading reading = read(name, "-c:v", coder, "-pix_fmt", pixels, "-an");
        assertThat(reading.of(MediaKind.AUDIO)).isEmpty();
        List<MediaPacket> pictures = reading.of(MediaKind.VIDEO);
        assertThat(pictures).hasSize(25);
        assertThat(pictures.getFirst().keyframe()).isTrue();
        assertThat(pictures)
                .allMatch(p -> p.format().codec() == codec && p.format().width() == 320);
        assertThat(decoded(pictures)).isEqualTo(25);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "aac.ts, aac, 48000, 2",
        "aac.mkv, aac, 44100, 1",
        "opus.ts, libopus, 48000, 2",
        "opus.mkv, libopus, 48000, 1",
        "pcm.mkv, pcm_s16le, 48000, 2",
        "pcm.mov, pcm_s24le, 32000, 1",
        "ulaw.mov, pcm_mulaw, 8000, 1",
        "alaw.flv, pcm_alaw, 8000, 1",
        "mp2.ts, mp2, 48000, 2",
        "mp3.flv, libmp3lame, 44100, 2",
    })
    void sound_isRecorded_asAac(String name, String coder, int rate, int channels) throws Exception {
        Reading reading =
                read(name, "-vn", "-c:a", coder, "-ar", String.valueOf(rate), "-ac", String.valueOf(channels));
        assertThat(reading.of(MediaKind.VIDEO)).isEmpty();
        List<MediaPacket> sound = reading.of(MediaKind.AUDIO);
        assertThat(sound)
                .allMatch(p -> p.format().codec() == Codec.AAC
                        && p.format().sampleRate() == rate
                        && p.format().channels() == channels);
        // A coder's lead-in and lead-out are a few frames each.
        assertThat(decoded(sound) / (double) rate).isBetween(SECONDS - 0.1, SECONDS + 4 * 1152.0 / rate + 0.05);
        long spanUs = sound.getLast().ptsUs() - sound.getFirst().ptsUs();
        assertThat(spanUs / 1e6).isBetween(SECONDS - 3 * 1152.0 / rate - 0.05, SECONDS + 2 * 1152.0 / rate + 0.05);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void soundThatCannotBeRecorded_isNamed_andThePicturesAreRecorded() throws Exception {
        Reading reading = read("ac3.ts", "-c:a", "ac3");
        assertThat(reading.of(MediaKind.VIDEO)).hasSize(25);
        assertThat(reading.streams())
                .filteredOn(stream -> stream.kind() == MediaKind.AUDIO)
                .singleElement()
                .satisfies(stream -> assertThat(stream.unsupported().code()).isEqualTo(ErrorCode.CODEC_UNSUPPORTED))
                .satisfies(stream -> assertThat(stream.unsupported()).hasMessageContaining("ac3"));
    }
}
