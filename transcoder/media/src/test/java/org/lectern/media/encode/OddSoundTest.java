package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
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
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;

/** Sound of unusual devices, from the device's packets to what is heard: compared sample by sample. */
class OddSoundTest {
    private static final String RUNG = "aac-128k";
    private static final TrackPlan.Audio PLAN =
            new TrackPlan.Audio(48_000, 2, List.of(new AudioRung(RUNG, 128_000)), null, true);
    private static final Grid GRID = new Grid(1_000_000, 2);
    private static final int SECONDS = 7;
    private static final int PACE = 20;
    private static final long TOTAL_US = 6_000_000;

    /** Files begin here, so that what a coder needs before has a time too. */
    private static final long FILE_BEGINS_US = 10_000_000;

    @TempDir
    Path folder;

    private static DoubleUnaryOperator tone(double hz, double amplitude) {
        return t -> amplitude * Math.sin(2 * Math.PI * hz * t);
    }

    private static DoubleUnaryOperator sum(DoubleUnaryOperator one, DoubleUnaryOperator other) {
        return t -> one.applyAsDouble(t) + other.applyAsDouble(t);
    }

    /** What a recorder keeps of a file. */
    private static TestSource recorded(Path file) {
        var settings = new SourceSettings(Duration.ofSeconds(5), Duration.ofSeconds(2), TestMedia.ANY_FILE, PACE);
        List<MediaPacket> packets = new ArrayList<>();
        try (var interrupt = new Interrupt(Duration.ofSeconds(20));
                var source = MediaSource.open(DeviceUrl.parse("file://" + file), settings, interrupt)) {
            while (true) {
                packets.add(source.read());
            }
        } catch (LecternException end) {
            assertThat(end.code()).as(end.getMessage()).isEqualTo(ErrorCode.DEVICE_ENDED);
        }
        TrackFormat format = packets.getFirst().format();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            long start = packets.get(i).ptsUs();
            long end = i + 1 < packets.size()
                    ? packets.get(i + 1).ptsUs()
                    : start + packets.get(i).durationUs();
            samples.add(new Sample(
                    start, (int) (end - start), 0, true, packets.get(i).data()));
        }
        List<TestSource.Packed> segments = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += 97) {
            segments.add(TestSource.pack(
                    format,
                    SourceFormat.audio(Codec.AAC, format.sampleRate(), format.channels()),
                    samples.subList(from, Math.min(samples.size(), from + 97))));
        }
        return new TestSource().session(segments, 0);
    }

    /** The file's sound as it is heard, at the moment at which the device's first sample was. */
    private static float[][] heard(TestSource source, long originUs) {
        return Encoded.track(PLAN, GRID, source, originUs, TOTAL_US).sound(RUNG);
    }

    /** Signal to noise of the whole, and of 60 ms around each seam. */
    private static void assertSounds(float[] sound, DoubleUnaryOperator signal, double least) {
        assertThat(AudioChunkTest.quality(sound, signal, 0, 0.2, 5.8)).isGreaterThan(least);
        for (double seam : new double[] {2, 4}) {
            assertThat(AudioChunkTest.quality(sound, signal, 0, seam - 0.03, seam + 0.03))
                    .as("at %.0f s", seam)
                    .isGreaterThan(least - 3);
        }
    }

    private Path file(String name, String sound, String... arguments) throws Exception {
        TestMedia.assumeFfmpeg();
        Path file = folder.resolve(name);
        List<String> all = new ArrayList<>(List.of("-f", "lavfi", "-i", sound, "-t", String.valueOf(SECONDS)));
        all.addAll(List.of(arguments));
        all.add(file.toString());
        TestMedia.run(all.toArray(String[]::new));
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "pcm_mulaw, 8000, 1, a.mkv, 10000000, 30",
        "pcm_s16le, 16000, 1, a.mkv, 10000000, 35",
        "pcm_s16le, 44100, 2, a.mkv, 10000000, 35",
        "aac, 44100, 1, a.ts, 11423220, 30",
        "aac, 48000, 2, a.mp4, 10000000, 35",
        "libopus, 48000, 2, a.mkv, 9999500, 18"
    })
    void sound_ofAnyRate_isHeardInPlaceAndWithoutASeam(
            String encoder, int rate, int channels, String name, long originUs, double least) throws Exception {
        String tone = "0.3*sin(2*PI*440*t)+0.2*sin(2*PI*1237*t+1)";
        String tones = channels == 1 ? tone : tone + "|" + tone;
        Path file = file(
                name,
                "aevalsrc=exprs='%s':sample_rate=%d".formatted(tones, rate),
                "-ac",
                String.valueOf(channels),
                "-c:a",
                encoder,
                "-b:a",
                "128k");
        TestSource source = recorded(file);
        float[][] sound = heard(source, originUs);
        assertSounds(sound[0], AudioChunkTest.TONES, least);
        assertSounds(sound[1], AudioChunkTest.TONES, least);
    }

    @Test
    void sixChannels_areHeardInTwo() throws Exception {
        Path file = file(
                "a.mp4",
                "aevalsrc=exprs='0.2*sin(2*PI*300*t)|0.2*sin(2*PI*500*t)|0.2*sin(2*PI*700*t)|0.2*sin(2*PI*50*t)"
                        + "|0.1*sin(2*PI*900*t)|0.1*sin(2*PI*1100*t)':sample_rate=48000:channel_layout=5.1",
                "-c:a",
                "aac",
                "-b:a",
                "384k");
        float[][] sound = heard(recorded(file), FILE_BEGINS_US);
        double half = Math.sqrt(0.5);
        assertSounds(sound[0], sum(sum(tone(300, 0.2), tone(700, 0.2 * half)), tone(900, 0.1 * half)), 20);
        assertSounds(sound[1], sum(sum(tone(500, 0.2), tone(700, 0.2 * half)), tone(1100, 0.1 * half)), 20);
    }

    @Test
    void spectralBandReplication_whoseRateIsTwiceTheDeclaredOne_isInPlace() {
        // AAC-LC of 24 kHz that says that it is HE-AAC of 48 kHz: the decoder gives 2048 samples a packet.
        byte[] config = spectralBandReplication(6, 3, 1);
        assertThat(AacConfig.parse(config).objectType()).isEqualTo(5);
        TestSource source = new TestSource()
                .session(new SoundSourceMaker(24_000, 1).config(config).session(0, 7, 97, AudioChunkTest.TONES), 0);
        float[][] sound = heard(source, 0);
        assertSounds(sound[0], AudioChunkTest.TONES, 20);
    }

    /** An AudioSpecificConfig of object type 5: index of the core's rate, of the whole rate, channels. */
    private static byte[] spectralBandReplication(int coreRate, int wholeRate, int channels) {
        int bits = 5 << 20 | coreRate << 16 | channels << 12 | wholeRate << 8 | 2 << 3;
        // 5 + 4 + 4 + 4 + 5 bits, and 3 of GASpecificConfig: 25.
        long all = (long) bits << 7;
        return new byte[] {(byte) (all >>> 24), (byte) (all >>> 16), (byte) (all >>> 8), (byte) all};
    }

    @Test
    void channels_thatChangeWhileItRecords_areHeardWithoutABreak() {
        double second = 140 * 1024 / 48_000.0;
        TestSource source = new TestSource()
                .session(new SoundSourceMaker(48_000, 1).session(0, second + 0.001, 97, AudioChunkTest.TONES), 0)
                .session(
                        new SoundSourceMaker(48_000, 2)
                                .session(50_000_000, 8, 97, t -> AudioChunkTest.TONES.applyAsDouble(t + second)),
                        Math.round(second * 1e6) - 50_000_000);
        float[][] sound = heard(source, 0);
        for (float[] channel : sound) {
            assertThat(AudioChunkTest.quality(channel, AudioChunkTest.TONES, 0, 0.2, second - 0.02))
                    .isGreaterThan(35);
            assertThat(AudioChunkTest.quality(channel, AudioChunkTest.TONES, 0, second + 0.03, 5.8))
                    .isGreaterThan(35);
            double steepest = 0;
            for (int i = 9600; i < 5.8 * 48_000; i++) {
                steepest = Math.max(steepest, Math.abs(channel[i] - channel[i - 1]));
            }
            assertThat(steepest).as("a click").isLessThan(2 * Math.PI * (0.3 * 440 + 0.2 * 1237) / 48_000 * 1.2);
        }
    }
}
