package org.lectern.media.rtsp;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectern.media.rtsp.RtspException.Reason;

/**
 * One session with an RTSP device (RFC 2326): described, set up, played, and kept alive. For one thread;
 * another one ends it by shutting down the input of its socket. Its deadlines are its caller's.
 */
public final class RtspSession implements AutoCloseable {
    private static final Pattern CHANNELS = Pattern.compile("interleaved=(\\d{1,3})");
    private static final Pattern SERVER_PORT = Pattern.compile("server_port=(\\d{1,5})");
    private static final Pattern TIMEOUT = Pattern.compile("timeout=(\\d{1,5})");
    private static final int USUAL_TIMEOUT_SECONDS = 60;
    private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long SELECT_MILLIS = 100;
    private static final int LONGEST_DATAGRAM = 65_536;

    private final RtspTarget target;
    private final Socket socket;
    private final RtspControl control;
    private final SdpMedia.Description description;
    private final String base;
    private final Map<Integer, RtpStream> streams = new HashMap<>();
    private final Map<Integer, Integer> mediaOfChannel = new HashMap<>();
    private final List<DatagramPair> ports = new ArrayList<>();
    private final ByteBuffer datagram = ByteBuffer.allocate(LONGEST_DATAGRAM);
    private @Nullable Selector selector;
    private boolean playing;
    private String keepAlive = "GET_PARAMETER";
    private long keepAliveNanos = Duration.ofSeconds(USUAL_TIMEOUT_SECONDS / 2).toNanos();
    private long lastKeepAlive = System.nanoTime();
    private long lastReport = System.nanoTime();

    private RtspSession(RtspTarget target, Socket socket) throws IOException {
        this.target = target;
        this.socket = socket;
        this.control = new RtspControl(
                socket.getInputStream(),
                socket.getOutputStream(),
                new RtspLogin(target.user(), target.password()),
                this::packet);
        RtspResponse described = control.request("DESCRIBE", target.uri(), Map.of("Accept", "application/sdp"));
        description = SdpMedia.parse(described.text());
        base = baseOf(described);
    }

