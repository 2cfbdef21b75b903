package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtspReaderTest {
    private static final byte[] ANSWER = ascii(
            "\r\nRTSP/1.0 200 OK\r\nCSeq: 3\r\nWWW-Authenticate: Basic realm=\"a\"\r\nwww-authenticate: Digest realm=\"a\"\r\nContent-Length: 5\r\n\r\nhello");
    private static final byte[] PACKET = Rtp.join(new byte[] {'$', 2, 1, 4}, new byte[260]);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Gives so many bytes at a time. */
    private static InputStream pieces(int bytes, byte[]... parts) {
        return new ByteArrayInputStream(Rtp.join(parts)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(bytes, length));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000, 1_000_000})
    void answersAndPackets_areToldApart_howeverTheyArrive(int bytes) throws Exception {
        var reader = new RtspReader(pieces(bytes, ANSWER, PACKET, PACKET, ANSWER, PACKET));

        assertThat(reader.next()).isEqualTo(RtspReader.Kind.RESPONSE);
        assertThat(reader.response().status()).isEqualTo(200);
        assertThat(reader.response().text()).isEqualTo("hello");
        assertThat(reader.response().headers().get("www-authenticate")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(reader.next()).isEqualTo(RtspReader.Kind.PACKET);
            assertThat(reader.channel()).isEqualTo(2);
            assertThat(reader.packetLength()).isEqualTo(260);
        }
        assertThat(reader.next()).isEqualTo(RtspReader.Kind.RESPONSE);
        assertThat(reader.next()).isEqualTo(RtspReader.Kind.PACKET);
        assertThatExceptionOfType(EOFException.class).isThrownBy(reader::next);
    }

    @Test
    void muchMoreThanTheBuffer_passesThrough() throws Exception {
        byte[] large = new byte[4 + 65_535];
        large[0] = '$';
        large[2] = -1;
        large[3] = -1;
        byte[][] many = new byte[40][];
        Arrays.fill(many, large);
        var reader = new RtspReader(pieces(10_000, many));
        for (int i = 0; i < many.length; i++) {
            assertThat(reader.next()).isEqualTo(RtspReader.Kind.PACKET);
            assertThat(reader.packetLength()).isEqualTo(65_535);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
                "<html>",
                "RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n",
                "RTSP/1.0 two hundred\r\n\r\n"
            })
    void whatIsNoRtsp_isSaidAtOnce(String greeting) {
        // It never ends: who waited for more would wait for ever.
        var endless = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == greeting.length()) {
                    throw new AssertionError("More was waited for.");
                }
                return greeting.charAt(at++);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                into[offset] = (byte) read();
                return 1;
            }
        };
        assertThatExceptionOfType(RtspException.class)
                .isThrownBy(() -> new RtspReader(endless).next())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RtspException.Reason.PROTOCOL));
    }

    @Test
    void headWithoutEnd_isRefused() {
        byte[] line = ascii("X: y\r\n");
        byte[][] lines = new byte[10_000][];
        Arrays.fill(lines, line);
        var reader = new RtspReader(pieces(1000, ascii("RTSP/1.0 200 OK\r\n"), Rtp.join(lines)));
        assertThatExceptionOfType(RtspException.class).isThrownBy(reader::next);
    }
}
