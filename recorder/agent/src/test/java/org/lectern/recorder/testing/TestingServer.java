package org.lectern.recorder.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.spool.Json;

/**
 * Stands in for vod-api: the agents' WebSocket (RFC 6455) and the report endpoint, with the same rules:
 * commands are replayed until they are acknowledged, reports are merged and the first write wins. It
 * can be away.
 */
public final class TestingServer implements AutoCloseable {
    public static final String KEY = "agent-key";

    public final List<AgentMessage.Hello> hellos = new CopyOnWriteArrayList<>();
    public final List<AgentMessage> answers = new CopyOnWriteArrayList<>();
    public final List<AgentMessage.Telemetry> telemetry = new CopyOnWriteArrayList<>();
    public final Map<Long, AgentMessage.Ack> acks = new ConcurrentHashMap<>();
    public final Map<UUID, CaptureReport> captures = new ConcurrentHashMap<>();
    public final Map<UUID, CaptureReport.Track> tracks = new ConcurrentHashMap<>();
    private final Map<UUID, TreeMap<Integer, TrackEntry>> entries = new HashMap<>();
    private final List<ServerMessage> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Socket> webSockets = new CopyOnWriteArrayList<>();
    private final int port;
    private ServerSocket server;

    /** Whether reports fail though the server is there. */
    public volatile boolean refusing;

    /** What it answers then. */
    public volatile int refusal = 503;

    /** How often it has refused. */
    public final java.util.concurrent.atomic.AtomicInteger refused = new java.util.concurrent.atomic.AtomicInteger();

    public TestingServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        listen();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Goes away: refuses connections and breaks those that are open. */
    public void leave() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        webSockets.clear();
    }

    /** Comes back on the same port. */
    public void comeBack() throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        listen();
    }

    /** Breaks the agents' connections; the server stays. */
    public void dropAgents() throws IOException {
        for (Socket socket : webSockets) {
            socket.close();
        }
        webSockets.clear();
    }

    /** Gives a command, now and after each reconnect until it is acknowledged. */
    public void command(ServerMessage command) throws IOException {
        commands.add(command);
        for (Socket socket : webSockets) {
            send(socket, command);
        }
    }

    /** The entries of a track, as far as they are known without a hole. */
    public synchronized List<TrackEntry> entries(UUID trackId) {
        List<TrackEntry> known = new ArrayList<>();
        TreeMap<Integer, TrackEntry> all = entries.getOrDefault(trackId, new TreeMap<>());
        while (all.containsKey(known.size())) {
            known.add(all.get(known.size()));
        }
        return known;
    }

    /** Whether a capture is closed, and every entry of every track of it known. */
    public boolean isComplete(UUID captureId) {
        CaptureReport report = captures.get(captureId);
        return report != null
                && report.closedAt() != null
                && report.tracks().stream()
                        .allMatch(track -> track.entryCount() != null
                                && entries(track.trackId()).size() == track.entryCount());
    }

    private void listen() {
        ServerSocket listening = server;
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    sockets.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                String request = line(in);
                if (request.isEmpty()) {
                    return;
                }
                Map<String, String> headers = new HashMap<>();
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    String[] parts = line.split(":", 2);
                    headers.put(parts[0].strip().toLowerCase(), parts[1].strip());
                }
                if (!("Bearer " + KEY).equals(headers.get("authorization"))) {
                    answer(socket, 401, "{}");
                } else if (request.startsWith("GET /api/agent/control ")) {
                    webSocket(socket, in, headers);
                    return;
                } else {
                    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
                    report(socket, request, body);
                }
            }
        } catch (IOException e) {
            // The agent has gone.
        } finally {
            sockets.remove(socket);
            webSockets.remove(socket);
        }
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private void report(Socket socket, String request, byte[] body) throws IOException {
        if (refusing) {
            refused.incrementAndGet();
            answer(socket, refusal, "{}");
            return;
        }
        if (request.contains("/stills/")) {
            answer(socket, 204, "");
            return;
        }
        UUID captureId = UUID.fromString(request.split("/")[4]);
        CaptureReport report = Json.MAPPER.readValue(body, CaptureReport.class);
        List<CaptureReport.Known> known = new ArrayList<>();
        for (CaptureReport.Track track : report.tracks()) {
            synchronized (this) {
                var all = entries.computeIfAbsent(track.trackId(), id -> new TreeMap<>());
                for (TrackEntry entry : track.entries()) {
                    TrackEntry before = all.putIfAbsent(entry.sequence(), entry);
                    if (before != null && !before.equals(entry)) {
                        throw new AssertionError("An entry was reported twice, differently: " + entry);
                    }
                }
            }
            tracks.put(track.trackId(), track);
            known.add(new CaptureReport.Known(
                    track.trackId(), entries(track.trackId()).size()));
        }
        captures.put(captureId, report);
        answer(socket, 200, Json.MAPPER.writeValueAsString(new CaptureReport.Accepted(known)));
    }

    private static void answer(Socket socket, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write("HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(status, bytes.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    private void webSocket(Socket socket, DataInputStream in, Map<String, String> headers) throws IOException {
        String accept;
        try {
            accept = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((headers.get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        socket.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var message = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if ((head & 0xf) == 8) {
                return;
            }
            if ((head & 0xf) <= 1) {
                // A long message comes in several frames (RFC 6455, 5.4).
                message.writeBytes(payload);
                if ((head & 0x80) != 0) {
                    heard(socket, message.toString(StandardCharsets.UTF_8));
                    message.reset();
                }
            }
        }
    }

    private void heard(Socket socket, String text) throws IOException {
        switch (Json.MAPPER.readValue(text, AgentMessage.class)) {
            case AgentMessage.Hello hello -> {
                hellos.add(hello);
                webSockets.add(socket);
                for (ServerMessage command : commands) {
                    if (!acks.containsKey(number(command))) {
                        send(socket, command);
                    }
                }
            }
            case AgentMessage.Ack ack -> acks.put(ack.command(), ack);
            case AgentMessage.Telemetry heartbeat -> telemetry.add(heartbeat);
            case AgentMessage.Discovered discovered -> answers.add(discovered);
            case AgentMessage.Rehearsed rehearsed -> answers.add(rehearsed);
            case AgentMessage.Inspected inspected -> answers.add(inspected);
        }
    }

    private static long number(ServerMessage command) {
        return switch (command) {
            case ServerMessage.Configure ignored -> -1;
            case ServerMessage.Start start -> start.command();
            case ServerMessage.Stop stop -> stop.command();
            case ServerMessage.Schedule ignored -> -1;
            case ServerMessage.Extend extend -> extend.command();
            case ServerMessage.Discover ignored -> -1;
            case ServerMessage.Rehearse ignored -> -1;
            case ServerMessage.Inspect ignored -> -1;
        };
    }

    private static void send(Socket socket, ServerMessage message) throws IOException {
        byte[] payload;
        try {
            payload = Json.MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        synchronized (socket) {
            socket.getOutputStream().write(frame.toByteArray());
        }
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
