package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.MediaSource;
import org.lectern.media.capture.SourceSettings;
import org.lectern.media.capture.TestMedia;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Sound and pictures that are encoded while they are captured. */
class CaptureTranscoderTest {
    private static final int SECONDS = 3;

    @TempDir
    Path folder;

    private static List<MediaPacket> record(Path file) {
        var settings = new SourceSettings(Duration.ofSeconds(5), Duration.ofSeconds(2), TestMedia.ANY_FILE);
        List<MediaPacket> packets = new ArrayList<>();
        try (var interrupt = new Interrupt(Duration.ofSeconds(10));
                var source = MediaSource.open(DeviceUrl.parse("file://" + file), settings, interrupt)) {
            while (true) {
                packets.add(source.read());
            }
        } catch (LecternException end) {
            assertThat(end.code()).as(end.getMessage()).isEqualTo(ErrorCode.DEVICE_ENDED);
            return packets;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "libopus, 48000, 48000, 2",
        "pcm_mulaw, 8000, 8000, 1",
        "pcm_alaw, 8000, 8000, 1",
        "pcm_s16le, 44100, 44100, 2",
        "mp2, 48000, 48000, 2",
        "libmp3lame, 44100, 44100, 2",
        "pcm_s16le, 96000, 48000, 1"
    })
    void sound_isEncodedToAac_sampleForSample(String encoder, int from, int to, int channels) throws Exception {
        TestMedia.assumeFfmpeg();
        Path file = folder.resolve("a.mkv");
        TestMedia.run(
                "-f",
                "lavfi",
                "-i",
                "sine=440:sample_rate=" + from,
                "-t",
                String.valueOf(SECONDS),
                "-c:a",
                encoder,
                "-ac",
                String.valueOf(channels),
                file.toString());

        List<MediaPacket> packets = record(file);

        TrackFormat format = packets.getFirst().format();
        assertThat(format.codec()).isEqualTo(Codec.AAC);
        assertThat(format.sampleRate()).isEqualTo(to);
        assertThat(format.channels()).isEqualTo(channels);
        assertThat(AacConfig.parse(format.codecConfig()).objectType()).isEqualTo(2);
        long frameUs = 1_024_000_000L / to;
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).ptsUs() - packets.get(i - 1).ptsUs()).isCloseTo(frameUs, Offset.offset(12L));
        }
        long wholeUs = packets.getLast().ptsUs() - packets.getFirst().ptsUs();
        assertThat(wholeUs).isBetween(SECONDS * 1_000_000L - frameUs, SECONDS * 1_000_000L + 3 * frameUs);
        assertThat(breaksOfPhase(packets, format)).isZero();
    }

    /** A tone obeys x[n+1] + x[n-1] = 2 cos(w) x[n]: where a sample is lost or comes twice it does not. */
    private static int breaksOfPhase(List<MediaPacket> packets, TrackFormat format) {
        List<float[]> decoded = new ArrayList<>();
        try (var decoder = new AudioDecoder(format)) {
            for (MediaPacket packet : packets) {
                AudioDecoder.Sound sound = decoder.decode(new Sample(packet.dtsUs(), 1, 0, true, packet.data()));
                decoded.add(sound.samples()[0]);
            }
        }
        int breaks = 0;
        // Over a quarter of a period, so that the coder's noise is small against what a lost sample does.
        int step = format.sampleRate() / 440 / 4;
        double factor = 2 * Math.cos(2 * Math.PI * 440 * step / format.sampleRate());
        float[] all = join(decoded.subList(4, decoded.size() - 4));
        for (int i = step; i < all.length - step; i++) {
            breaks += Math.abs(all[i + step] + all[i - step] - factor * all[i]) > 0.02 ? 1 : 0;
        }
        return breaks;
    }

    private static float[] join(List<float[]> parts) {
        float[] all = new float[parts.size() * 1024];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, all, i * 1024, 1024);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"mjpeg, yuvj420p", "mjpeg, yuvj422p", "rawvideo, yuv420p", "rawvideo, yuyv422"})
    void pictures_areEncodedToH264_eachAtItsOwnTime(String encoder, String pixels) throws Exception {
        TestMedia.assumeFfmpeg();
        Path file = folder.resolve("a.mkv");
        // Every third picture is missing.
        TestMedia.run(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=25",
                "-t",
                String.valueOf(SECONDS),
                "-vf",
                "select='mod(n,3)'",
                "-fps_mode",
                "passthrough",
                "-c:v",
                encoder,
                "-strict",
                "unofficial",
                "-pix_fmt",
                pixels,
                file.toString());

        List<MediaPacket> packets = record(file);

        assertThat(packets).hasSize(50);
        TrackFormat format = packets.getFirst().format();
        assertThat(format.codec()).isEqualTo(Codec.H264);
        assertThat(format.width()).isEqualTo(320);
        assertThat(format.height()).isEqualTo(180);
        for (int i = 1; i < packets.size(); i++) {
            long stepUs = i % 2 == 1 ? 40_000 : 80_000;
            assertThat(packets.get(i).ptsUs() - packets.get(i - 1).ptsUs()).isCloseTo(stepUs, Offset.offset(1_500L));
            assertThat(packets.get(i).dtsUs()).isEqualTo(packets.get(i).ptsUs());
        }
        assertThat(packets.stream().filter(MediaPacket::keyframe)).hasSize(2);
        assertThat(packets.getFirst().keyframe()).isTrue();
    }

    @Test
    void soundThatWasLostOnTheWay_isSilenceOfTheSameLength() {
        int rate = 48000;
        var format = TrackFormat.audio(
                Codec.AAC, 1_000_000, rate, 1, AacConfig.lowComplexity(rate, 1).bytes(), "und");
        List<Long> times = new ArrayList<>();
        try (var frames = new AacFrames(format, 64_000)) {
            for (int packet = 0; packet < 200; packet++) {
                // Packets of 20 ms, of which one is lost, with 1 ms of jitter.
                if (packet != 50) {
                    long jitter = packet % 3 * 500L;
                    frames.add(
                            new float[1][960],
                            packet * 20_000L + jitter,
                            (pts, duration, keyframe, data, f) -> times.add(pts));
                }
            }
            frames.finish((pts, duration, keyframe, data, f) -> times.add(pts));
        }
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isCloseTo(21_333L, Offset.offset(50L));
        }
        assertThat(times.getLast()).isCloseTo(4_000_000L, Offset.offset(30_000L));
    }
}
