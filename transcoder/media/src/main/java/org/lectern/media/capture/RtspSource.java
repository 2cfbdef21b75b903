package org.lectern.media.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.SourceFailure.Phase;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.media.rtsp.RtspSession;
import org.lectern.media.rtsp.RtspTarget;
import org.lectern.media.rtsp.UnitSink;
import org.lectern.model.DeviceUrl;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session with an RTSP device, over TCP, TLS or UDP. Each of its streams has a clock of its own. */
final class RtspSource implements MediaSource, UnitSink {
    private static final Logger LOG = LoggerFactory.getLogger(RtspSource.class);
    private static final int PORT = 554;
    private static final int SECURE_PORT = 322;
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final DeviceUrl url;
    private final SourceSettings settings;
    private final Interrupt interrupt;
    private final RtspSession session;
    private final List<StreamIntake> intakes = new ArrayList<>();
    private final ArrayDeque<MediaPacket> ready = new ArrayDeque<>();
    private final long[] unitUs;
    private @Nullable LecternException end;

    private RtspSource(DeviceUrl url, SourceSettings settings, Interrupt interrupt, RtspSession session) {
        this.url = url;
        this.settings = settings;
        this.interrupt = interrupt;
        this.session = session;
        unitUs = session.media().stream().mapToLong(StreamIntakes::unitUs).toArray();
        for (int index = 0; index < session.media().size(); index++) {
            intakes.add(StreamIntakes.of(index, session.media().get(index)));
        }
    }

    static RtspSource open(DeviceUrl url, SourceSettings settings, Interrupt interrupt) {
        interrupt.extend(settings.connectTimeout());
        List<InetAddress> checked = settings.policy().check(url);
        RtspSource source = null;
        try {
            Socket socket = connect(url, checked.getFirst(), settings, interrupt);
            source = new RtspSource(url, settings, interrupt, RtspSession.describe(target(url), socket));
            MediaSource.requireSomethingToRecord(url, source.streams());
            source.session
                    .play(source.chosen(), source)
                    .forEach((media, why) -> LOG.warn("{} refuses its medium {}: {}", url, media, why.getMessage()));
            interrupt.extend(settings.packetTimeout());
            return source;
        } catch (IOException e) {
            closeAll(source);
            throw RtspFailure.of(e, Phase.OPENING, url, interrupt);
        } catch (RuntimeException e) {
            closeAll(source);
            throw e;
        }
    }

    private static void closeAll(@Nullable RtspSource source) {
        if (source != null) {
            source.close();
        }
    }

    private static RtspTarget target(DeviceUrl url) {
        return new RtspTarget(url.requestUri(), url.user(), url.password(), "udp".equals(url.transport()));
    }

    private static Socket connect(DeviceUrl url, InetAddress host, SourceSettings settings, Interrupt interrupt)
            throws IOException {
        Socket plain = new Socket();
        interrupt.onFire(() -> endInput(plain));
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host, url.port(url.isEncrypted() ? SECURE_PORT : PORT)), (int)
                    settings.connectTimeout().toMillis());
            return url.isEncrypted() ? DeviceTrust.secure(plain, url) : plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** Ends what is being read; what is to be said at the end can still be said. */
    private static void endInput(Socket socket) {
        try {
            if (socket.isConnected()) {
                socket.shutdownInput();
            } else {
                socket.close();
            }
        } catch (IOException e) {
            // It is closed already, and nobody reads from it.
        }
    }

    /** One stream of each kind: the first that can be recorded. */
    private List<Integer> chosen() {
        List<Integer> chosen = new ArrayList<>();
        for (MediaKind kind : MediaKind.values()) {
            IntStream.range(0, intakes.size())
                    .filter(index -> intakes.get(index).isRecordable()
                            && intakes.get(index).stream().kind() == kind)
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    @Override
    public List<SourceStream> streams() {
        return intakes.stream()
                .map(StreamIntake::stream)
                .filter(stream -> !stream.codecName().isEmpty())
                .toList();
    }

    @Override
    public int clockOf(int stream) {
        return stream;
    }

    @Override
    public MediaPacket read() {
        while (ready.isEmpty()) {
            if (end != null) {
                throw end;
            }
            try {
                session.read();
            } catch (IOException e) {
                end = RtspFailure.of(e, Phase.READING, url, interrupt);
                intakes.forEach(intake -> intake.end(ready::add));
            }
        }
        return ready.remove();
    }

    @Override
    public void unit(int media, byte[] data, int length, long mediaUs, long receivedNanos, long wallUs) {
        interrupt.extend(settings.packetTimeout());
        StreamIntake intake = intakes.get(media);
        // Pictures may be shown in another order than they come.
        long dtsUs = intake.stream().kind() == MediaKind.AUDIO ? mediaUs : MediaPacket.NO_TIME;
        intake.take(data, length, new PacketTimes(mediaUs, dtsUs, unitUs[media], receivedNanos, wallUs), ready::add);
    }

    @Override
    public void close() {
        interrupt.extend(GOODBYE);
        session.close();
        intakes.forEach(StreamIntake::close);
    }
}
