package org.lectern.recorder.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.MediaKind;
import org.lectern.recorder.testing.FlvTag;
import org.lectern.recorder.testing.TestingClips;
import org.lectern.recorder.testing.TestingRtmpServer;
import org.lectern.recorder.testing.TestingTls;

/** Each protocol with a sender that is not ours: the ffmpeg command. */
@Timeout(60)
class SourceProtocolsTest {
    private static final String GROUP = "239.255.7.7";
    private static final String PASSPHRASE = "?passphrase=longenough1";

    @TempDir
    static Path folder;

    private static Path clip;
    private final List<Process> senders = new ArrayList<>();

    @BeforeAll
    static void makeClip() throws Exception {
        TestingClips.assumeFfmpeg();
        clip = TestingClips.clip(folder.resolve("a.ts"), 2);
    }

    @AfterEach
    void endSenders() {
        senders.forEach(Process::destroyForcibly);
    }

    private Process send(String... to) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-re", "-i", clip.toString(), "-c", "copy"));
        arguments.addAll(List.of(to));
        Process sender = TestingClips.start(arguments.toArray(String[]::new));
        senders.add(sender);
        return sender;
    }

    /** Sends as soon as somebody listens, as encoders do. */
    private void push(String... to) {
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 20 && send(to).waitFor() != 0; i++) {
                    Thread.sleep(100);
                }
            } catch (Exception e) {
                // The test is over.
            }
        });
    }

    static int freePort() throws IOException {
        try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return tcp.getLocalPort();
        }
    }

    /** Nobody is told when a datagram finds no listener yet. */
    static void awaitListener(int port) throws IOException, InterruptedException {
        Path table = Path.of("/proc/net/udp");
        String local = ":%04X ".formatted(port);
        for (int i = 0;
                i < 100 && Files.exists(table) && !Files.readString(table).contains(local);
                i++) {
            Thread.sleep(50);
        }
        // RTP is opened a second time once it is known what it carries.
        Thread.sleep(200);
    }

    private static void assertWhole(Reading reading, int leastPictures) {
        assertThat(reading.of(MediaKind.VIDEO)).hasSizeBetween(leastPictures, 50);
        assertThat(reading.of(MediaKind.AUDIO)).hasSizeBetween(leastPictures * 15 / 8 - 5, 96);
        reading.assertSmooth(MediaKind.VIDEO);
        reading.assertSmooth(MediaKind.AUDIO);
        assertThat(reading.of(MediaKind.VIDEO).getLast().format().codec()).isEqualTo(Codec.H264);
        assertThat(reading.of(MediaKind.VIDEO).getLast().format().width()).isEqualTo(320);
        assertThat(reading.of(MediaKind.AUDIO).getLast().format().sampleRate()).isEqualTo(48000);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void rtmp_ofAServer_isPulled() throws Exception {
        String url = "rtmp://127.0.0.1:%d/live/room".formatted(freePort());
        send("-f", "flv", "-listen", "1", url);
        Reading reading = Reading.once(url);
        assertWhole(reading, 50);
        assertThat(reading.end().code()).isEqualTo(ErrorCode.DEVICE_ENDED);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void rtmp_thatIsPushed_isTaken() throws Exception {
        int port = freePort();
        push("-f", "flv", "rtmp://127.0.0.1:%d/live/room".formatted(port));
        Reading reading = Reading.of("rtmp://127.0.0.1:%d/live/room?listen=1".formatted(port));
        assertWhole(reading, 50);
        assertThat(reading.end().code()).isEqualTo(ErrorCode.DEVICE_ENDED);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void rtmps_withTheDevicesOwnCertificate_isPulled_byItsFingerprint() throws Exception {
        TestingTls tls = TestingTls.create(folder);
        List<FlvTag> media = FlvTag.media(FlvTag.read(TestingClips.clip(folder.resolve("b.flv"), 2)));
        try (var server = new TestingRtmpServer(
                tls.context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress()),
                media)) {
            String url = server.url().replace("rtmp:", "rtmps:");
            assertThat(Reading.failure(url).code()).isEqualTo(ErrorCode.DEVICE_CERTIFICATE);
            assertWhole(Reading.of(url + "?fingerprint=" + tls.fingerprint()), 50);
            assertThat(Reading.of(url + "?verify=none").of(MediaKind.VIDEO)).hasSize(50);
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"", PASSPHRASE})
    void srt_ofAListener_isCalled(String passphrase) throws Exception {
        int port = freePort();
        send("-f", "mpegts", "srt://127.0.0.1:%d?mode=listener&%s".formatted(port, passphrase.replace("?", "")));
        // A live protocol: what is on its way when the sender ends is not waited for.
        assertWhole(Reading.once("srt://127.0.0.1:" + port + passphrase), 35);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void srt_ofACaller_isTaken() throws Exception {
        int port = freePort();
        push("-f", "mpegts", "srt://127.0.0.1:" + port + PASSPHRASE);
        assertWhole(Reading.of("srt://:%d%s&mode=listener".formatted(port, PASSPHRASE)), 35);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void srt_withAnotherPassphrase_isAnErrorOfTheSignIn_andTheRightCallerIsTakenAfterAWrongOne() throws Exception {
        int port = freePort();
        send("-f", "mpegts", "srt://127.0.0.1:%d?mode=listener&passphrase=longenough1".formatted(port));
        String url = "srt://127.0.0.1:" + port;
        ErrorCode wrong = ErrorCode.DEVICE_TIMEOUT;
        for (int i = 0; i < 5 && wrong == ErrorCode.DEVICE_TIMEOUT; i++) {
            wrong = Reading.failure(url + "?passphrase=wrongwrong1").code();
        }
        assertThat(wrong).isEqualTo(ErrorCode.DEVICE_AUTHENTICATION);
        assertThat(Reading.failure(url)).hasMessageContaining("passphrase").hasMessageNotContaining("longenough1");
        assertThat(Reading.of(url + PASSPHRASE).of(MediaKind.VIDEO)).isNotEmpty();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"udp://127.0.0.1:%d", "udp://:%d", "rtp://127.0.0.1:%d", "rtp://:%d"})
    void transportStream_inDatagrams_isTaken(String address) throws Exception {
        boolean rtp = address.startsWith("rtp");
        int port = freePort() & ~1;
        var sender = Thread.ofVirtual().start(() -> {
            try {
                awaitListener(port);
                send(
                        "-f",
                        rtp ? "rtp_mpegts" : "mpegts",
                        (rtp ? "rtp" : "udp") + "://127.0.0.1:%d?pkt_size=1316".formatted(port));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Reading reading = Reading.of(address.formatted(port));
        sender.join();
        // RTP is looked at once to learn what it carries.
        assertWhole(reading, rtp ? 35 : 50);
        assertThat(reading.end().code()).isEqualTo(ErrorCode.DEVICE_TIMEOUT);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void transportStream_toAMulticastGroup_isTaken() throws Exception {
        assumeMulticast();
        int port = freePort();
        String group = "udp://%s:%d?localaddr=127.0.0.1".formatted(GROUP, port);
        Thread.ofVirtual().start(() -> {
            try {
                awaitListener(port);
                send("-f", "mpegts", group + "&pkt_size=1316");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertWhole(Reading.of(group), 50);
    }

    private static void assumeMulticast() throws IOException {
        boolean works = false;
        try (var in = new MulticastSocket(new InetSocketAddress(GROUP, 0));
                var out = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
            in.joinGroup(new InetSocketAddress(GROUP, 0), loopback);
            out.setOption(java.net.StandardSocketOptions.IP_MULTICAST_IF, loopback);
            in.setSoTimeout(1000);
            out.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName(GROUP), in.getLocalPort()));
            in.receive(new DatagramPacket(new byte[1], 1));
            works = true;
        } catch (IOException e) {
            // This machine's kernel does not.
        }
        Assumptions.assumeTrue(works, "needs multicast on the loopback interface: ip link set lo multicast on");
    }
}
