package org.lectern.media.rtsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and answers over one connection (RFC 2326, 6, 7 and 10). For one thread. */
final class RtspControl {
    private static final String AGENT = "Lectern";
    private static final int UNAUTHORIZED = 401;
    private static final int OK = 200;

    private final RtspReader reader;
    private final OutputStream out;
    private final RtspLogin login;
    private final PacketSink packets;
    private @Nullable String session;
    private int sequence;

    /** Takes what comes between answers; it is where the reader says. */
    interface PacketSink {
        void packet(RtspReader reader);
    }

    RtspControl(InputStream in, OutputStream out, RtspLogin login, PacketSink packets) {
        this.reader = new RtspReader(in);
        this.out = out;
        this.login = login;
        this.packets = packets;
    }

    RtspReader reader() {
        return reader;
    }

    /** The session that later requests belong to. */
    void session(String id) {
        session = id;
    }

    /**
     * Asks and waits for the answer, signing in where that is asked for.
     *
     * @throws RtspException if the answer is no
     */
    RtspResponse request(String method, String uri, Map<String, String> headers) throws IOException {
        RtspResponse response = ask(method, uri, headers);
        if (response.status() == UNAUTHORIZED && login.challenged(response)) {
            response = ask(method, uri, headers);
        }
        if (response.status() != OK) {
            throw RtspException.of(method, response);
        }
        return response;
    }

    private RtspResponse ask(String method, String uri, Map<String, String> headers) throws IOException {
        send(method, uri, headers);
        while (true) {
            if (reader.next() == RtspReader.Kind.PACKET) {
                packets.packet(reader);
            } else if (reader.response().status() >= OK) {
                // Nothing else was asked. Devices do not all repeat the number of the request.
                return reader.response();
            }
        }
    }

    /** Takes a challenge that came among the packets: the next request answers it. */
    void challenged(RtspResponse refusal) {
        login.challenged(refusal);
    }

    /** Asks without waiting; the answer comes among the packets. */
    void send(String method, String uri, Map<String, String> headers) throws IOException {
        var request = new StringBuilder(method)
                .append(' ')
                .append(uri)
                .append(" RTSP/1.0\r\nCSeq: ")
                .append(++sequence)
                .append("\r\nUser-Agent: ")
                .append(AGENT)
                .append("\r\n");
        if (session != null) {
            request.append("Session: ").append(session).append("\r\n");
        }
        login.header(method, uri)
                .ifPresent(answer ->
                        request.append("Authorization: ").append(answer).append("\r\n"));
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Sends a packet of ours over the connection. */
    void sendPacket(int channel, byte[] packet) throws IOException {
        byte[] framed = new byte[packet.length + 4];
        framed[0] = '$';
        framed[1] = (byte) channel;
        framed[2] = (byte) (packet.length >> 8);
        framed[3] = (byte) packet.length;
        System.arraycopy(packet, 0, framed, 4, packet.length);
        out.write(framed);
        out.flush();
    }
}
