package org.lectern.api.lecture;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.api.play.Grants;
import org.lectern.catalogue.describe.Description;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.lecture.LectureInfo;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Shows what stands beside the video of lectures, by addresses that can be fetched. Safe for all threads. */
@ApplicationScoped
class LectureIndexes {
    private static final double SECOND_US = 1e6;

    private final Descriptions descriptions;
    private final Grants grants;

    LectureIndexes(Descriptions descriptions, Grants grants) {
        this.descriptions = descriptions;
        this.grants = grants;
    }

    /** The address of a lecture's poster. */
    @Nullable
    String poster(LectureInfo lecture) {
        Descriptions.Poster poster = lecture.poster();
        return poster == null
                ? null
                : grants.steadyGrant(lecture.id(), poster.version()).object(poster.path());
    }

    /**
     * The index of a lecture; null while it is recorded.
     *
     * @param editor whether suggestions and problems are shown
     */
    @Nullable
    LectureIndex of(LectureInfo lecture, boolean editor) {
        UUID publicationId = lecture.publicationId();
        return publicationId == null
                ? null
                : descriptions
                        .of(publicationId)
                        .map(known -> shown(known, grants.steadyGrant(lecture.id(), known.version()), editor))
                        .orElse(null);
    }

    private static LectureIndex shown(Descriptions.Known known, Grants.Granted granted, boolean editor) {
        Description description = known.description();
        String waveform = description.waveform();
        return new LectureIndex(
                known.state(),
                editor ? known.problem() : null,
                description.storyboards().stream()
                        .map(one -> new LectureIndex.Storyboard(one.track(), granted.object(one.path())))
                        .toList(),
                waveform == null ? null : granted.object(waveform),
                description.textLanguages() != null,
                description.slides().stream()
                        .map(slide -> new LectureIndex.Slide(
                                slide.track(),
                                slide.startUs() / SECOND_US,
                                slide.endUs() / SECOND_US,
                                granted.object(slide.image()),
                                granted.object(slide.thumbnail()),
                                slide.text()))
                        .toList(),
                !editor
                        ? null
                        : description.silences().stream()
                                .map(span ->
                                        new LectureIndex.Silence(span.startUs() / SECOND_US, span.endUs() / SECOND_US))
                                .toList());
    }

    /**
     * Has it made, or made anew.
     *
     * @throws LecternException CONFLICT while the lecture is recorded
     */
    void order(LectureInfo lecture) {
        UUID publicationId = lecture.publicationId();
        if (publicationId == null || lecture.live()) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "Slides and storyboard are made by themselves when the lecture has ended.");
        }
        descriptions.order(publicationId);
    }
}
