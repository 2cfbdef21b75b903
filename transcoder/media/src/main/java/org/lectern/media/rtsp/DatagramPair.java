package org.lectern.media.rtsp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ThreadLocalRandom;

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
    private final RtpStream stream;
    private final ReorderQueue queue;
    private int devicePort;

    private DatagramPair(
            DatagramChannel media, DatagramChannel control, InetAddress device, int port, RtpStream stream) {
        this.media = media;
        this.control = control;
        this.device = device;
        this.port = port;
        this.stream = stream;
        this.queue = new ReorderQueue((data, length, nanos) -> stream.rtp(data, 0, length, nanos));
    }

    /**
     * Binds a pair of free ports.
     *
     * @param local the address at which the device reaches us
     * @param stream takes what comes
     */
    static DatagramPair open(InetAddress local, InetAddress device, RtpStream stream, Selector selector)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT / 2, LAST_PORT / 2) * 2;
            DatagramChannel media = DatagramChannel.open();
            DatagramChannel control = DatagramChannel.open();
            try {
                media.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
                media.bind(new InetSocketAddress(local, port));
                control.bind(new InetSocketAddress(local, port + 1));
                var pair = new DatagramPair(media, control, device, port, stream);
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

    /** The even port. */
    int port() {
        return port;
    }

    /**
     * Opens the way for the device's packets through what lies between.
     *
     * @param serverPort from which it sends; 0 if it has not said
     */
    void punch(int serverPort) throws IOException {
        devicePort = serverPort;
        if (serverPort > 0) {
            // An empty packet of RTP: version 2, nothing in it.
            media.send(ByteBuffer.allocate(12).put(0, (byte) 0x80), new InetSocketAddress(device, serverPort));
        }
    }

    /** Takes all that is there. */
    void drain(SelectionKey key, ByteBuffer datagram) throws IOException {
        var channel = (DatagramChannel) key.channel();
        datagram.clear();
        for (var from = channel.receive(datagram); from != null; from = channel.receive(datagram)) {
            if (((InetSocketAddress) from).getAddress().equals(device)) {
                take(channel == control, datagram.array(), datagram.position());
            }
            datagram.clear();
        }
    }

    private void take(boolean isControl, byte[] data, int length) {
        if (isControl) {
            stream.rtcp(data, 0, length, System.nanoTime());
        } else {
            queue.take(data, length, System.nanoTime());
        }
    }

    /** Gives out what has waited long enough for those before it. */
    void release() {
        queue.release(System.nanoTime());
    }

    /** Says to the device what has come. */
    void report() throws IOException {
        if (devicePort > 0) {
            byte[] report = stream.report(System.nanoTime());
            control.send(ByteBuffer.wrap(report), new InetSocketAddress(device, devicePort + 1));
        }
    }

    @Override
    public void close() throws IOException {
        media.close();
        control.close();
    }
}
