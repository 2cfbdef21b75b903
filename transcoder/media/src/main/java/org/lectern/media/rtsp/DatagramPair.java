package org.lectern.media.rtsp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The two ports on which one medium comes over UDP: an even one for RTP and the next one for RTCP (RFC
 * 3550, 11). Packets of others than the device are dropped. For one thread.
 */
final class DatagramPair implements AutoCloseable {
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 60_000;
    private static final int TRIES = 50;
    private static final int RECEIVE_BYTES = 4 << 20;

    private final DatagramChannel media;
    private final DatagramChannel control;
    private final InetAddress device;
    private final int port;
    private final int index;
    private int devicePort;

    private DatagramPair(DatagramChannel media, DatagramChannel control, InetAddress device, int port, int index) {
        this.media = media;
        this.control = control;
        this.device = device;
        this.port = port;
        this.index = index;
    }

    /**
     * Binds a pair of free ports.
     *
     * @param local the address at which the device reaches us
     * @param index of the medium
     */
    static DatagramPair open(InetAddress local, InetAddress device, int index, Selector selector) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT / 2, LAST_PORT / 2) * 2;
            DatagramChannel media = DatagramChannel.open();
            DatagramChannel control = DatagramChannel.open();
            try {
                media.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
                media.bind(new InetSocketAddress(local, port));
                control.bind(new InetSocketAddress(local, port + 1));
                var pair = new DatagramPair(media, control, device, port, index);
                media.configureBlocking(false).register(selector, SelectionKey.OP_READ, pair);
                control.configureBlocking(false).register(selector, SelectionKey.OP_READ, pair);
                return pair;
            } catch (BindException e) {
                media.close();
                control.close();
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** The medium whose packets come here. */
    int index() {
        return index;
    }

    /** The even port. */
    int port() {
        return port;
    }

    /** Opens the way for the device's packets through what lies between, from the port it has named. */
    void punch(int serverPort) throws IOException {
        devicePort = serverPort;
        if (serverPort > 0) {
            // An empty packet of RTP: version 2, nothing in it.
            media.send(ByteBuffer.allocate(12).put(0, (byte) 0x80), new InetSocketAddress(device, serverPort));
        }
    }

    /** Sends a packet of RTCP. */
    void sendControl(byte[] packet) throws IOException {
        if (devicePort > 0) {
            control.send(ByteBuffer.wrap(packet), new InetSocketAddress(device, devicePort + 1));
        }
    }

    boolean isControl(SelectionKey key) {
        return key.channel() == control;
    }

    /** Reads one packet of the device, if one is there: its length, 0 for a stranger's, -1 if none is there. */
    int receive(SelectionKey key, ByteBuffer into) throws IOException {
        into.clear();
        @Nullable SocketAddress from = ((DatagramChannel) key.channel()).receive(into);
        if (from == null) {
            return -1;
        }
        return ((InetSocketAddress) from).getAddress().equals(device) ? into.position() : 0;
    }

    @Override
    public void close() throws IOException {
        media.close();
        control.close();
    }
}
