package org.lectern.media.describe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lectern.media.encode.AudioDecoder;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;

/** Decodes one published audio rendition, segment by segment. Not thread-safe; free with {@link #close()}. */
public final class RenditionSound implements AutoCloseable {
    private @Nullable AudioDecoder decoder;
    private @Nullable TrackFormat format;

    /** Takes decoded sound in order. */
    public interface Receiver {
        /**
         * @param ticks presentation time of the first sample in the rendition's timescale
         * @param channels samples, -1 to 1
         */
        void accept(long ticks, float[][] channels);
    }

    public RenditionSound() {
        Ffmpeg.start();
    }

    /**
     * Decodes a segment; damaged packets are passed over.
     *
     * @throws org.lectern.model.LecternException MEDIA_DAMAGED if the initialisation segment is unusable
     */
    public void decode(byte[] init, byte[] segment, Receiver out) {
        byte[] file = Arrays.copyOf(init, init.length + segment.length);
        System.arraycopy(segment, 0, file, init.length, segment.length);
        Fmp4File parsed = Fmp4Reader.read(file);
        AudioDecoder open = decoder(parsed.format());
        for (Sample sample : parsed.samples()) {
            AudioDecoder.Sound sound = open.decode(sample);
            if (sound != null) {
                out.accept(sample.pts(), sound.samples());
            }
        }
    }

    private AudioDecoder decoder(TrackFormat now) {
        AudioDecoder open = decoder;
        if (open == null || !now.equals(format)) {
            if (open != null) {
                open.close();
            }
            open = new AudioDecoder(now);
            decoder = open;
            format = now;
        }
        return open;
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }
}
