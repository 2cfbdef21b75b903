package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.encoding.Encoding;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.CaptureRecorderRepository;
import org.lectern.catalogue.entity.ChunkEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackEntryRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.standby.Twins;
import org.lectern.model.PublicationState;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkResult;

/** Reads captures for people. Cheap enough to be asked each second: no media results are loaded while a capture runs. */
@ApplicationScoped
class CaptureDetails {
    private static final double SECOND_US = 1e6;

    private final LectureRepository lectures;
    private final TrackRepository tracks;
    private final TrackEntryRepository entries;
    private final PublicationRepository publications;
    private final PublicationTrackRepository publicationTracks;
    private final ChunkRepository chunks;
    private final CaptureRecorderRepository recorders;
    private final Encoding encoding;

    CaptureDetails(
            LectureRepository lectures,
            TrackRepository tracks,
            TrackEntryRepository entries,
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            ChunkRepository chunks,
            CaptureRecorderRepository recorders,
            Encoding encoding) {
        this.lectures = lectures;
        this.tracks = tracks;
        this.entries = entries;
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.chunks = chunks;
        this.recorders = recorders;
        this.encoding = encoding;
    }

    CaptureDetail of(CaptureEntity capture) {
        Instant stop = capture.stopRequestedAt == null ? capture.stoppedAt : capture.stopRequestedAt;
        Optional<PublicationEntity> publication = publications.shownOfCapture(capture.id);
        List<CaptureRecorderEntity> recorders = this.recorders.ofCapture(capture.id);
        List<UUID> standbys = recorders.stream()
                .map(row -> row.agentId)
                .filter(agentId -> !agentId.equals(capture.agentId))
                .toList();
        return new CaptureDetail(
                capture.id,
                capture.lectureId,
                lectures.findById(capture.lectureId).title,
                capture.roomId,
                capture.roomName,
                capture.agentId,
                capture.state,
                capture.epoch,
                capture.requestedAt,
                capture.plannedUntil,
                capture.refusal,
                capture.stopRequestedAt,
                capture.stoppedAt,
                capture.completedAt,
                Twins.of(tracks.ofCapture(capture.id), recorders).stream()
                        .map(twins -> track(twins.leader()))
                        .toList(),
                standbys,
                publication.map(found -> publication(found, stop)).orElse(null));
    }

    private CaptureDetail.Track track(TrackEntity track) {
        return new CaptureDetail.Track(
                track.id,
                track.deviceId,
                track.name,
                track.role,
                track.kind,
                track.firstFormat,
                entries.lengthUs(track.id, true) / SECOND_US,
                entries.lengthUs(track.id, false) / SECOND_US,
                gaps(track));
    }

    private List<CaptureDetail.Gap> gaps(TrackEntity track) {
        List<CaptureDetail.Gap> gaps = new ArrayList<>();
        for (TrackEntry entry : entries.gaps(track.id)) {
            if (entry instanceof TrackEntry.Gap gap) {
                double start = gap.startUs() / SECOND_US;
                double end = gap.endUs() / SECOND_US;
                CaptureDetail.Gap before = gaps.isEmpty() ? null : gaps.getLast();
                if (before != null && before.reason() == gap.reason() && before.endSeconds() == start) {
                    gaps.set(gaps.size() - 1, new CaptureDetail.Gap(before.startSeconds(), end, gap.reason()));
                } else {
                    gaps.add(new CaptureDetail.Gap(start, end, gap.reason()));
                }
            }
        }
        return gaps;
    }

    private CaptureDetail.Publication publication(PublicationEntity publication, @Nullable Instant stop) {
        List<PublicationTrackEntity> planned = publicationTracks.ofPublication(publication.id);
        boolean closed = publication.state == PublicationState.CLOSED;
        Long totalUs = publication.totalUs;
        long playableUs = planned.stream()
                .mapToLong(
                        track -> publication.grid().chunkStartUs(chunks.playablePrefix(track.id, track.plannedChunks)))
                .min()
                .orElse(0);
        return new CaptureDetail.Publication(
                publication.id,
                publication.state,
                publication.version,
                chunks.playable(publication.id),
                totalUs == null
                        ? null
                        : (long) planned.size() * publication.grid().chunkCount(totalUs),
                (totalUs == null ? playableUs : Math.min(playableUs, totalUs)) / SECOND_US,
                totalUs == null ? null : totalUs / SECOND_US,
                publication.closedAt,
                publication.closedAt == null || stop == null
                        ? null
                        : Duration.between(stop, publication.closedAt).toMillis() / 1e3,
                publication.views,
                closed ? null : encoding.etaSeconds(publication.id),
                closed ? List.of() : rungs(publication, planned),
                closed ? renditions(planned) : List.of());
    }

    private List<CaptureDetail.Rung> rungs(PublicationEntity publication, List<PublicationTrackEntity> planned) {
        List<CaptureDetail.Rung> rungs = new ArrayList<>();
        for (PublicationTrackEntity track : planned) {
            int prefix = chunks.playablePrefix(track.id, track.plannedChunks);
            Map<String, Integer> leftBehind = leftBehind(track);
            for (String name : track.plan.renditions()) {
                int chunk = Math.min(prefix, leftBehind.getOrDefault(name, prefix));
                long playableUs = publication.totalUs == null
                        ? publication.grid().chunkStartUs(chunk)
                        : Math.min(publication.totalUs, publication.grid().chunkStartUs(chunk));
                rungs.add(new CaptureDetail.Rung(
                        track.name, name, playableUs / SECOND_US, encoding.etaSeconds(publication.id, track.id, name)));
            }
        }
        return rungs;
    }

    /** The first chunk from which each rendition was left for later. */
    private Map<String, Integer> leftBehind(PublicationTrackEntity track) {
        Map<String, Integer> first = new HashMap<>();
        for (ChunkEntity chunk : chunks.partial(track.id)) {
            if (chunk.result != null) {
                chunk.result.missing(track.plan.renditions()).forEach(name -> first.putIfAbsent(name, chunk.index));
            }
        }
        return first;
    }

    private List<CaptureDetail.Rendition> renditions(List<PublicationTrackEntity> planned) {
        List<CaptureDetail.Rendition> renditions = new ArrayList<>();
        for (PublicationTrackEntity track : planned) {
            List<ChunkResult> results = chunks.ofTrack(track.id).stream()
                    .flatMap(chunk -> Optional.ofNullable(chunk.result).stream())
                    .toList();
            for (String name : track.plan.renditions()) {
                List<ChunkResult.Segment> segments = results.stream()
                        .flatMap(result -> result.renditions().stream())
                        .filter(rendition -> rendition.name().equals(name))
                        .flatMap(rendition -> rendition.segments().stream())
                        .toList();
                renditions.add(new CaptureDetail.Rendition(
                        track.name,
                        name,
                        segments.stream().mapToLong(ChunkResult.Segment::bytes).sum(),
                        segments.size()));
            }
        }
        return renditions;
    }
}
