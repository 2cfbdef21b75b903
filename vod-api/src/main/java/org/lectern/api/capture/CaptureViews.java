package org.lectern.api.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.api.agent.AgentPresence;
import org.lectern.catalogue.capture.CaptureDetail;
import org.lectern.catalogue.room.DeviceInfo;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.CaptureState;
import org.lectern.model.LecternException;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage;

/** Joins what the catalogue knows of a capture with what its agent tells. */
@ApplicationScoped
class CaptureViews {
    private final AgentPresence presence;
    private final RoomCatalogue rooms;

    CaptureViews(AgentPresence presence, RoomCatalogue rooms) {
        this.presence = presence;
        this.rooms = rooms;
    }

    CaptureView of(CaptureDetail capture) {
        Optional<AgentMessage.Telemetry> telemetry = telemetry(capture);
        List<AgentMessage.TrackTelemetry> told = telemetry.stream()
                .flatMap(one -> one.tracks().stream())
                .filter(track -> track.captureId().equals(capture.id()))
                .toList();
        return new CaptureView(
                capture.id(),
                capture.lectureId(),
                capture.title(),
                capture.roomId(),
                capture.roomName(),
                capture.state(),
                capture.epoch(),
                capture.requestedAt(),
                capture.plannedUntil(),
                capture.refusal(),
                capture.stopRequestedAt(),
                capture.stoppedAt(),
                capture.completedAt(),
                capture.agentId() != null && presence.isOnline(capture.agentId()),
                standbys(capture),
                telemetry.map(AgentMessage.Telemetry::spool).orElse(null),
                tracks(capture, told),
                publication(capture.publication()));
    }

    /** Of the room's own recorder; while that is away, of one that stands by. */
    private Optional<AgentMessage.Telemetry> telemetry(CaptureDetail capture) {
        return presence.telemetry(capture.agentId())
                .or(() -> capture.standbyIds().stream()
                        .flatMap(agentId -> presence.telemetry(agentId).stream())
                        .findFirst());
    }

    private List<CaptureView.Standby> standbys(CaptureDetail capture) {
        return capture.standbyIds().stream()
                .map(agentId -> new CaptureView.Standby(
                        agentId,
                        presence.isOnline(agentId),
                        presence.telemetry(agentId).stream()
                                .flatMap(told -> told.tracks().stream())
                                .anyMatch(track -> track.captureId().equals(capture.id()))))
                .toList();
    }

    private List<CaptureView.Track> tracks(CaptureDetail capture, List<AgentMessage.TrackTelemetry> told) {
        List<CaptureView.Track> tracks = new ArrayList<>();
        for (CaptureDetail.Track track : capture.tracks()) {
            AgentMessage.TrackTelemetry live =
                    told.stream().filter(one -> isAbout(one, track)).findFirst().orElse(null);
            tracks.add(reported(capture, track, live));
        }
        Map<UUID, String> names = capture.state().isActive() ? deviceNames(capture.roomId()) : Map.of();
        told.stream()
                .filter(live -> capture.tracks().stream().noneMatch(track -> isAbout(live, track)))
                .map(live -> toldOnly(
                        live, names.getOrDefault(live.deviceId(), live.role().key())))
                .forEach(tracks::add);
        tracks.sort(Comparator.comparing(CaptureView.Track::role)
                .thenComparing(CaptureView.Track::name)
                .thenComparing(track -> track.kind() == null ? 2 : track.kind().ordinal()));
        return tracks;
    }

    /** A device that has told nothing yet is all its tracks; a stream that cannot be recorded is none of them. */
    private static boolean isAbout(AgentMessage.TrackTelemetry live, CaptureDetail.Track track) {
        return live.trackId() == null
                ? track.deviceId().equals(live.deviceId()) && (live.kind() == null || live.kind() == track.kind())
                // One that stands by has other ids for the same.
                : track.deviceId().equals(live.deviceId()) && live.kind() == track.kind();
    }

    private static CaptureView.Track reported(
            CaptureDetail capture, CaptureDetail.Track track, AgentMessage.@Nullable TrackTelemetry live) {
        TrackState known = capture.state() == CaptureState.UPLOADING || capture.state() == CaptureState.COMPLETE
                ? TrackState.ENDED
                : TrackState.WAITING;
        return new CaptureView.Track(
                track.id(),
                track.deviceId(),
                track.name(),
                track.role(),
                track.kind(),
                live == null ? known : live.state(),
                track.format(),
                track.recordedSeconds(),
                track.gapSeconds(),
                track.gaps(),
                live == null ? 0 : live.bitsPerSecond(),
                live == null ? 0 : live.framesPerSecond(),
                live == null ? null : live.problem());
    }

    private static CaptureView.Track toldOnly(AgentMessage.TrackTelemetry live, String name) {
        return new CaptureView.Track(
                live.trackId(),
                live.deviceId(),
                name,
                live.role(),
                live.kind(),
                live.state(),
                live.format(),
                0,
                0,
                List.of(),
                live.bitsPerSecond(),
                live.framesPerSecond(),
                live.problem());
    }

    private Map<UUID, String> deviceNames(@Nullable UUID roomId) {
        Map<UUID, String> names = new HashMap<>();
        if (roomId != null) {
            try {
                rooms.get(roomId).devices().forEach((DeviceInfo device) -> names.put(device.id(), device.name()));
            } catch (LecternException e) {
                // The room was removed meanwhile; the roles name its devices.
                return Map.of();
            }
        }
        return names;
    }

    private static CaptureView.@Nullable Publication publication(CaptureDetail.@Nullable Publication publication) {
        return publication == null
                ? null
                : new CaptureView.Publication(
                        publication.id(),
                        publication.state(),
                        publication.version(),
                        publication.chunksPlayable(),
                        publication.chunksTotal(),
                        publication.playableSeconds(),
                        publication.durationSeconds(),
                        publication.readyAt(),
                        publication.secondsFromStopToReady(),
                        publication.views().stream().map(PublishedView::name).toList(),
                        publication.etaSeconds(),
                        publication.rungs(),
                        publication.renditions());
    }
}
