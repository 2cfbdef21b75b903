package org.lectern.recorder.capture;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.MediaSource;
import org.lectern.media.capture.SourceSettings;
import org.lectern.media.capture.SourceStream;
import org.lectern.media.capture.Timeline;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.GapReason;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/**
 * One attempt at one session: opens the device and reads until it fails, is stopped, or is abandoned.
 * Its thread may hang in native code; once abandoned it delivers nothing more.
 */
final class SessionAttempt implements Runnable {
    // A break of the device's clock, as opposed to packets that were lost on the way.
    private static final long BREAK_US = 2_000_000;
    private static final long BACKWARDS_US = 500_000;
    private static final long LOOK_NANOS = 1_000_000_000;

    private final DeviceUrl url;
    private final SourceSettings settings;
    private final CaptureClock clock;
    private final Supplier<Timeline> timelines;
    private final SessionSink sink;
    private final Interrupt interrupt;
    private final CompletableFuture<LecternException> done = new CompletableFuture<>();
    private final Map<Integer, MediaPacket> last = new HashMap<>();
    private final Map<MediaKind, Integer> chosen = new HashMap<>();
    // By the clock that their media times count by.
    private final Map<Integer, Session> sessions = new HashMap<>();
    private volatile boolean abandoned;
    private volatile long firstPacketNanos;
    private long lookedNanos;

    SessionAttempt(
            DeviceUrl url,
            SourceSettings settings,
            CaptureClock clock,
            Supplier<Timeline> timelines,
            SessionSink sink) {
        this.url = url;
        this.settings = settings;
        this.clock = clock;
        this.timelines = timelines;
        this.sink = sink;
        this.interrupt = new Interrupt(settings.connectTimeout());
        this.lookedNanos = System.nanoTime();
    }

    /** Completes with the reason when the attempt is over. */
    CompletableFuture<LecternException> done() {
        return done;
    }

    /** Ends the attempt; it returns from native code soon, unless it hangs. */
    void stop() {
        interrupt.request();
    }

    /** Whether its deadline has passed: it should have ended by itself. */
    boolean isOverdue() {
        return interrupt.hasFired();
    }

    /** Lets it hang: from now on it delivers nothing. */
    void abandon() {
        abandoned = true;
    }

    /** How long packets have come, in nanoseconds; 0 if none has. */
    long deliveredNanos() {
        return firstPacketNanos == 0 ? 0 : System.nanoTime() - firstPacketNanos;
    }

    @Override
    public void run() {
        LecternException reason;
        try (interrupt) {
            reason = record();
        } catch (LecternException e) {
            reason = e;
        } catch (Throwable e) {
            reason = new LecternException(ErrorCode.INTERNAL, "The recorder failed on this device: " + e, e);
        }
        done.complete(reason);
    }

    private LecternException record() {
        try (MediaSource source = MediaSource.open(url, settings, interrupt)) {
            for (SourceStream stream : source.streams()) {
                choose(stream);
            }
            while (!abandoned) {
                MediaPacket packet = source.read();
                lookForUnsupported(source, packet.receivedNanos());
                if (!isChosen(source, packet)) {
                    continue;
                }
                int by = source.clockOf(packet.stream());
                if (isBreak(packet)) {
                    end(sessions.remove(by));
                    last.keySet().removeIf(stream -> source.clockOf(stream) == by);
                }
                deliver(sessions.computeIfAbsent(by, _ -> new Session(timelines.get())), packet);
            }
            return new LecternException(ErrorCode.DEVICE_TIMEOUT, "The session was abandoned.");
        } catch (LecternException e) {
            sessions.values().forEach(this::end);
            return e;
        }
    }

    /** One stream of each kind is recorded: the first that can be. */
    private void choose(SourceStream stream) {
        if (stream.codec() != null) {
            chosen.putIfAbsent(stream.kind(), stream.index());
        } else if (!abandoned) {
            sink.unsupported(stream.kind(), stream.unsupported());
        }
    }

    /** A device may go over to a codec that cannot be recorded, in one of its streams. */
    private void lookForUnsupported(MediaSource source, long nanos) {
        if (nanos - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = nanos;
        for (SourceStream stream : source.streams()) {
            Integer at = chosen.get(stream.kind());
            boolean wanted = at != null && (at == stream.index() || !source.offers(at));
            if (wanted && stream.codec() == null && source.offers(stream.index()) && !abandoned) {
                sink.unsupported(stream.kind(), stream.unsupported());
            }
        }
    }

    /** The stream at hand is recorded for as long as the device offers it. */
    private boolean isChosen(MediaSource source, MediaPacket packet) {
        Integer at = chosen.putIfAbsent(packet.kind(), packet.stream());
        if (at == null || at == packet.stream()) {
            return true;
        }
        if (source.offers(at)) {
            return false;
        }
        // The device went over to another codec, which comes as a stream of its own.
        chosen.put(packet.kind(), packet.stream());
        MediaPacket before = last.remove(at);
        if (before != null && source.clockOf(at) == source.clockOf(packet.stream())) {
            last.put(packet.stream(), before);
        }
        return true;
    }

    private void deliver(Session session, MediaPacket packet) {
        last.put(packet.stream(), packet);
        if (firstPacketNanos == 0) {
            firstPacketNanos = System.nanoTime();
        }
        session.timeline().observe(packet.ptsUs(), clock.positionUs(packet.receivedNanos()), packet.deviceWallUs());
        if (!abandoned) {
            sink.packet(session, packet);
        }
    }

    /** Whether the device's media time is no longer what it was: it jumped otherwise than time did. */
    private boolean isBreak(MediaPacket packet) {
        MediaPacket before = last.get(packet.stream());
        if (before == null) {
            return false;
        }
        long mediaUs = packet.dtsUs() - before.dtsUs();
        long passedUs = (packet.receivedNanos() - before.receivedNanos()) / 1000;
        return mediaUs < -BACKWARDS_US || mediaUs - passedUs > BREAK_US && mediaUs > BREAK_US;
    }

    private void end(@Nullable Session session) {
        if (session != null && !abandoned) {
            sink.ended(session, GapReason.DEVICE_LOST);
        }
    }
}
