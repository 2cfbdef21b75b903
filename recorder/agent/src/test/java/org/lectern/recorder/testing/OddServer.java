package org.lectern.recorder.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Listens where a device should be, and answers every request with the same text. */
public final class OddServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String answer;
    private final Duration pause;

    /**
     * @param answer what it says; empty to say nothing
     * @param pause between two bytes of it
     */
    public OddServer(String answer, Duration pause) throws IOException {
        this.answer = answer;
        this.pause = pause;
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            byte[] request = new byte[4096];
            while (client.getInputStream().read(request) > 0) {
                OutputStream out = client.getOutputStream();
                for (byte next : answer.getBytes(StandardCharsets.US_ASCII)) {
                    out.write(next);
                    out.flush();
                    Thread.sleep(pause);
                }
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
