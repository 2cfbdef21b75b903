package org.lectern.catalogue.completeness;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.MediaKind;

/**
 * The books of a capture for people.
 *
 * @param state whether all agrees
 * @param tracks by device
 * @param incidents those that stand
 */
public record CaptureBooks(State state, List<Track> tracks, List<Incident> incidents) {
    /** Whether a capture is all there. */
    public enum State {
        /** Not over yet, or still on its way. */
        PENDING,
        /** All that was planned was recorded, is in the store, and plays. */
        COMPLETE,
        /** Something is missing; an incident says what. */
        INCIDENT
    }

    /**
     * One track, in seconds.
     *
     * @param planned how long it was to be recorded
     * @param recorded on the recorder's disk, whether uploaded or not
     * @param gaps written down by the recorder, and filled by nobody
     * @param filled had by a recorder that stands by, where this one has nothing
     * @param filledBy names of those recorders
     * @param uploaded in the store
     * @param playable in every rendition
     * @param residual by how much its media may stand beside its true place on the timeline, at worst
     */
    public record Track(
            UUID trackId,
            String name,
            @Nullable MediaKind kind,
            double planned,
            double recorded,
            double gaps,
            double filled,
            List<String> filledBy,
            double uploaded,
            double playable,
            double residual) {}
}