    /**
     * Asks a device what it has.
     *
     * @param socket connected; it is closed with the session, and if this fails
     * @throws RtspException if the device says no, or speaks no RTSP
     */
    public static RtspSession describe(RtspTarget target, Socket socket) throws IOException {
        try {
            return new RtspSession(target, socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private String baseOf(RtspResponse described) {
        for (String header : List.of("content-base", "content-location")) {
            if (described.header(header).startsWith("rtsp")) {
                return described.header(header);
            }
        }
        return target.uri();
    }

    /** What the device has, in its order. */
    public List<SdpMedia> media() {
        return description.media();
    }

    /**
     * Lets the device send. A medium that it refuses is left out, as long as there is another.
     *
     * @param chosen which media, by their places in {@link #media()}; each understood by {@link RtpCodec}
     * @return what it refuses, and why
     * @throws RtspException if it refuses all
     */
    public Map<Integer, RtspException> play(List<Integer> chosen, UnitSink sink) throws IOException {
        Map<Integer, RtspException> refused = new HashMap<>();
        for (int index : chosen) {
            try {
                setUp(index, sink);
            } catch (RtspException e) {
                refused.put(index, e);
                streams.remove(index);
                if (refused.size() == chosen.size()) {
                    throw e;
                }
            }
        }
        String whole = description.control().isEmpty() ? base : resolve(description.control());
        control.request("PLAY", whole, Map.of("Range", "npt=0.000-"));
        playing = true;
        control.reader().gather();
        return refused;
    }

    private void setUp(int index, UnitSink sink) throws IOException {
        SdpMedia media = media().get(index);
        RtpCodec codec = RtpCodec.of(media);
        if (codec == null) {
            throw new IllegalArgumentException("%s is not understood.".formatted(RtpCodec.name(media)));
        }
        var stream = new RtpStream(index, media, codec, sink);
        streams.put(index, stream);
        if (target.datagrams()) {
            setUpDatagrams(index, stream);
        } else {
            setUpInterleaved(index);
        }
    }

    private void setUpInterleaved(int index) throws IOException {
        int channel = 2 * mediaOfChannel.size();
        RtspResponse answer = setUp(index, "RTP/AVP/TCP;unicast;interleaved=%d-%d".formatted(channel, channel + 1));
        Matcher given = CHANNELS.matcher(answer.header("transport"));
        mediaOfChannel.put(given.find() ? Integer.parseInt(given.group(1)) : channel, index);
    }

    private void setUpDatagrams(int index, RtpStream stream) throws IOException {
        Selector open = selector;
        if (open == null) {
            open = Selector.open();
            selector = open;
        }
        DatagramPair pair = DatagramPair.open(socket.getLocalAddress(), socket.getInetAddress(), stream, open);
        ports.add(pair);
        RtspResponse answer = setUp(index, "RTP/AVP;unicast;client_port=%d-%d".formatted(pair.port(), pair.port() + 1));
        Matcher given = SERVER_PORT.matcher(answer.header("transport"));
        pair.punch(given.find() ? Integer.parseInt(given.group(1)) : 0);
    }

    private RtspResponse setUp(int index, String transport) throws IOException {
        RtspResponse answer =
                control.request("SETUP", resolve(media().get(index).control()), Map.of("Transport", transport));
        String session = answer.header("session");
        control.session(session.split(";", 2)[0].strip());
        Matcher timeout = TIMEOUT.matcher(session);
        if (timeout.find()) {
            int seconds = Math.clamp(Integer.parseInt(timeout.group(1)), 4, 600);
            keepAliveNanos = Duration.ofSeconds(seconds).toNanos() / 2;
        }
        return answer;
    }

    /** Relative to the base as devices mean it: appended, also behind a query. */
    private String resolve(String reference) {
        if (reference.isEmpty() || reference.equals("*")) {
            return base;
        }
        if (reference.startsWith("rtsp://") || reference.startsWith("rtsps://")) {
            return reference;
        }
        return base.endsWith("/") || reference.startsWith("/") ? base + reference : base + "/" + reference;
    }

    /**
     * Waits for what comes next, and gives what is whole to the sink: perhaps nothing, perhaps several
     * units.
     *
     * @throws RtspException if the device ends the session
     */
    public void read() throws IOException {
        if (selector == null) {
            readConnection();
        } else {
            readDatagrams(selector);
        }
        stayAlive(System.nanoTime());
    }

    private void readConnection() throws IOException {
        if (control.reader().next() == RtspReader.Kind.PACKET) {
            packet(control.reader());
        } else {
            answered(control.reader().response());
        }
    }

    private void readDatagrams(Selector open) throws IOException {
        open.select(SELECT_MILLIS);
        for (SelectionKey key : open.selectedKeys()) {
            ((DatagramPair) key.attachment()).drain(key, datagram);
        }
        open.selectedKeys().clear();
        ports.forEach(DatagramPair::release);
        if (socket.isInputShutdown() || socket.isClosed()) {
            throw new RtspException(Reason.ENDED, "the session was ended");
        }
        while (socket.getInputStream().available() > 0) {
            readConnection();
        }
    }

    private RtpStream stream(int index) {
        return Objects.requireNonNull(streams.get(index));
    }

    private void packet(RtspReader reader) {
        Integer index = mediaOfChannel.get(reader.channel() & ~1);
        RtpStream stream = index == null ? null : streams.get(index);
        if (stream == null) {
            return;
        }
        if ((reader.channel() & 1) == 0) {
            stream.rtp(reader.buffer(), reader.packetFrom(), reader.packetLength(), reader.receivedNanos());
        } else {
            stream.rtcp(reader.buffer(), reader.packetFrom(), reader.packetLength(), reader.receivedNanos());
        }
    }

    /** What a device answers to what keeps its session alive. */
    private void answered(RtspResponse response) throws RtspException {
        if (response.status() == 454) {
            throw RtspException.of(keepAlive, response);
        }
        if (response.status() == 401) {
            control.challenged(response);
        } else if (response.status() >= 400) {
            // Whatever it does not know, it takes as a sign of life.
            keepAlive = "OPTIONS";
        }
    }

    private void stayAlive(long now) throws IOException {
        if (streams.values().stream().allMatch(RtpStream::isOver)) {
            throw new RtspException(Reason.ENDED, "the device said goodbye");
        }
        if (now - lastKeepAlive > keepAliveNanos) {
            lastKeepAlive = now;
            control.send(keepAlive, base, Map.of());
        }
        if (now - lastReport > REPORT_NANOS) {
            lastReport = now;
            for (Map.Entry<Integer, Integer> channel : mediaOfChannel.entrySet()) {
                control.sendPacket(
                        channel.getKey() + 1, stream(channel.getValue()).report(now));
            }
            for (DatagramPair pair : ports) {
                pair.report();
            }
        }
    }

    /** Says goodbye, as some devices serve few clients, and closes the connection. */
    @Override
    public void close() {
        try (socket;
                Selector open = selector) {
            for (DatagramPair pair : ports) {
                pair.close();
            }
            if (playing) {
                control.send("TEARDOWN", base, Map.of());
            }
        } catch (IOException e) {
            // The device is gone, which is all that goodbye is for.
        }
    }
}
