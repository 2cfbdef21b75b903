package org.lectern.media.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

@Timeout(60)
class MediaSourceTest {
    private static final SourceSettings QUICK =
            new SourceSettings(Duration.ofSeconds(3), Duration.ofSeconds(1), TestMedia.ANY_FILE);

    @TempDir
    Path folder;

    private record Recording(List<SourceStream> streams, List<MediaPacket> packets, LecternException end) {
        List<MediaPacket> of(MediaKind kind) {
            return packets.stream().filter(p -> p.kind() == kind).toList();
        }
    }

    private static Recording record(String url) {
        try (var interrupt = new Interrupt(Duration.ofSeconds(10))) {
            try (var source = MediaSource.open(DeviceUrl.parse(url), QUICK, interrupt)) {
                List<MediaPacket> packets = new ArrayList<>();
                while (true) {
                    try {
                        packets.add(source.read());
                    } catch (LecternException end) {
                        return new Recording(source.streams(), packets, end);
                    }
                }
            }
        }
    }

    private static ErrorCode failure(String url) {
        try {
            return record(url).end.code();
        } catch (LecternException e) {
            assertThat(e.getMessage()).doesNotContain("secret").endsWith(".");
            return e.code();
        }
    }

    @Test
    void file_isDelivered_atItsOwnPaceAndWhole() throws Exception {
        TestMedia.assumeFfmpeg();
        Path clip = TestMedia.clip(folder.resolve("a.mp4"), 2, "-bf", "2");

        Recording recording = record("file://" + clip);

        assertThat(recording.end.code()).isEqualTo(ErrorCode.DEVICE_ENDED);
        List<MediaPacket> video = recording.of(MediaKind.VIDEO);
        assertThat(video).hasSize(50);
        assertThat(video.stream().filter(MediaPacket::keyframe)).hasSize(2);
        assertThat(recording.of(MediaKind.AUDIO)).hasSizeBetween(94, 96);
        long tookUs = (video.getLast().receivedNanos() - video.getFirst().receivedNanos()) / 1000;
        assertThat(tookUs).isBetween(1_900_000L, 2_100_000L);
        for (int i = 1; i < video.size(); i++) {
            assertThat(video.get(i).dtsUs()).isGreaterThan(video.get(i - 1).dtsUs());
        }
        TrackFormat format = video.getFirst().format();
        assertThat(format.codec()).isEqualTo(Codec.H264);
        assertThat(format.width()).isEqualTo(320);
        assertThat(AvcConfig.parse(format.codecConfig()).lengthBytes()).isEqualTo(4);
        TrackFormat sound = recording.of(MediaKind.AUDIO).getFirst().format();
        assertThat(sound.sampleRate()).isEqualTo(48000);
        assertThat(sound.channels()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"libx264, H264", "libx265, H265"})
    void transportStream_isUnwrapped_toTheSameAsAFile(String encoder, Codec codec) throws Exception {
        TestMedia.assumeFfmpeg();
        Path ts = TestMedia.clip(folder.resolve("a.ts"), 1, "-c:v", encoder);
        Path mp4 = folder.resolve("a.mp4");
        TestMedia.run("-i", ts.toString(), "-c", "copy", "-bsf:a", "aac_adtstoasc", mp4.toString());

        Recording fromTs = record("file://" + ts);
        Recording fromMp4 = record("file://" + mp4);

        assertThat(fromTs.of(MediaKind.VIDEO)).hasSize(25);
        assertThat(fromTs.of(MediaKind.VIDEO).getFirst().format().codec()).isEqualTo(codec);
        assertThat(fromTs.of(MediaKind.VIDEO).getFirst().format())
                .isEqualTo(fromMp4.of(MediaKind.VIDEO).getFirst().format());
        assertThat(fromTs.of(MediaKind.AUDIO).getFirst().format())
                .isEqualTo(fromMp4.of(MediaKind.AUDIO).getFirst().format());
        assertThat(fromTs.of(MediaKind.AUDIO)).hasSameSizeAs(fromMp4.of(MediaKind.AUDIO));
        for (int i = 0; i < fromTs.of(MediaKind.AUDIO).size(); i++) {
            assertThat(fromTs.of(MediaKind.AUDIO).get(i).data())
                    .isEqualTo(fromMp4.of(MediaKind.AUDIO).get(i).data());
        }
    }

