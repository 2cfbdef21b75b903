package org.lectern.classroom.rtsp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves mounts over RTSP, a virtual thread for each client. Safe for all threads. */
public final class RtspServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RtspServer.class);

    private final ServerSocket socket;
    private final Map<String, Mount> mounts = new ConcurrentHashMap<>();
    private final Set<RtspConnection> connections = ConcurrentHashMap.newKeySet();

    /**
     * Listens.
     *
     * @param port 0 for a free one
     * @throws IOException if the port is taken
     */
    public RtspServer(String host, int port) throws IOException {
        socket = new ServerSocket(port, 50, InetAddress.getByName(host));
        Thread.ofVirtual().name("rtsp-accept").start(this::accept);
    }

    /** Offers a device; returns its address. */
    public String mount(String name, Mount mount) {
        mounts.put(name, mount);
        return "rtsp://%s:%d/%s".formatted(socket.getInetAddress().getHostAddress(), port(), name);
    }

    /** The port that it listens on. */
    public int port() {
        return socket.getLocalPort();
    }

    @Nullable
    Mount find(String name) {
        return mounts.get(name);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                var connection = new RtspConnection(client, this);
                connections.add(connection);
                Thread.ofVirtual().name("rtsp-client").start(() -> {
                    connection.serve();
                    connections.remove(connection);
                });
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("A client could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        connections.forEach(RtspConnection::close);
    }
}
