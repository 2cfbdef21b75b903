package org.lectern.model.object;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that send in large pieces: the client would make a system call for every 8 KiB of a segment,
 * which costs a recorder of many cameras more than writing them to its disk.
 */
final class LargeWrites extends SocketFactory {
    private static final int PIECE_BYTES = 128 * 1024;

    @Override
    public Socket createSocket() {
        return new Gathering();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return bound(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return bound(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private static Socket connected(InetSocketAddress address) throws IOException {
        return bound(address, new InetSocketAddress(0));
    }

    private static Socket bound(InetSocketAddress address, InetSocketAddress local) throws IOException {
        var socket = new Gathering();
        try {
            socket.bind(local);
            socket.connect(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What is written goes out when it is flushed, or is a large piece; the client flushes each request. */
    private static final class Gathering extends Socket {
        @Override
        public OutputStream getOutputStream() throws IOException {
            return new BufferedOutputStream(super.getOutputStream(), PIECE_BYTES);
        }
    }
}
