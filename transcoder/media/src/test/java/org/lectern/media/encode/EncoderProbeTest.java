package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.plan.VideoEncoder;
import org.lectern.model.plan.VideoRung;

class EncoderProbeTest {
    /** Cisco's encoder goes the way of the hardware's, on every machine. */
    @Test
    void probe_ofAnEncoderThatDoesWhatChunksNeed_namesItByItsParameterSets() {
        EncoderChoice choice = EncoderProbe.probe(VideoEncoder.OPENH264, null, 2);

        assertThat(choice.id()).matches("openh264-[0-9a-f]{6}");
        assertThat(choice.atOnce()).isEqualTo(2);
        assertThat(EncoderProbe.probe(VideoEncoder.OPENH264, null, 1).id()).isEqualTo(choice.id());
    }

    @ParameterizedTest
    @EnumSource(names = {"NVENC", "VAAPI", "QSV"})
    void probe_whereThereIsNoSuchHardware_saysWhatFailed(VideoEncoder encoder) {
        Assumptions.assumeFalse(Files.exists(Path.of("/dev/dri")) || Files.exists(Path.of("/dev/nvidia0")));

        assertThatThrownBy(() -> EncoderProbe.probe(encoder, null, 1))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCODER_FAILED))
                .hasMessageStartingWith("FFmpeg could not open");
    }

    /** x264 told to put key pictures elsewhere than the probe asks for. */
    @ParameterizedTest
    @CsvSource({
        "60, 0;20;41, ''",
        "59, 0;20;41, of 60 pictures it gave 59",
        "60, 0;20, picture 41 is no IDR picture",
        "60, 0;20;30;41, picture 30 is an IDR picture, which was not asked for",
    })
    void probe_ofAnEncoderThatDoesSomethingElse_saysWhat(int pictures, String forced, String problem) {
        List<String> keys = List.of(forced.split(";"));
        var rung = new VideoRung("180p", 320, 180, 23, 800_000, 0, "veryfast", "");
        List<RungEncoder.Picture> coded = new ArrayList<>();
        AVFrame frame = PictureScaler.frame(320, 180);
        try (X264Encoder encoder = new X264Encoder(rung, new FrameRate(30, 1), 1)) {
            for (int i = 0; i < pictures; i++) {
                encoder.send(frame, i, keys.contains(Integer.toString(i)), coded::add);
            }
            encoder.finish(coded::add);
        } finally {
            av_frame_free(frame);
        }

        if (problem.isEmpty()) {
            EncoderProbe.judgeCoded(rung, coded);
        } else {
            assertThatThrownBy(() -> EncoderProbe.judgeCoded(rung, coded)).hasMessageContaining(problem);
        }
    }

    /** What can be told of hardware without it: that this build's encoders know each setting and its value. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "X264")
    void settings_ofEachEncoder_areKnownToTheBuild(VideoEncoder encoder) {
        Ffmpeg.start();
        var rung = new VideoRung("720p", 1280, 720, 23, 2_200_000, 3, "veryfast", "");
        HardwareSettings settings = HardwareSettings.of(encoder, rung, 31, encoder == VideoEncoder.NVENC ? "1" : null);
        AVCodecContext context = avcodec_alloc_context3(avcodec_find_encoder_by_name(settings.codec()));
        try {
            settings.options()
                    .forEach((key, value) -> assertThat(
                                    avutil.av_opt_set(context, key, value, avutil.AV_OPT_SEARCH_CHILDREN))
                            .as(settings.codec() + " " + key + "=" + value)
                            .isZero());
        } finally {
            avcodec_free_context(context);
        }
    }

    /** As Quick Sync and VAAPI take them; the latter has them copied to a surface then. */
    @Test
    void picture_forADeviceThatWantsChromaInterleaved_isTheSamePicture() {
        AVFrame frame = PictureScaler.frame(320, 180);
        try (var device = new HardwareDevice(VideoEncoder.OPENH264, false, null)) {
            for (int number = 0; number < 3; number++) {
                CounterPicture.draw(frame, number);
                frame.data(1).put(7L * frame.linesize(1) + 5, (byte) (90 + number));
                frame.data(2).put(7L * frame.linesize(2) + 5, (byte) (190 + number));

                AVFrame brought = device.bring(frame);

                assertThat(brought.format()).isEqualTo(avutil.AV_PIX_FMT_NV12);
                assertThat(CounterPicture.read(brought)).isEqualTo(number);
                long at = 7L * brought.linesize(1) + 10;
                assertThat(brought.data(1).get(at) & 0xff).isEqualTo(90 + number);
                assertThat(brought.data(1).get(at + 1) & 0xff).isEqualTo(190 + number);
                for (int y = 0; y < 180; y += 7) {
                    byte[] line = new byte[320];
                    byte[] same = new byte[320];
                    new BytePointer(frame.data(0))
                            .position((long) y * frame.linesize(0))
                            .get(line);
                    new BytePointer(brought.data(0))
                            .position((long) y * brought.linesize(0))
                            .get(same);
                    assertThat(same).isEqualTo(line);
                }
            }
        } finally {
            av_frame_free(frame);
        }
    }

    @Test
    void probe_ofADeviceThatIsNotThere_namesIt() {
        assertThatThrownBy(() -> EncoderProbe.probe(VideoEncoder.VAAPI, "/dev/dri/renderD999", 1))
                .hasMessageContaining("/dev/dri/renderD999");
    }
}
