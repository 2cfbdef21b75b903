package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.standby.Twins;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.PublicationState;

/**
 * Makes another version of a closed publication, from all that there is by now. The old one stays as it
 * is, and is what students see until the new one is closed. Chunks of the same content and settings are
 * copied, not encoded again. Runs in the transaction of who asks.
 */
@ApplicationScoped
class NewVersions {
    private final PublicationRepository publications;
    private final PublicationTrackRepository publicationTracks;
    private final LectureRepository lectures;
    private final ChunkQueue queue;
    private final Clock clock;

    NewVersions(
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            LectureRepository lectures,
            ChunkQueue queue,
            Clock clock) {
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.lectures = lectures;
        this.queue = queue;
        this.clock = clock;
    }

    /** @param totalUs the length of the new version */
    void make(PublicationEntity old, List<Twins> twins, long totalUs, Urgency urgency) {
        var next = new PublicationEntity();
        next.id = UUID.randomUUID();
        next.lectureId = old.lectureId;
        next.captureId = old.captureId;
        next.version = publications
                        .newestOf(old.lectureId)
                        .map(newest -> newest.version)
                        .orElse(old.version)
                + 1;
        next.state = PublicationState.FINISHING;
        next.urgency = urgency;
        next.originUs = old.originUs;
        next.language = lectures.languageOf(old.lectureId).orElse(null);
        next.segmentUs = old.segmentUs;
        next.chunkSegments = old.chunkSegments;
        next.totalUs = totalUs;
        next.views = List.of();
        next.createdAt = clock.instant();
        publications.persist(next);
        publications.flush();
        for (PublicationTrackEntity track : publicationTracks.ofPublication(old.id)) {
            var copy = new PublicationTrackEntity();
            copy.id = UUID.randomUUID();
            copy.publicationId = next.id;
            copy.trackId = track.trackId;
            copy.name = track.name;
            copy.plan = track.plan;
            copy.encoder = track.encoder;
            publicationTracks.persist(copy);
            publicationTracks.flush();
            twins.stream()
                    .filter(one -> one.has(track.trackId))
                    .findFirst()
                    .ifPresent(own -> queue.queueUntil(
                            next, copy, own.leader().role, next.grid().chunkCount(totalUs), totalUs));
        }
    }
}
