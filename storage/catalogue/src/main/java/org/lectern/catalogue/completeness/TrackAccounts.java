package org.lectern.catalogue.completeness;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lectern.catalogue.entity.AgentRepository;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.CaptureRecorderRepository;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackEntryRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.standby.Coverages;
import org.lectern.catalogue.standby.Twins;
import org.lectern.model.ChunkState;
import org.lectern.model.GapReason;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.Span;
import org.lectern.model.plan.StandbyMerge;

/** Gathers the figures of each stream of a capture; what several recorders made of one device is one stream. */
@ApplicationScoped
class TrackAccounts {
    private final TrackRepository tracks;
    private final TrackEntryRepository entries;
    private final CaptureRecorderRepository recorders;
    private final Coverages coverages;
    private final PublicationRepository publications;
    private final PublicationTrackRepository publicationTracks;
    private final ChunkRepository chunks;
    private final AgentRepository agents;
    private final Clock clock;

    TrackAccounts(
            TrackRepository tracks,
            TrackEntryRepository entries,
            CaptureRecorderRepository recorders,
            Coverages coverages,
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            ChunkRepository chunks,
            AgentRepository agents,
            Clock clock) {
        this.tracks = tracks;
        this.entries = entries;
        this.recorders = recorders;
        this.coverages = coverages;
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.chunks = chunks;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * The account of one stream.
     *
     * @param track of the room's own recorder, or of another where that one has none
     * @param figures with what a standby filled as if it were recorded
     * @param ownRecordedUs what the track's own recorder has on its disk
     * @param ownUploadedUs what of it is in the store
     * @param filledUs what another recorder has, where that one has nothing
     * @param filledBy the names of the agents that have it
     */
    record Account(
            TrackEntity track,
            TrackFigures figures,
            long ownRecordedUs,
            long ownUploadedUs,
            long filledUs,
            List<String> filledBy) {}

    /** What is published of a capture: the length, 0 while it is not known, and the tracks. */
    private record Published(long originUs, long totalUs, List<PublicationTrackEntity> tracks) {}

    /** The accounts of a capture's streams. */
    List<Account> of(CaptureEntity capture) {
        Published published = published(capture.id);
        List<TrackEntity> all = tracks.ofCapture(capture.id);
        List<CaptureRecorderEntity> rows = recorders.ofCapture(capture.id);
        List<Twins> twins = Twins.of(all, rows);
        return twins.stream()
                .filter(one -> rows.isEmpty() || !isReplaced(one, twins))
                .map(one -> account(capture, one, all, rows, published))
                .toList();
    }

    /** Whether a device that one recorder got nothing from gave another one something. */
    private static boolean isReplaced(Twins twins, List<Twins> all) {
        return twins.leader().kind == null
                && all.stream()
                        .anyMatch(other -> other.delivering() != null
                                && other.leader().deviceId.equals(twins.leader().deviceId));
    }

    private Published published(UUID captureId) {
        return publications
                .shownOfCapture(captureId)
                .map(found -> new Published(
                        found.originUs,
                        found.totalUs == null ? 0 : found.totalUs,
                        publicationTracks.ofPublication(found.id)))
                .orElseGet(() -> new Published(0, 0, List.of()));
    }

    private Account account(
            CaptureEntity capture,
            Twins twins,
            List<TrackEntity> all,
            List<CaptureRecorderEntity> rows,
            Published published) {
        TrackEntity track = twins.leader();
        boolean own = track.standbyId == null || rows.isEmpty();
        long uploadedUs = own ? entries.lengthUs(track.id, true) : 0;
        long recordedUs = !own || track.recordedUs == null ? uploadedUs : Math.max(uploadedUs, track.recordedUs);
        List<String> by = new ArrayList<>();
        List<Span> filled = rows.isEmpty()
                ? List.of()
                : filled(twins, own, published.originUs, Coverages.limitUs(twins, all, rows), by);
        Gaps gaps = gaps(own ? entries.gaps(track.id) : List.of(), filled);
        long filledUs = Span.lengthUs(filled);
        Optional<PublicationTrackEntity> planned =
                published.tracks.stream().filter(one -> twins.has(one.trackId)).findFirst();
        var figures = new TrackFigures(
                twins.delivering() != null,
                plannedUs(capture),
                Math.max(recordedUs + gaps.filledUs, uploadedUs + filledUs),
                gaps.openUs,
                gaps.startUpUs,
                gaps.reasons,
                uploadedUs + filledUs,
                planned.isEmpty() ? 0 : published.totalUs,
                planned.map(one -> chunks.lengthUs(one.id, ChunkState.DONE)).orElse(0L),
                planned.map(one -> chunks.lengthUs(one.id, ChunkState.SLATED)).orElse(0L));
        return new Account(track, figures, recordedUs, uploadedUs, filledUs, List.copyOf(by));
    }

    /** Where the others have what a recorder has not, as far as the lecture goes. */
    private List<Span> filled(Twins twins, boolean own, long fromUs, long untilUs, List<String> by) {
        List<Span> known = new ArrayList<>();
        List<Span> filled = new ArrayList<>();
        for (TrackEntity track : twins.tracks()) {
            List<Span> media = coverages.media(track, Long.MIN_VALUE);
            if (own && track == twins.leader()) {
                known.addAll(media);
                continue;
            }
            List<Span> added = Span.minus(Span.within(media, fromUs, untilUs), known).stream()
                    .filter(span -> span.lengthUs() >= StandbyMerge.SHORTEST_US)
                    .toList();
            if (!added.isEmpty()) {
                filled.addAll(added);
                known.addAll(added);
                Optional.ofNullable(track.standbyId)
                        .flatMap(agents::findByIdOptional)
                        .ifPresent(agent -> by.add(agent.name));
            }
        }
        return Span.join(filled);
    }

    /**
     * The gaps that a recorder wrote down.
     *
     * @param openUs what of them nobody filled
     * @param startUpUs of that, what the device took to answer at the beginning
     * @param filledUs what of them another recorder filled
     * @param reasons of those that are open
     */
    private record Gaps(long openUs, long startUpUs, long filledUs, Set<GapReason> reasons) {}

    private static Gaps gaps(List<TrackEntry> written, List<Span> filled) {
        Set<GapReason> reasons = EnumSet.noneOf(GapReason.class);
        long allUs = 0;
        long openUs = 0;
        long startUpUs = 0;
        int first = 0;
        for (TrackEntry entry : written) {
            if (entry instanceof TrackEntry.Gap gap) {
                long left = Span.lengthUs(Span.minus(List.of(new Span(gap.startUs(), gap.endUs())), filled));
                allUs += gap.endUs() - gap.startUs();
                openUs += left;
                if (gap.sequence() == first && gap.reason() == GapReason.NOT_CONNECTED) {
                    startUpUs += left;
                    first++;
                }
                if (left > 0) {
                    reasons.add(gap.reason());
                }
            }
        }
        return new Gaps(openUs, startUpUs, allUs - openUs, reasons);
    }

    private long plannedUs(CaptureEntity capture) {
        if (capture.epoch == null) {
            return 0;
        }
        Instant until = capture.stoppedAt == null ? clock.instant() : capture.stoppedAt;
        return Math.max(0, capture.epoch.until(until, ChronoUnit.MICROS));
    }
}
