package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.lectern.media.rtsp.Rtp.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session with a device whose every answer the test decides. */
@Timeout(30)
class RtspSessionTest {
    private static final String SDP = """
            v=0\r
            a=control:*\r
            m=video 0 RTP/AVP 96\r
            a=rtpmap:96 H264/90000\r
            a=control:rtsp://10.9.9.9/other/track1\r
            m=audio 0 RTP/AVP 8\r
            a=control:track2\r
            """;
    private static final byte[] SLICE = bytes(0x65, 1, 2, 3);

    private ServerSocket server;
    private volatile Socket client;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private byte[] media = {};
    private final List<String> units = new ArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        answers.put("DESCRIBE", "Content-Type: application/sdp\r\nContent-Length: " + SDP.length() + "\r\n\r\n" + SDP);
        answers.put("track1", "Session: 77;timeout=4\r\nTransport: RTP/AVP/TCP;interleaved=6-7\r\n\r\n");
        answers.put("track2", "Session: 77;timeout=4\r\nTransport: RTP/AVP/TCP;interleaved=2-3\r\n\r\n");
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve() {
        try (Socket accepted = server.accept()) {
            client = accepted;
            InputStream in = accepted.getInputStream();
            for (String request = head(in); !request.isEmpty(); request = head(in)) {
                requests.add(request);
                String asked = request;
                String answer = answers.entrySet().stream()
                        .filter(entry -> asked.lines().findFirst().orElse("").contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("\r\n");
                String whole = answer.startsWith("RTSP") ? answer : "RTSP/1.0 200 OK\r\n" + answer;
                feed(whole.getBytes(StandardCharsets.US_ASCII));
                if (request.startsWith("PLAY")) {
                    feed(media);
                }
            }
        } catch (IOException e) {
            // The session is over.
        }
    }

    private synchronized void feed(byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
    }

    private boolean wasAsked(String method) {
        return requests.stream().anyMatch(request -> request.startsWith(method));
    }

    /** The next request; packets of ours before it are passed over. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            if (head.isEmpty() && next == '$') {
                in.skipNBytes(1);
                in.skipNBytes(in.read() << 8 | in.read());
            } else {
                head.append((char) next);
            }
        }
        return head.toString();
    }

    private RtspSession open() throws IOException {
        return RtspSession.describe(
                new RtspTarget("rtsp://camera/live?channel=1", null, null, false),
                new Socket(server.getInetAddress(), server.getLocalPort()));
    }

    private void take(int index, byte[] data, int length, long mediaUs, long nanos, long wallUs) {
        units.add(index + ":" + Arrays.toString(Arrays.copyOf(data, length)));
    }

    private static byte[] framed(int channel, byte[] packet) {
        return Rtp.join(bytes('$', channel, packet.length >> 8, packet.length), packet);
    }

    private static byte[] law(int sequence) {
        byte[] packet = Rtp.packet(sequence, 0, false, bytes(9));
        packet[1] = 8;
        return packet;
    }

    @Test
    void mediaComeOverTheChannelsThatTheDeviceChose() throws Exception {
        media = Rtp.join(
                framed(6, Rtp.packet(1, 5, true, SLICE)), framed(2, law(1)), framed(4, law(1)), framed(6, bytes(1)));
        try (RtspSession session = open()) {
            assertThat(session.play(List.of(0, 1), this::take)).isEmpty();
            while (units.size() < 2) {
                session.read();
            }
        }
        assertThat(units).containsExactly("0:[0, 0, 0, 4, 101, 1, 2, 3]", "1:[9]");
        assertThat(requests)
                .extracting(request -> request.lines().findFirst().orElse(""))
                .startsWith(
                        "DESCRIBE rtsp://camera/live?channel=1 RTSP/1.0",
                        "SETUP rtsp://10.9.9.9/other/track1 RTSP/1.0",
                        "SETUP rtsp://camera/live?channel=1/track2 RTSP/1.0",
                        "PLAY rtsp://camera/live?channel=1 RTSP/1.0");
        assertThat(requests.get(3)).contains("Session: 77\r\n");
    }

    @Test
    void refusedSound_leavesThePicture() throws Exception {
        answers.put("track2", "RTSP/1.0 461 Unsupported Transport\r\n\r\n");
        media = framed(6, Rtp.packet(1, 5, true, SLICE));
        try (RtspSession session = open()) {
            assertThat(session.play(List.of(0, 1), this::take)).containsOnlyKeys(1);
            while (units.isEmpty()) {
                session.read();
            }
        }
        assertThat(units).hasSize(1);
    }

    @Test
    void everythingRefused_isTold() throws Exception {
        answers.put("track1", "RTSP/1.0 453 Not Enough Bandwidth\r\n\r\n");
        answers.put("track2", "RTSP/1.0 453 Not Enough Bandwidth\r\n\r\n");
        try (RtspSession session = open()) {
            assertThatExceptionOfType(RtspException.class)
                    .isThrownBy(() -> session.play(List.of(0, 1), this::take))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(RtspException.Reason.BUSY));
        }
    }

    @Test
    void session_isKeptAlive_andEndedWithGoodbye() throws Exception {
        answers.put("GET_PARAMETER", "RTSP/1.0 501 Not Implemented\r\n\r\n");
        byte[] goodbye = bytes(0x81, 203, 0, 1, 0, 0, 0, 7);
        try (RtspSession session = open()) {
            session.play(List.of(0), this::take);
            // Half of the four seconds that the device waits.
            for (String sign : List.of("GET_PARAMETER", "OPTIONS")) {
                while (!wasAsked(sign)) {
                    feed(framed(6, Rtp.packet(1, 5, true, SLICE)));
                    session.read();
                    Thread.sleep(50);
                }
            }
            feed(Rtp.join(framed(6, Rtp.packet(60, 5, true, 7, SLICE)), framed(7, goodbye)));
            assertThatExceptionOfType(RtspException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            session.read();
                        }
                    })
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(RtspException.Reason.ENDED));
        }
        await().until(() -> wasAsked("TEARDOWN"));
    }
}
