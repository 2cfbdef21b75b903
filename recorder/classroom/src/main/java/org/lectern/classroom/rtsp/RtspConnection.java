package org.lectern.classroom.rtsp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the server: reads requests, and sends what it has set up over the same connection
 * (RFC 2326, 10.12). What the client does not take in time ends the connection, as a camera would.
 */
final class RtspConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RtspConnection.class);
    private static final Pattern REQUEST =
            Pattern.compile("([A-Z_]+) rtsp://[^/ ]+/([^/ ?]*)(?:/track(\\d+))?\\S* RTSP/1.0");
    private static final Pattern INTERLEAVED = Pattern.compile("interleaved=(\\d+)-(\\d+)");
    private static final int QUEUE_PACKETS = 4096;

    private final Socket socket;
    private final RtspServer server;
    private final String session = Long.toHexString(new SecureRandom().nextLong());
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_PACKETS);
    private final Map<Integer, Integer> channels = new LinkedHashMap<>();
    private final List<Mount.Subscriber> subscribers = new ArrayList<>();
    private @Nullable Mount mount;

    RtspConnection(Socket socket, RtspServer server) {
        this.socket = socket;
        this.server = server;
    }

    void serve() {
        Thread writer = Thread.ofVirtual().name("rtsp-writer").start(this::write);
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (List<String> request = read(in); !request.isEmpty(); request = read(in)) {
                answer(request);
            }
        } catch (IOException e) {
            LOG.debug("A client went away: {}", e.getMessage());
        } finally {
            end();
            writer.interrupt();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A client was gone already: {}", e.getMessage());
        }
    }

    private void end() {
        Mount playing = mount;
        if (playing != null) {
            subscribers.forEach(playing::unsubscribe);
        }
        subscribers.clear();
    }

    /** The lines of the next request, without the receiver reports between; empty at the end. */
    private static List<String> read(InputStream in) throws IOException {
        int first = in.read();
        while (first == '$') {
            in.read();
            int length = in.read() << 8 | in.read();
            in.skipNBytes(length);
            first = in.read();
        }
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (int next = first; next >= 0; next = in.read()) {
            if (next == '\n') {
                String text = line.toString().strip();
                line.setLength(0);
                if (text.isEmpty() && !lines.isEmpty()) {
                    return lines;
                }
                if (!text.isEmpty()) {
                    lines.add(text);
                }
            } else {
                line.append((char) next);
            }
        }
        return List.of();
    }

    private void answer(List<String> request) throws IOException {
        Matcher line = REQUEST.matcher(request.getFirst());
        String sequence = header(request, "CSeq");
        if (!line.matches()) {
            reply(sequence, "400 Bad Request", "");
            return;
        }
        Mount found = server.find(line.group(2));
        switch (line.group(1)) {
            case "OPTIONS" ->
                reply(sequence, "200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN\r\n");
            case "GET_PARAMETER" -> reply(sequence, "200 OK", "Session: " + session + "\r\n");
            case "TEARDOWN" -> {
                end();
                reply(sequence, "200 OK", "Session: " + session + "\r\n");
            }
            default -> {
                if (found == null || !found.isOn()) {
                    reply(sequence, "404 Not Found", "");
                } else {
                    play(line, request, found, sequence);
                }
            }
        }
    }

    private void play(Matcher line, List<String> request, Mount found, String sequence) throws IOException {
        switch (line.group(1)) {
            case "DESCRIBE" -> describe(found, sequence, line.group(2));
            case "SETUP" -> {
                Matcher transport = INTERLEAVED.matcher(header(request, "Transport"));
                int track = line.group(3) == null ? 0 : Integer.parseInt(line.group(3));
                if (!transport.find() || track >= found.media().size()) {
                    reply(sequence, "461 Unsupported Transport", "");
                    return;
                }
                mount = found;
                channels.put(track, Integer.parseInt(transport.group(1)));
                reply(
                        sequence,
                        "200 OK",
                        "Session: %s;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=%s-%s\r\n"
                                .formatted(session, transport.group(1), transport.group(2)));
            }
            case "PLAY" -> {
                reply(sequence, "200 OK", "Session: " + session + "\r\nRange: npt=0.000-\r\n");
                channels.forEach((track, channel) -> feed(found, track, channel));
            }
            default -> reply(sequence, "405 Method Not Allowed", "");
        }
    }

    private void describe(Mount found, String sequence, String name) throws IOException {
        var sdp = new StringBuilder("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=")
                .append(name)
                .append("\r\nt=0 0\r\n");
        for (int track = 0; track < found.media().size(); track++) {
            sdp.append(found.media().get(track).sdp(track));
        }
        reply(
                sequence,
                "200 OK",
                "Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n",
                sdp.toString());
    }

    private void feed(Mount found, int track, int channel) {
        var sender = new RtpSender(
                found.media().get(track),
                found,
                new SecureRandom(),
                (control, packet) -> enqueue(framed(control ? channel + 1 : channel, packet)));
        var subscriber = new Mount.Subscriber() {
            @Override
            public void accept(AccessUnit unit) {
                sender.send(unit);
            }

            @Override
            public void gone() {
                close();
            }
        };
        subscribers.add(subscriber);
        found.subscribe(track, subscriber);
    }

    private static byte[] framed(int channel, byte[] packet) {
        byte[] framed = new byte[packet.length + 4];
        framed[0] = '$';
        framed[1] = (byte) channel;
        framed[2] = (byte) (packet.length >> 8);
        framed[3] = (byte) packet.length;
        System.arraycopy(packet, 0, framed, 4, packet.length);
        return framed;
    }

    private void enqueue(byte[] bytes) {
        if (!queue.offer(bytes)) {
            LOG.debug("A client is too slow and is dropped");
            close();
        }
    }

    private static String header(List<String> request, String name) {
        return request.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private void reply(String sequence, String status, String headers) throws IOException {
        reply(sequence, status, headers, "");
    }

    private void reply(String sequence, String status, String headers, String body) throws IOException {
        byte[] answer = "RTSP/1.0 %s\r\nCSeq: %s\r\n%s\r\n%s"
                .formatted(status, sequence, headers, body)
                .getBytes(StandardCharsets.UTF_8);
        if (!queue.offer(answer)) {
            throw new IOException("the client does not read");
        }
    }

    private void write() {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            for (byte[] bytes = queue.take(); true; bytes = queue.take()) {
                out.write(bytes);
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
