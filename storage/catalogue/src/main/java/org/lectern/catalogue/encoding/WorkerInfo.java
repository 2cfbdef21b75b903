package org.lectern.catalogue.encoding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.VideoEncoder;

/**
 * A process that encodes.
 *
 * @param name host and process id
 * @param threads how many chunks it encodes at once
 * @param busy how many it is at
 * @param encoder what it encodes cameras by: {@code x264}, or another with a digest of its parameter sets
 * @param encoderProblem why that is not what it was asked for, and what to do; null if it is
 */
public record WorkerInfo(
        String name,
        int threads,
        int busy,
        String encoder,
        @Nullable String encoderProblem,
        Instant startedAt,
        Instant seenAt) {
    /** Whether it offers an encoder of a kind. */
    public boolean offers(VideoEncoder kind) {
        return encoder.equals(kind.key()) || encoder.startsWith(kind.key() + "-");
    }
}
