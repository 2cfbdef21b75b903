package org.lectern.catalogue.describe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.PublicationDescriptionEntity;
import org.lectern.catalogue.entity.PublicationDescriptionRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.SlideEntity;
import org.lectern.catalogue.entity.SlideLanguages;
import org.lectern.catalogue.entity.SlideRepository;
import org.lectern.catalogue.work.BackgroundTasks;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.model.DescriptionState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Keeps what stands beside the video of publications. Each call is one transaction. */
@ApplicationScoped
public class Descriptions {
    private static final int MOST_TEXT = 20_000;

    private final PublicationDescriptionRepository descriptions;
    private final SlideRepository slides;
    private final PublicationRepository publications;
    private final BackgroundTasks tasks;
    private final Clock clock;

    Descriptions(
            PublicationDescriptionRepository descriptions,
            SlideRepository slides,
            PublicationRepository publications,
            BackgroundTasks tasks,
            Clock clock) {
        this.descriptions = descriptions;
        this.publications = publications;
        this.slides = slides;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * A description as it stands.
     *
     * @param problem why it failed
     * @param version of the publication whose objects are named: an earlier one until its own are made
     */
    public record Known(DescriptionState state, @Nullable String problem, int version, Description description) {}

    /** A picture for a publication, and of which version it is an object. */
    public record Poster(String path, int version) {}

    /**
     * Has a publication described, or described again. What is known of it stays until then; of a new
     * version it is what was made of the one before, whose timeline is the same.
     */
    @Transactional
    public void order(UUID publicationId) {
        PublicationDescriptionEntity row =
                descriptions.locked(publicationId).orElseGet(() -> begin(publication(publicationId)));
        row.become(DescriptionState.WAITING);
        row.problem = null;
        row.changedAt = clock.instant();
        tasks.describe(new PublicationRef(publicationId), clock.instant());
    }

    private PublicationDescriptionEntity begin(PublicationEntity publication) {
        PublicationDescriptionEntity row = new PublicationDescriptionEntity();
        row.publicationId = publication.id;
        row.state = DescriptionState.WAITING;
        row.storyboards = List.of();
        row.silences = List.of();
        row.madeOf = publication.version;
        row.changedAt = clock.instant();
        PublicationDescriptionEntity before =
                descriptions.madeBefore(publication).orElse(null);
        if (before != null) {
            row.poster = before.poster;
            row.waveform = before.waveform;
            row.storyboards = before.storyboards;
            row.silences = before.silences;
            row.textLanguages = before.textLanguages;
            row.madeOf = before.madeOf;
        }
        descriptions.persistAndFlush(row);
        if (before != null) {
            slides.copy(before.publicationId, publication.id);
        }
        return row;
    }

    /** Whether a worker has still to describe it. */
    @Transactional
    public boolean isWaiting(UUID publicationId) {
        return entity(publicationId).state == DescriptionState.WAITING;
    }

    /** Keeps a description in place of what there was. Idempotent. */
    @Transactional
    public void finish(UUID publicationId, Description description) {
        PublicationDescriptionEntity row = locked(publicationId);
        slides.removeOf(publicationId);
        String language = SlideLanguages.configuration(description.textLanguages());
        List<Description.Slide> shown = description.slides();
        for (int index = 0; index < shown.size(); index++) {
            slides.add(entity(publicationId, index, shown.get(index)), language);
        }
        row.become(DescriptionState.DONE);
        row.problem = null;
        row.poster = description.poster();
        row.waveform = description.waveform();
        row.storyboards = description.storyboards();
        row.silences = description.silences();
        row.textLanguages = description.textLanguages();
        row.madeOf = publication(publicationId).version;
        row.changedAt = clock.instant();
    }

    private static SlideEntity entity(UUID publicationId, int index, Description.Slide slide) {
        var entity = new SlideEntity();
        entity.publicationId = publicationId;
        entity.index = index;
        entity.track = slide.track();
        entity.startUs = slide.startUs();
        entity.endUs = slide.endUs();
        entity.image = slide.image();
        entity.thumbnail = slide.thumbnail();
        // PostgreSQL keeps no zero in text, and no more than a megabyte of words.
        String text = slide.text().replace("\0", "");
        entity.text = text.substring(0, Math.min(MOST_TEXT, text.length()));
        return entity;
    }

    /** Notes that nobody could describe it. The lecture is played without; it may be ordered again. */
    @Transactional
    public void fail(UUID publicationId, String problem) {
        PublicationDescriptionEntity row = locked(publicationId);
        row.become(DescriptionState.FAILED);
        row.problem = problem;
        row.changedAt = clock.instant();
    }

    /** What is known of a publication; empty while it grows, and of those closed before there was any. */
    @Transactional
    public Optional<Known> of(UUID publicationId) {
        return descriptions
                .findByIdOptional(publicationId)
                .map(row -> new Known(
                        row.state,
                        row.problem,
                        row.madeOf,
                        new Description(
                                row.poster,
                                row.waveform,
                                row.storyboards,
                                row.silences,
                                slides.ofPublication(publicationId).stream()
                                        .map(slide -> new Description.Slide(
                                                slide.track,
                                                slide.startUs,
                                                slide.endUs,
                                                slide.image,
                                                slide.thumbnail,
                                                slide.text))
                                        .toList(),
                                row.textLanguages)));
    }

    /** The posters of those publications that have one, by publication. */
    @Transactional
    public Map<UUID, Poster> posters(Collection<UUID> publicationIds) {
        return descriptions.ofPublications(publicationIds).stream()
                .filter(row -> row.poster != null)
                .collect(Collectors.toMap(
                        row -> row.publicationId, row -> new Poster(String.valueOf(row.poster), row.madeOf)));
    }

    private PublicationEntity publication(UUID publicationId) {
        return publications.findByIdOptional(publicationId).orElseThrow(Descriptions::missing);
    }

    private PublicationDescriptionEntity entity(UUID publicationId) {
        return descriptions.findByIdOptional(publicationId).orElseThrow(Descriptions::missing);
    }

    private PublicationDescriptionEntity locked(UUID publicationId) {
        return descriptions.locked(publicationId).orElseThrow(Descriptions::missing);
    }

    private static LecternException missing() {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such publication any more.");
    }
}
