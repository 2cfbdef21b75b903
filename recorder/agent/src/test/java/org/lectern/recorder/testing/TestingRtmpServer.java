package org.lectern.recorder.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A server of RTMP (Adobe's RTMP 1.0) with one stream, {@code /live/room-key}, at the pace of its times, once for
 * each client. It refuses other applications and other streams as servers do.
 */
public final class TestingRtmpServer implements AutoCloseable {
    public static final String KEY = "room-key";
    private static final int HANDSHAKE = 1536;
    private static final int CHUNK = 1 << 20;

    private final ServerSocket server;
    private final List<FlvTag> media;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public TestingRtmpServer(List<FlvTag> media) throws IOException {
        this(new ServerSocket(0, 20, InetAddress.getLoopbackAddress()), media);
    }

    /** On a socket that may speak TLS. */
    public TestingRtmpServer(ServerSocket server, List<FlvTag> media) {
        this.server = server;
        this.media = media;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The address of its stream. */
    public String url() {
        return url("live/" + KEY);
    }

    /** An address on it. */
    public String url(String path) {
        return "rtmp://127.0.0.1:%d/%s".formatted(port(), path);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            byte[] hello = in.readNBytes(1 + HANDSHAKE);
            OutputStream out = socket.getOutputStream();
            out.write(3);
            out.write(new byte[HANDSHAKE]);
            out.write(hello, 1, HANDSHAKE);
            in.readNBytes(HANDSHAKE);
            new Client(in, out).serve();
        } catch (IOException | InterruptedException e) {
            // The client has gone.
        }
    }

    /** One client. */
    private final class Client {
        private final DataInputStream in;
        private final OutputStream out;
        private final Map<Integer, Message> messages = new HashMap<>();
        private int chunk = 128;

        Client(DataInputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void serve() throws IOException, InterruptedException {
            while (true) {
                Message message = read();
                if (message.type == 1) {
                    chunk = ByteBuffer.wrap(message.body()).getInt();
                } else if (message.type == 20 && !answer(new String(message.body(), StandardCharsets.ISO_8859_1))) {
                    return;
                }
            }
        }

        /** The next whole message; chunks of several may be interleaved (5.3.1). */
        private Message read() throws IOException {
            while (true) {
                int first = in.readUnsignedByte();
                Message message = messages.computeIfAbsent(first & 0x3f, id -> new Message());
                int form = first >> 6;
                int time = form < 3 ? number24() : 0;
                if (form < 2) {
                    message.length = number24();
                    message.type = in.readUnsignedByte();
                }
                if (form == 0) {
                    in.readInt();
                }
                if (time == 0xffffff) {
                    in.readInt();
                }
                int left = message.length - message.data.size();
                message.data.writeBytes(in.readNBytes(Math.min(left, chunk)));
                if (message.data.size() == message.length) {
                    return message;
                }
            }
        }

        private int number24() throws IOException {
            return in.readUnsignedShort() << 8 | in.readUnsignedByte();
        }

        /** Answers a command; false if the client is to go. */
        private boolean answer(String command) throws IOException, InterruptedException {
            if (command.startsWith(amf("connect"))) {
                boolean known = command.contains(amf("live"));
                send(
                        20,
                        0,
                        known
                                ? ok("_result", "NetConnection.Connect.Success")
                                : refused("_error", 1, "NetConnection.Connect.Rejected", "No such application"));
                return known;
            }
            if (command.startsWith(amf("createStream"))) {
                double number = ByteBuffer.wrap(command.getBytes(StandardCharsets.ISO_8859_1), 16, 8)
                        .getDouble();
                send(20, 0, new Amf().text("_result").number(number).none().number(1));
            } else if (command.startsWith(amf("play"))) {
                if (!command.contains(amf(KEY))) {
                    String asked = command.substring(command.lastIndexOf(2) + 3).split("\0")[0];
                    send(20, 0, refused("onStatus", 0, "NetStream.Play.StreamNotFound", "No such stream: " + asked));
                    return false;
                }
                send(1, 0, ByteBuffer.allocate(4).putInt(CHUNK).array());
                send(20, 0, ok("onStatus", "NetStream.Play.Start"));
                play();
                return false;
            }
            return true;
        }

        private void play() throws IOException, InterruptedException {
            long start = System.nanoTime();
            for (FlvTag tag : media) {
                long wait = start + TimeUnit.MILLISECONDS.toNanos(tag.milliseconds()) - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
                send(tag.type(), tag.milliseconds(), tag.data());
            }
        }

        private Amf ok(String command, String code) {
            return new Amf().text(command).number(1).none().object("level", "status", "code", code);
        }

        private Amf refused(String command, double number, String code, String why) {
            return new Amf()
                    .text(command)
                    .number(number)
                    .none()
                    .object("level", "error", "code", code, "description", why);
        }

        private void send(int type, long time, Amf message) throws IOException {
            send(type, time, message.out.toByteArray());
        }

        private void send(int type, long time, byte[] body) throws IOException {
            int chunkSize = type >= 8 && type != 20 ? CHUNK : 128;
            ByteBuffer header = ByteBuffer.allocate(12);
            header.put((byte) (type == 9 ? 6 : type == 8 ? 4 : 3));
            header.put((byte) (time >> 16)).put((byte) (time >> 8)).put((byte) time);
            header.put((byte) (body.length >> 16))
                    .put((byte) (body.length >> 8))
                    .put((byte) body.length);
            header.put((byte) type).put((byte) (type >= 8 ? 1 : 0));
            var all = new ByteArrayOutputStream();
            all.writeBytes(header.array());
            for (int at = 0; at < body.length; at += chunkSize) {
                if (at > 0) {
                    all.write(0xc0 | header.get(0));
                }
                all.write(body, at, Math.min(chunkSize, body.length - at));
            }
            out.write(all.toByteArray());
            out.flush();
        }
    }

    private static String amf(String text) {
        return new Amf().text(text).out.toString(StandardCharsets.ISO_8859_1);
    }

    /** A message that comes in chunks. */
    private static final class Message {
        final ByteArrayOutputStream data = new ByteArrayOutputStream();
        int length;
        int type;

        byte[] body() {
            byte[] body = data.toByteArray();
            data.reset();
            return body;
        }
    }

    /** Values in AMF0. */
    private static final class Amf {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Amf text(String value) {
            out.write(2);
            return bare(value);
        }

        private Amf bare(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes.length >> 8);
            out.write(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        Amf number(double value) {
            out.write(0);
            out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
            return this;
        }

        Amf none() {
            out.write(5);
            return this;
        }

        Amf object(String... pairs) {
            out.write(3);
            for (int i = 0; i < pairs.length; i += 2) {
                bare(pairs[i]).text(pairs[i + 1]);
            }
            out.writeBytes(new byte[] {0, 0, 9});
            return this;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
