package org.lectern.catalogue.encoding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.EncodingPauseEntity;
import org.lectern.catalogue.entity.EncodingPauseRepository;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.work.Urgency;

/** Tells what is being encoded. Each call is one transaction. */
@ApplicationScoped
public class Encoding {
    /** So many lectures are named; of a backlog of thousands nobody reads more. */
    private static final int MOST_LECTURES = 200;

    private final Forecaster forecaster;
    private final Workers workers;
    private final EncodingPauseRepository pauses;
    private final PublicationRepository publications;

    Encoding(
            Forecaster forecaster,
            Workers workers,
            EncodingPauseRepository pauses,
            PublicationRepository publications) {
        this.forecaster = forecaster;
        this.workers = workers;
        this.pauses = pauses;
        this.publications = publications;
    }

    /** All that is queued, and who is at it. */
    @Transactional
    public EncodingState state() {
        Forecast forecast = forecaster.forecast();
        EncodingPauseEntity pause = pauses.findById(EncodingPauseEntity.ID);
        List<EncodingState.OpenLecture> lectures = new ArrayList<>();
        for (Tuple row : publications.open(MOST_LECTURES)) {
            lectures.add(new EncodingState.OpenLecture(
                    row.get("lectureId", UUID.class),
                    row.get("title", String.class),
                    row.get("urgency", Urgency.class),
                    Math.toIntExact(row.get("chunks", Long.class)),
                    forecast.etaSeconds(row.get("publicationId", UUID.class))));
        }
        lectures.sort(Comparator.comparing(
                EncodingState.OpenLecture::etaSeconds, Comparator.nullsLast(Comparator.naturalOrder())));
        return new EncodingState(
                pause == null ? null : pause.pausedAt,
                pause == null ? null : pause.pausedBy,
                forecast.waiting(),
                forecast.encoding(),
                forecast.known()
                        ? (Double) forecast.byRendition().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0)
                        : null,
                workers.present(),
                List.copyOf(lectures));
    }

    /** Seconds until what is queued of a publication can be played; null where that cannot be told. */
    @Transactional
    public @Nullable Double etaSeconds(UUID publicationId) {
        return forecaster.forecast().etaSeconds(publicationId);
    }

    /** The same of one rendition. */
    @Transactional
    public @Nullable Double etaSeconds(UUID publicationId, UUID publicationTrackId, String rendition) {
        return forecaster.forecast().etaSeconds(new Forecast.Rendition(publicationId, publicationTrackId, rendition));
    }
}
