package org.lectern.media.capture;

import java.util.List;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * One session with a device: packets as it sent them, decoded only where their codec cannot be recorded.
 * For one platform thread; other threads end it through its {@link Interrupt}, which the caller owns. All
 * errors are {@link LecternException}s with a {@code DEVICE_…} code or {@code CODEC_UNSUPPORTED}.
 */
public sealed interface MediaSource extends AutoCloseable permits DemuxedSource, RtspSource {
    /**
     * Opens a session and waits until its streams are known.
     *
     * @throws LecternException if it cannot be opened, or offers nothing that can be recorded
     */
    static MediaSource open(DeviceUrl url, SourceSettings settings, Interrupt interrupt) {
        return url.scheme().startsWith("rtsp")
                ? RtspSource.open(url, settings, interrupt)
                : DemuxedSource.open(url, settings, interrupt);
    }

    /** The streams of video and sound that are known so far, recordable or not. */
    List<SourceStream> streams();

    /**
     * The clock by which a stream's media times count. Times by one clock can be compared; those by
     * different clocks meet on the capture's timeline only.
     */
    int clockOf(int stream);

    /** Whether the device still sends a stream, as far as its container tells: another may have replaced it. */
    default boolean offers(int stream) {
        return true;
    }

    /**
     * Waits for the next packet.
     *
     * @throws LecternException when the session is over: {@code DEVICE_ENDED}, {@code DEVICE_TIMEOUT}
     */
    MediaPacket read();

    @Override
    void close();

    /** Refuses a device of which nothing can be recorded. */
    static void requireSomethingToRecord(DeviceUrl url, List<SourceStream> offered) {
        if (offered.isEmpty()) {
            throw SourceFailure.failure(ErrorCode.DEVICE_PROTOCOL, "%s offers no video and no sound.".formatted(url));
        }
        if (offered.stream().allMatch(stream -> stream.codec() == null)) {
            throw offered.getFirst().unsupported();
        }
    }
}
