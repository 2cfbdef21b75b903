package org.lectern.catalogue.standby;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.model.MediaKind;

/**
 * What several recorders made of the same stream of the same device. Pure.
 *
 * @param tracks those that there are, the one of the room's own recorder first, then by rank
 */
public record Twins(List<TrackEntity> tracks) {
    private record Key(UUID deviceId, @Nullable MediaKind kind) {}

    /** Groups the tracks of a capture, in their order; those that nobody else recorded stand alone. */
    public static List<Twins> of(List<TrackEntity> tracks, List<CaptureRecorderEntity> recorders) {
        Map<Key, List<TrackEntity>> groups = new LinkedHashMap<>();
        for (TrackEntity track : tracks) {
            groups.computeIfAbsent(new Key(track.deviceId, track.kind), key -> new ArrayList<>())
                    .add(track);
        }
        List<Twins> twins = new ArrayList<>();
        for (List<TrackEntity> group : groups.values()) {
            group.sort(Comparator.comparingInt(track -> rank(track, recorders)));
            twins.add(new Twins(List.copyOf(group)));
        }
        return twins;
    }

    /** The rank of a track's recorder, 0 for the room's own. */
    public static int rank(TrackEntity track, List<CaptureRecorderEntity> recorders) {
        if (track.standbyId == null) {
            return 0;
        }
        return recorders.stream()
                .filter(row -> row.agentId.equals(track.standbyId))
                .mapToInt(row -> Math.max(1, row.rank))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    /** Whether a track was made by a recorder. */
    public static boolean isOf(CaptureRecorderEntity recorder, TrackEntity track) {
        return track.standbyId == null ? recorder.rank == 0 : recorder.agentId.equals(track.standbyId);
    }

    /** The one to prefer. */
    public TrackEntity leader() {
        return tracks.getFirst();
    }

    public boolean has(UUID trackId) {
        return tracks.stream().anyMatch(track -> track.id.equals(trackId));
    }

    /** The first that has media; null if none has. */
    public @Nullable TrackEntity delivering() {
        return tracks.stream()
                .filter(track -> track.firstFormat != null)
                .findFirst()
                .orElse(null);
    }
}
