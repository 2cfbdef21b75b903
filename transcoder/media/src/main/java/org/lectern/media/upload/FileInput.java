package org.lectern.media.upload;

import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;

import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** The one file that FFmpeg sees: bytes by place, from whoever has them. For one thread. */
final class FileInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int SEEK_CURRENT = 1;
    private static final int SEEK_END = 2;

    private final AVIOContext context;
    // Held here: the native side does not keep them.
    private final Reading reading;
    private final Seeking seeking;

    /** Where its bytes come from. */
    @FunctionalInterface
    interface Bytes {
        /** At least one byte and at most {@code length} of them; null at the end. */
        byte @Nullable [] read(long offset, int length);
    }

    private static final class Position {
        long at;
    }

    private static final class Reading extends Read_packet_Pointer_BytePointer_int {
        private final Bytes bytes;
        private final Position position;
        private @Nullable RuntimeException failure;

        Reading(Bytes bytes, Position position) {
            this.bytes = bytes;
            this.position = position;
        }

        @Override
        public int call(Pointer opaque, BytePointer buffer, int size) {
            if (failure != null) {
                return avutil.AVERROR_EXTERNAL();
            }
            try {
                byte[] got = bytes.read(position.at, Math.min(size, ImportOrder.MOST_READ_BYTES));
                if (got == null || got.length == 0) {
                    return avutil.AVERROR_EOF();
                }
                buffer.capacity(size).put(got, 0, got.length);
                position.at += got.length;
                return got.length;
            } catch (RuntimeException e) {
                // Nothing may be thrown through native frames.
                failure = e;
                return avutil.AVERROR_EXTERNAL();
            }
        }
    }

    private static final class Seeking extends Seek_Pointer_long_int {
        private final Position position;
        private final long size;

        Seeking(Position position, long size) {
            this.position = position;
            this.size = size;
        }

        @Override
        public long call(Pointer opaque, long offset, int whence) {
            int from = whence & ~avformat.AVSEEK_FORCE;
            if (from == avformat.AVSEEK_SIZE) {
                return size;
            }
            long to = offset + (from == SEEK_CURRENT ? position.at : from == SEEK_END ? size : 0);
            if (to < 0) {
                return avutil.AVERROR_EINVAL();
            }
            position.at = to;
            return to;
        }
    }

    FileInput(Bytes bytes, long size) {
        var position = new Position();
        reading = new Reading(bytes, position);
        seeking = new Seeking(position, size);
        context = avio_alloc_context(
                new BytePointer(avutil.av_malloc(BUFFER_BYTES)),
                BUFFER_BYTES,
                0,
                null,
                reading,
                (Write_packet_Pointer_BytePointer_int) null,
                seeking);
    }

    AVIOContext context() {
        return context;
    }

    /** Throws what reading has thrown, if it has. */
    void check() {
        if (reading.failure != null) {
            throw reading.failure;
        }
    }

    @Override
    public void close() {
        avutil.av_free(context.buffer());
        try (var pointer = new PointerPointer<AVIOContext>(1)) {
            pointer.put(0, context);
            avio_context_free(pointer);
        }
        reading.close();
        seeking.close();
    }
}