    @Test
    void codecThatCannotBeRecorded_isNamed() throws Exception {
        TestMedia.assumeFfmpeg();
        Path ts = TestMedia.clip(folder.resolve("a.ts"), 1, "-c:v", "mpeg2video", "-an");
        assertThatThrownBy(() -> record("file://" + ts))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CODEC_UNSUPPORTED))
                .hasMessageContaining("mpeg2video");
    }

    @Test
    void udp_whenTheSenderStops_timesOut() throws Exception {
        TestMedia.assumeFfmpeg();
        Path ts = TestMedia.clip(folder.resolve("a.ts"), 3);
        Process sender =
                TestMedia.start("-re", "-i", ts.toString(), "-c", "copy", "-f", "mpegts", "udp://127.0.0.1:41234");
        try {
            Recording recording = record("udp://127.0.0.1:41234");
            assertThat(recording.end.code()).isEqualTo(ErrorCode.DEVICE_TIMEOUT);
            assertThat(recording.of(MediaKind.VIDEO)).hasSizeGreaterThan(40);
        } finally {
            sender.destroyForcibly();
        }
    }

    @Test
    void srtListener_takesACaller() throws Exception {
        TestMedia.assumeFfmpeg();
        Path ts = TestMedia.clip(folder.resolve("a.ts"), 3);
        Process listener = TestMedia.start(
                "-re", "-i", ts.toString(), "-c", "copy", "-f", "mpegts", "srt://127.0.0.1:41235?mode=listener");
        try {
            Recording recording = null;
            for (int attempt = 0; recording == null && attempt < 20; attempt++) {
                try {
                    recording = record("srt://127.0.0.1:41235");
                } catch (LecternException e) {
                    assertThat(e.code()).isIn(ErrorCode.DEVICE_UNREACHABLE, ErrorCode.DEVICE_TIMEOUT);
                }
            }
            assertThat(recording.of(MediaKind.VIDEO)).hasSizeGreaterThan(60);
            assertThat(recording.of(MediaKind.AUDIO)).hasSizeGreaterThan(100);
        } finally {
            listener.destroyForcibly();
        }
    }

    @Test
    void missingFile_isNotFound() {
        assertThat(failure("file:///no/such/file.mp4")).isEqualTo(ErrorCode.DEVICE_NOT_FOUND);
    }

    @Test
    void fileThatIsNoMedia_isAProtocolError() throws Exception {
        Path text = Files.writeString(folder.resolve("a.txt"), "This is no video.".repeat(1000));
        assertThat(failure("file://" + text)).isEqualTo(ErrorCode.DEVICE_PROTOCOL);
    }

    @ParameterizedTest
    @CsvSource({"rtsp", "rtmp"})
    void portThatRefuses_isUnreachable(String scheme) throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(failure("%s://user:secret@127.0.0.1:%d/x".formatted(scheme, port)))
                .isEqualTo(ErrorCode.DEVICE_UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"rtsp", "rtmp"})
    void serverThatSaysNothing_timesOut(String scheme) throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failure("%s://user:secret@127.0.0.1:%d/x".formatted(scheme, silent.getLocalPort())))
                    .isEqualTo(ErrorCode.DEVICE_TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n', DEVICE_AUTHENTICATION",
        "'RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n', DEVICE_NOT_FOUND",
        "'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n', DEVICE_PROTOCOL",
        "'SSH-2.0-OpenSSH_9.2\r\n', DEVICE_PROTOCOL"
    })
    void rtspAnswer_isNamed(String answer, ErrorCode expected) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, answer));
            assertThat(failure("rtsp://user:secret@127.0.0.1:%d/x".formatted(server.getLocalPort())))
                    .isEqualTo(expected);
        }
    }

    private static void answer(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] request = new byte[4096];
                while (socket.getInputStream().read(request) > 0) {
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    if (!answer.startsWith("RTSP")) {
                        break;
                    }
                }
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }
}
