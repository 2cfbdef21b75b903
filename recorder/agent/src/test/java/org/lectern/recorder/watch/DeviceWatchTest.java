package org.lectern.recorder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.media.capture.DeviceClock;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.MediaSource;
import org.lectern.media.capture.SourceSettings;
import org.lectern.media.capture.Timeline;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.media.watch.Still;
import org.lectern.media.watch.StillMaker;
import org.lectern.model.AlarmKind;
import org.lectern.model.DeviceRole;
import org.lectern.model.DeviceUrl;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.testing.RecorderHarness;

/** Looks at real media, with time told: each second of a clip is looked at once, over and over. */
class DeviceWatchTest {
    private static final SourceSettings SETTINGS =
            new SourceSettings(Duration.ofSeconds(4), Duration.ofSeconds(2), RecorderHarness.policy());

    private static final long SECOND = 1_000_000_000L;
    private static final String MOVING = "testsrc2=size=640x360:rate=10";
    private static final String TONE = "sine=1000:sample_rate=48000,volume=0.5";

    @TempDir
    Path folder;

    private final StillMaker stills = new StillMaker();
    private Still still;
    private DeviceWatch watch;

    @AfterEach
    void free() {
        stills.close();
    }

    /** What stands after {@code seconds} of a clip of two seconds that is shown again and again. */
    private java.util.Set<AlarmKind> after(int seconds, DeviceRole role, String picture, String sound)
            throws Exception {
        Ffmpeg.start();
        List<MediaPacket> packets = clip(picture, sound);
        watch = new DeviceWatch(
                UUID.randomUUID(), new DeviceConfig(UUID.randomUUID(), "Camera", role, "rtsp://camera/"));
        var timeline = new Timeline(new DeviceClock(), 0, false);
        for (int second = 0; second < seconds; second++) {
            long from = second % 2 * 1_000_000L;
            for (MediaPacket packet : packets) {
                if (packet.ptsUs() >= from && packet.ptsUs() < from + 1_000_000) {
                    watch.packet(timeline, new DeviceClock(), packet);
                }
            }
            watch.listen(second * SECOND);
            Still seen = watch.look(stills, second * SECOND);
            still = seen == null ? still : seen;
        }
        var standing = watch.alarms().standing().keySet();
        watch.close();
        return standing;
    }

    private List<MediaPacket> clip(String picture, String sound) throws Exception {
        boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(one -> Path.of(one, "ffmpeg").toFile().canExecute());
        Assumptions.assumeTrue(found, "needs the ffmpeg command: apt-get install -y ffmpeg");
        Path file = folder.resolve("clip.ts");
        Process ffmpeg = new ProcessBuilder(
                        ("ffmpeg -v error -nostdin -y -f lavfi -i " + picture + " -f lavfi -i " + sound
                                        + " -t 2 -c:v libx264 -preset ultrafast -bf 0 -g 10 -pix_fmt yuv420p"
                                        + " -c:a aac -ac 2 " + file)
                                .split(" "))
                .inheritIO()
                .start();
        assertThat(ffmpeg.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ffmpeg.exitValue()).isZero();
        List<MediaPacket> packets = new ArrayList<>();
        try (var interrupt = new Interrupt(Duration.ofSeconds(30));
                MediaSource source =
                        MediaSource.open(DeviceUrl.parse(file.toUri().toString()), SETTINGS, interrupt)) {
            while (true) {
                packets.add(source.read());
            }
        } catch (LecternException e) {
            // Its end.
            assertThat(packets).hasSizeGreaterThan(20);
        }
        long first = packets.stream().mapToLong(MediaPacket::ptsUs).min().orElseThrow();
        return packets.stream()
                .map(packet -> packet.at(packet.ptsUs() - first, packet.dtsUs() - first))
                .toList();
    }

    @Test
    void movingPictureAndTone_raiseNothing_andAreMeasured() throws Exception {
        assertThat(after(80, DeviceRole.PRESENTER, MOVING, TONE)).isEmpty();
        assertThat(still.width()).isEqualTo(480);
        assertThat(still.height()).isEqualTo(270);
        assertThat(still.jpeg()).hasSizeBetween(4_000, 40_000).startsWith(0xff, 0xd8);
        assertThat(watch.levels().peakDbfs()).hasSize(2);
        // FFmpeg's sine has an amplitude of 1/8, here halved, and 3 dB less on each of two sides; its RMS is 3 dB less.
        assertThat(watch.levels().peakDbfs().getFirst()).isBetween(-28.0, -26.0);
        assertThat(watch.levels().rmsDbfs().getFirst()).isBetween(-31.0, -29.0);
    }

    @Test
    void blackCamera_isBlackAndNotFrozen() throws Exception {
        assertThat(after(80, DeviceRole.PRESENTER, "color=black:size=640x360:rate=10", TONE))
                .containsExactly(AlarmKind.BLACK);
    }

    @Test
    void pictureThatStands_isFrozenOnACamera_andFineOnSlides() throws Exception {
        String standing = "smptebars=size=640x360:rate=10";
        assertThat(after(80, DeviceRole.AUDIENCE, standing, TONE)).containsExactly(AlarmKind.FROZEN);
        assertThat(after(80, DeviceRole.SLIDES, standing, TONE)).isEmpty();
    }

    @Test
    void silence_isAnAlarmAfterAWhile() throws Exception {
        String silence = "anullsrc=r=48000:cl=stereo";
        assertThat(after(10, DeviceRole.PRESENTER, MOVING, silence)).isEmpty();
        assertThat(after(30, DeviceRole.PRESENTER, MOVING, silence)).containsExactly(AlarmKind.SILENT);
    }

    @Test
    void distortedSound_clips() throws Exception {
        assertThat(after(10, DeviceRole.PRESENTER, MOVING, "sine=440:sample_rate=48000,volume=40"))
                .containsExactly(AlarmKind.CLIPPING);
    }

    @Test
    void moreSoundThanIsListenedTo_isDroppedHereAlone() throws Exception {
        Ffmpeg.start();
        var packet = new MediaPacket(0, MediaKind.AUDIO, new byte[10], 0, 0, 0, true, 0, MediaPacket.NO_TIME, null);
        try (var idle = new DeviceWatch(
                UUID.randomUUID(), new DeviceConfig(UUID.randomUUID(), "Mixer", DeviceRole.MICROPHONE, "rtsp://m/"))) {
            var timeline = new Timeline(new DeviceClock(), 0, false);
            for (int i = 0; i < 100_000; i++) {
                idle.packet(timeline, new DeviceClock(), packet);
            }
            idle.listen(0);
            assertThat(idle.levels()).isNull();
        }
    }
}
