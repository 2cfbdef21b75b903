package org.lectern.catalogue.encoding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.Urgency;

/**
 * What is being encoded.
 *
 * @param pausedAt since when no worker takes anything; null while they do
 * @param chunksWaiting chunks of which something waits for a worker
 * @param chunksEncoding chunks that workers are at
 * @param etaSeconds until all of it is done, by measured speed; null where that cannot be told: paused,
 *     no worker there, or nothing measured yet
 * @param lectures those of which something is to be encoded, the one that is done first comes first
 */
public record EncodingState(
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        int chunksWaiting,
        int chunksEncoding,
        @Nullable Double etaSeconds,
        List<WorkerInfo> workers,
        List<OpenLecture> lectures) {

    /**
     * A lecture of which something is to be encoded.
     *
     * @param etaSeconds until what is queued of it is done; null where it cannot be told
     */
    public record OpenLecture(
            UUID lectureId,
            String title,
            Urgency urgency,
            int chunksOpen,
            @Nullable Double etaSeconds) {}
}
