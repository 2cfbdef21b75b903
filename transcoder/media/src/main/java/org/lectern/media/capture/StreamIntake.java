package org.lectern.media.capture;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Makes recordable packets of what the demuxer gives for one stream. For one thread. */
public sealed interface StreamIntake extends AutoCloseable permits StreamIntake.Ignored, CopiedStream, EncodedStream {
    SourceStream stream();

    /** FFmpeg's number of the codec that it takes. */
    int codecId();

    /** Whether it makes anything of the packets of this stream. */
    boolean isRecordable();

    /** Takes a packet; what is whole comes out. */
    void take(AVPacket packet, PacketTimes times, Consumer<MediaPacket> out);

    /**
     * Takes a unit that no demuxer has brought.
     *
     * @param data holds it in its first {@code length} bytes, and is used again afterwards
     */
    void take(byte[] data, int length, PacketTimes times, Consumer<MediaPacket> out);

    /** Lets out what is held. */
    void end(Consumer<MediaPacket> out);

    @Override
    void close();

    /** A stream that cannot be recorded. */
    record Ignored(SourceStream stream, int codecId) implements StreamIntake {
        @Override
        public boolean isRecordable() {
            return false;
        }

        @Override
        public void take(AVPacket packet, PacketTimes times, Consumer<MediaPacket> out) {
            // Nothing of it is recorded.
        }

        @Override
        public void take(byte[] data, int length, PacketTimes times, Consumer<MediaPacket> out) {
            // Nothing of it is recorded.
        }

        @Override
        public void end(Consumer<MediaPacket> out) {
            // Nothing is held.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
