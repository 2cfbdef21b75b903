package org.lectern.recorder.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** What may listen at an address that is no device's. */
public final class TestingNuisance implements AutoCloseable {
    private final ServerSocket server;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    /** What is said to whoever connects. */
    public interface Talk {
        void to(Socket client) throws IOException, InterruptedException;
    }

    public TestingNuisance(Talk talk) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    open.add(client);
                    Thread.ofVirtual().start(() -> {
                        try (client) {
                            talk.to(client);
                        } catch (IOException | InterruptedException e) {
                            // It has gone, or the test is over.
                        }
                    });
                } catch (IOException e) {
                    // It was closed.
                }
            }
        });
    }

    /** A web server that knows no such request. */
    public static TestingNuisance web() throws IOException {
        return new TestingNuisance(client -> {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    /** The banner of a shell. */
    public static TestingNuisance shell() throws IOException {
        return new TestingNuisance(client -> {
            client.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().read(new byte[4096]);
        });
    }

    /** Bytes without a meaning. */
    public static TestingNuisance noise() throws IOException {
        return new TestingNuisance(client -> {
            byte[] bytes = new byte[100_000];
            new Random(7).nextBytes(bytes);
            client.getOutputStream().write(bytes);
            client.getInputStream().readAllBytes();
        });
    }

    /** A byte a second, for ever. */
    public static TestingNuisance loris() throws IOException {
        return new TestingNuisance(client -> {
            while (true) {
                client.getOutputStream().write('#');
                Thread.sleep(1000);
            }
        });
    }

    /** Answers datagrams with a byte each, at the same port number. */
    public TestingNuisance withDatagrams() throws IOException {
        var socket = new DatagramSocket(port(), InetAddress.getLoopbackAddress());
        open.add(socket);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[2000], 2000);
                    socket.receive(packet);
                    packet.setLength(1);
                    socket.send(packet);
                }
            } catch (IOException e) {
                // It was closed.
            }
        });
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.close();
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
