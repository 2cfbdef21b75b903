package org.lectern.classroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.classroom.picture.Canvas;
import org.lectern.classroom.picture.ClockCode;
import org.lectern.classroom.picture.Scene;

class SimulatedClassroomTest {
    @Test
    void everyScene_showsItsClock() {
        var canvas = new Canvas(426, 240);
        for (Scene scene : List.of(Scene.presenter(canvas), Scene.slides(canvas), Scene.audience(canvas))) {
            scene.draw(1_795_402_790_123L);
            assertThat(ClockCode.read((x, y) ->
                            (canvas.bgr()[((int) (y * 240) * 426 + (int) (x * 426)) * 3] & 0xFF) / 255.0))
                    .as(scene.getClass().getSimpleName())
                    .hasValue(1_795_402_790_123L % ClockCode.PERIOD_MS);
        }
    }

    @Test
    void client_getsAReportAndThenAKeyframe() throws Exception {
        try (var room = SimulatedClassroom.start("127.0.0.1", 0, List.of(DeviceSettings.presenter()))) {
            URI address = URI.create(room.addresses().get("presenter"));
            try (var client = new Client(address)) {
                assertThat(client.ask("DESCRIBE " + address, "")).contains("H264/90000", "mpeg4-generic/48000/1");
                assertThat(client.ask(
                                "SETUP " + address + "/track0", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"))
                        .startsWith("RTSP/1.0 200");
                client.ask("PLAY " + address, "");
                byte[] report = client.packet();
                assertThat(report[1] & 0xFF).as("RTCP sender report").isEqualTo(200);
                byte[] first = client.packet();
                assertThat(first[12] & 0x1F).as("sequence parameter set").isEqualTo(7);

                room.device("presenter").switchOff();
                assertThat(client.ends()).isTrue();
            }
            try (var client = new Client(address)) {
                assertThat(client.ask("DESCRIBE " + address, "")).startsWith("RTSP/1.0 404");
            }
        }
    }

    @Test
    void requestThatIsNotRtsp_isRefused() throws Exception {
        try (var room = SimulatedClassroom.start("127.0.0.1", 0, List.of());
                var client = new Client(URI.create("rtsp://127.0.0.1:" + room.port() + "/"))) {
            assertThat(client.ask("GET / HTTP/1.1", "")).startsWith("RTSP/1.0 400");
        }
    }

    /** A client that speaks just enough RTSP. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final java.io.DataInputStream in;
        private int sequence;

        Client(URI address) throws Exception {
            socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(10_000);
            in = new java.io.DataInputStream(socket.getInputStream());
        }

        String ask(String request, String headers) throws Exception {
            OutputStream out = socket.getOutputStream();
            String line = request.contains("HTTP") ? request : request + " RTSP/1.0";
            out.write("%s\r\nCSeq: %d\r\n%s\r\n"
                    .formatted(line, ++sequence, headers)
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            int length = 0;
            for (String next = readLine(); !next.isEmpty(); next = readLine()) {
                answer.append(next).append('\n');
                if (next.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(next.substring(16));
                }
            }
            return answer + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        }

        private String readLine() throws Exception {
            var line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                assertThat(next).as("a byte of an answer").isNotNegative();
                line.append((char) next);
            }
            return line.toString().strip();
        }

        byte[] packet() throws Exception {
            assertThat(in.read()).isEqualTo('$');
            in.readByte();
            return in.readNBytes(in.readUnsignedShort());
        }

        boolean ends() throws Exception {
            try {
                in.readAllBytes();
                return true;
            } catch (java.net.SocketException e) {
                return true;
            }
        }

        @Override
        public void close() throws Exception {
            socket.close();
        }
    }
}
