package org.lectern.media.encode;

import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * How much of the machine one chunk may use. Part of the content key, as x264's result depends on its
 * number of threads.
 *
 * @param encoderThreads threads of each rung's encoder
 * @param decoderThreads threads of the decoder
 */
public record EncoderSettings(int encoderThreads, int decoderThreads) {
    /** One thread each: a worker encodes as many chunks at a time as it has cores. */
    public static final EncoderSettings DEFAULT = new EncoderSettings(1, 1);

    public EncoderSettings {
        if (encoderThreads < 1 || encoderThreads > 64 || decoderThreads < 1 || decoderThreads > 64) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "Encoder and decoder take 1 to 64 threads; got %d and %d."
                            .formatted(encoderThreads, decoderThreads));
        }
    }
}
