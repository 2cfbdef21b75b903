package org.lectern.catalogue.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.compose.Composites;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.ChunkEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.plan.ChunkResult;

/** What a worker needs to write playlists, and tells when it has. Each call is one transaction. */
@ApplicationScoped
public class PublicationWork {
    private final PublicationRepository publications;
    private final PublicationTrackRepository publicationTracks;
    private final ChunkRepository chunks;
    private final TrackRepository tracks;
    private final CaptureRepository captures;
    private final LectureRepository lectures;
    private final Completeness completeness;
    private final Descriptions descriptions;
    private final Composites composites;
    private final Clock clock;

    PublicationWork(
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            ChunkRepository chunks,
            TrackRepository tracks,
            CaptureRepository captures,
            LectureRepository lectures,
            Completeness completeness,
            Descriptions descriptions,
            Composites composites,
            Clock clock) {
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.chunks = chunks;
        this.tracks = tracks;
        this.captures = captures;
        this.lectures = lectures;
        this.completeness = completeness;
        this.descriptions = descriptions;
        this.composites = composites;
        this.clock = clock;
    }

    /** The publication that a track belongs to. */
    @Transactional
    public UUID publicationOf(UUID publicationTrackId) {
        return publicationTracks
                .findByIdOptional(publicationTrackId)
                .orElseThrow(PublicationWork::missing)
                .publicationId;
    }

    /** All tracks of the publication that a track belongs to. */
    @Transactional
    public List<UUID> tracksBeside(UUID publicationTrackId) {
        return publicationTracks.ofPublication(publicationOf(publicationTrackId)).stream()
                .map(track -> track.id)
                .toList();
    }

    /** The publication as it stands now. */
    @Transactional
    public PublicationSnapshot snapshot(UUID publicationId) {
        return snapshot(publicationId, publicationTracks.ofPublication(publicationId));
    }

    /**
     * The publication with one of its tracks: what a track's playlists need, each time one of its chunks
     * is done. The results of all the others would be most of the database's work on a long lecture.
     */
    @Transactional
    public PublicationSnapshot snapshotOfTrack(UUID publicationTrackId) {
        PublicationTrackEntity planned =
                publicationTracks.findByIdOptional(publicationTrackId).orElseThrow(PublicationWork::missing);
        return snapshot(planned.publicationId, List.of(planned));
    }

    private PublicationSnapshot snapshot(UUID publicationId, List<PublicationTrackEntity> tracksPlanned) {
        PublicationEntity publication =
                publications.findByIdOptional(publicationId).orElseThrow(PublicationWork::missing);
        CaptureEntity capture = captures.findById(publication.captureId);
        String language = lectures.languageOf(publication.lectureId).orElse(null);
        List<UUID> joined = publicationTracks.ofOtherEncoders(publicationId).stream()
                .map(track -> track.id)
                .toList();
        EncoderSeams seams =
                EncoderSeams.of(joined.stream().map(chunks::encoders).toList());
        List<PublicationSnapshot.Track> found = new ArrayList<>();
        for (PublicationTrackEntity planned : tracksPlanned) {
            found.add(track(publication, planned, language, seams));
        }
        found.sort(Comparator.comparing(PublicationSnapshot.Track::kind)
                .thenComparing(track -> track.kind() == MediaKind.AUDIO
                        ? TrackNames.soundRank(track.role())
                        : track.role().ordinal())
                .thenComparing(PublicationSnapshot.Track::name));
        Instant epoch = Objects.requireNonNull(capture.epoch, "a publication has a capture that began");
        return new PublicationSnapshot(
                publication.id,
                publication.lectureId,
                publication.version,
                publication.state,
                epoch.plus(Duration.of(publication.originUs, ChronoUnit.MICROS)),
                publication.grid(),
                publication.totalUs,
                publication.state != PublicationState.LIVE && chunks.open(publicationId) == 0,
                seams.changes(),
                joined,
                List.copyOf(found));
    }

    private PublicationSnapshot.Track track(
            PublicationEntity publication,
            PublicationTrackEntity planned,
            @Nullable String language,
            EncoderSeams seams) {
        TrackEntity track = tracks.findById(planned.trackId);
        List<ChunkResult> playable = new ArrayList<>();
        for (ChunkEntity chunk : chunks.ofTrack(planned.id)) {
            if (chunk.result == null || chunk.index != playable.size()) {
                break;
            }
            playable.add(chunk.result);
        }
        return new PublicationSnapshot.Track(
                planned.id,
                planned.name,
                track.name,
                track.role,
                planned.plan.kind(),
                planned.plan,
                planned.plan.kind() == MediaKind.AUDIO ? language : null,
                List.copyOf(seams.shown(playable)),
                List.copyOf(planned.offered),
                publication.totalUs == null ? null : publication.grid().chunkCount(publication.totalUs));
    }

    /** Runs while no other process writes the playlists of this track. */
    @Transactional
    public <T> T withTrackLock(UUID publicationTrackId, Supplier<T> write) {
        if (publicationTracks.locked(publicationTrackId).isEmpty()) {
            throw missing();
        }
        return write.get();
    }

    /** Runs while no other process writes the multivariant playlists of this publication. */
    @Transactional
    public void withPublicationLock(UUID publicationId, Runnable write) {
        if (publications.locked(publicationId).isEmpty()) {
            throw missing();
        }
        write.run();
    }

    /** Notes which renditions of a track its view offers. */
    @Transactional
    public void markOffered(UUID publicationTrackId, List<String> offered) {
        publicationTracks.locked(publicationTrackId).orElseThrow(PublicationWork::missing).offered = offered;
    }

    /** Notes that these views can be opened; those noted before stay. */
    @Transactional
    public void markViewsPublished(UUID publicationId, List<PublishedView> views) {
        PublicationEntity publication = publications.locked(publicationId).orElseThrow(PublicationWork::missing);
        List<PublishedView> all = new ArrayList<>(publication.views);
        views.stream().filter(view -> !all.contains(view)).forEach(all::add);
        all.sort(Comparator.comparing(PublishedView::kind)
                .thenComparing(PublishedView::role)
                .thenComparing(PublishedView::name));
        publication.views = all;
    }

    /** Notes that the publication is whole and will not change any more. Idempotent. */
    @Transactional
    public void close(UUID publicationId) {
        PublicationEntity publication = publications.locked(publicationId).orElseThrow(PublicationWork::missing);
        if (publication.state != PublicationState.CLOSED) {
            publication.become(PublicationState.CLOSED);
            publication.closedAt = clock.instant();
            lectures.findById(publication.lectureId).become(LectureState.READY);
            completeness.judge(publication.captureId);
            descriptions.order(publicationId);
            if (hasSlidesAndMore(publicationId)) {
                composites.order(publicationId);
            }
        }
    }

    private boolean hasSlidesAndMore(UUID publicationId) {
        List<DeviceRole> shown = publicationTracks.ofPublication(publicationId).stream()
                .filter(track -> track.plan.kind() == MediaKind.VIDEO)
                .map(track -> tracks.findById(track.trackId).role)
                .toList();
        return shown.size() > 1 && shown.contains(DeviceRole.SLIDES);
    }

    private static LecternException missing() {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such publication any more.");
    }
}
