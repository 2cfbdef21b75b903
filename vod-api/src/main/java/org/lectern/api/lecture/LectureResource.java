package org.lectern.api.lecture;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lectern.api.play.Grants;
import org.lectern.api.session.Role;
import org.lectern.catalogue.capture.CaptureDetail;
import org.lectern.catalogue.capture.Captures;
import org.lectern.catalogue.capture.Marks;
import org.lectern.catalogue.compose.Composites;
import org.lectern.catalogue.lecture.CourseInfo;
import org.lectern.catalogue.lecture.LectureCatalogue;
import org.lectern.catalogue.lecture.LectureInfo;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.MediaKind;
import org.lectern.model.object.ObjectKeys;

/** Lectures: find, edit, play. Students see what is published. */
@Path("/api/lectures")
@Tag(name = "Lectures")
@RolesAllowed({Role.STUDENT, Role.STAFF, Role.ADMIN})
public class LectureResource {
    private static final int LIST_CACHE_SECONDS = 2;

    private final LectureCatalogue lectures;
    private final Captures captures;
    private final Marks marks;
    private final Grants grants;
    private final LectureIndexes indexes;
    private final Composites composites;
    private final SecurityIdentity identity;

    LectureResource(
            LectureCatalogue lectures,
            Captures captures,
            Marks marks,
            Grants grants,
            LectureIndexes indexes,
            Composites composites,
            SecurityIdentity identity) {
        this.lectures = lectures;
        this.captures = captures;
        this.marks = marks;
        this.grants = grants;
        this.indexes = indexes;
        this.composites = composites;
        this.identity = identity;
    }

    /**
     * A lecture as lists show it.
     *
     * @param poster the address of a picture of it; null until there is one
     * @param matches the first slides with all words that were searched for
     */
    public record Summary(
            UUID id,
            String title,
            @Nullable CourseInfo course,
            @Nullable String language,
            String room,
            LectureState state,
            boolean published,
            Instant recordedAt,
            @Nullable Double durationSeconds,
            boolean live,
            List<String> views,
            @Nullable String poster,
            List<LectureInfo.SlideMatch> matches) {}

    /** A page of lectures. */
    public record LecturePage(long total, List<Summary> items) {}

    /** A publication of a lecture: one immutable version of what can be played. */
    public record Publication(
            UUID id,
            int version,
            String state,
            @Nullable Double durationSeconds,
            @Nullable Instant readyAt) {}

    /**
     * A lecture with all that belongs to it.
     *
     * @param index what stands beside its video; null while it is recorded
     */
    public record Detail(
            UUID id,
            String title,
            @Nullable String description,
            @Nullable CourseInfo course,
            @Nullable String language,
            String room,
            LectureState state,
            boolean published,
            Instant recordedAt,
            @Nullable Double durationSeconds,
            boolean live,
            List<String> views,
            @Nullable String poster,
            @Nullable LectureIndex index,
            List<UUID> captures,
            List<Publication> publications,
            List<Marks.Mark> marks,
            List<Marks.Chapter> chapters) {}

    /**
     * What to change of a lecture: what is left out stays; a course of null takes it out of its course, a
     * language (BCP 47) of null gives it that of its course.
     */
    public record LecturePatch(
            @Nullable String title,
            @Nullable String description,
            @Nullable UUID courseId,
            @Nullable Boolean published,
            @Nullable String language) {}

    /**
     * The right to play a lecture for a time.
     *
     * @param composite null until it has been made, and of lectures without slides or of slides alone
     */
    public record Grant(
            Instant expiresAt,
            UUID lectureId,
            String title,
            boolean live,
            @Nullable Double durationSeconds,
            Instant recordedAt,
            List<GrantedView> views,
            @Nullable Composite composite) {}

    /**
     * Slides and presenter in one picture, for players that show only one.
     *
     * @param url its multivariant playlist
     * @param dashUrl the same as a DASH manifest
     */
    public record Composite(String url, String dashUrl) {}

    /**
     * A view that can be played.
     *
     * @param url its multivariant playlist
     * @param mutedUrl the same without sound, for a player that shows several views in step
     * @param dashUrl the same as a DASH manifest; null while the lecture runs
     */
    public record GrantedView(
            String name,
            DeviceRole role,
            MediaKind kind,
            String url,
            String mutedUrl,
            @Nullable String dashUrl) {}

    @GET
    @Operation(
            summary = "Lectures, newest first",
            description = "With q those whose title has it, or that have a slide with all of its words;"
                    + " matches tells which, and when it was shown.")
    @APIResponse(
            responseCode = "200",
            description = "A page of lectures",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LecturePage.class)))
    public Response list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("courseId") @Nullable UUID courseId,
            @QueryParam("limit") @DefaultValue("24") @Min(1) @Max(100) int limit,
            @QueryParam("offset") @DefaultValue("0") @Min(0) int offset,
            @Context Request request) {
        var page = lectures.list(new LectureCatalogue.Filter(q, courseId, seesAll()), offset, limit);
        var shown = new LecturePage(
                page.total(), page.items().stream().map(this::summary).toList());
        var etag = new EntityTag(Integer.toHexString(shown.hashCode()));
        var caching = new CacheControl();
        caching.setPrivate(true);
        caching.setMaxAge(LIST_CACHE_SECONDS);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(etag);
        return (unchanged == null ? Response.ok(shown).tag(etag) : unchanged)
                .cacheControl(caching)
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One lecture")
    public Detail lecture(UUID id) {
        return detail(lectures.get(id, seesAll()));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(summary = "Rename, describe, publish or unpublish a lecture, move it to a course, or tell its language")
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = LecturePatch.class)))
    public Detail patch(UUID id, @NotNull JsonNode body) {
        return detail(lectures.patch(id, LecturePatchReader.read(body)));
    }

    @POST
    @Path("/{id}/index")
    @RolesAllowed(Role.ADMIN)
    @Operation(summary = "Have storyboard, slides, waveform and poster made anew")
    public Detail describe(UUID id) {
        LectureInfo lecture = lectures.get(id, true);
        indexes.order(lecture);
        return detail(lecture);
    }

    @POST
    @Path("/{id}/grants")
    @Operation(summary = "Get the right to play a lecture for a time")
    public Grant grant(UUID id) {
        LectureInfo lecture = lectures.get(id, seesAll());
        Integer version = lecture.version();
        if (version == null || lecture.views().isEmpty()) {
            throw new LecternException(
                    ErrorCode.CONFLICT,
                    lecture.state() == LectureState.FAILED
                            ? "Nothing was recorded of this lecture."
                            : "This lecture has just begun. It can be watched about half a minute after its start.");
        }
        Grants.Granted granted = grants.grant(id, version);
        return new Grant(
                granted.expiresAt(),
                id,
                lecture.title(),
                lecture.live(),
                lecture.durationSeconds(),
                lecture.recordedAt(),
                lecture.views().stream()
                        .map(view -> new GrantedView(
                                view.name(),
                                view.role(),
                                view.kind(),
                                granted.view(view.name()),
                                // Sound alone has nothing to mute, and no playlist of that name.
                                view.kind() == MediaKind.AUDIO
                                        ? granted.view(view.name())
                                        : granted.mutedView(view.name()),
                                lecture.live() ? null : granted.manifest(view.name())))
                        .toList(),
                composite(lecture, granted));
    }

    private @Nullable Composite composite(LectureInfo lecture, Grants.Granted granted) {
        UUID publication = lecture.publicationId();
        return publication != null && composites.isDone(publication)
                ? new Composite(granted.view(ObjectKeys.COMPOSITE), granted.manifest(ObjectKeys.COMPOSITE))
                : null;
    }

    private boolean seesAll() {
        return identity.hasRole(Role.STAFF) || identity.hasRole(Role.ADMIN);
    }

    private static List<String> names(List<PublishedView> views) {
        return views.stream().map(PublishedView::name).toList();
    }

    private Summary summary(LectureInfo lecture) {
        return new Summary(
                lecture.id(),
                lecture.title(),
                lecture.course(),
                lecture.language(),
                lecture.room(),
                lecture.state(),
                lecture.published(),
                lecture.recordedAt(),
                lecture.durationSeconds(),
                lecture.live(),
                names(lecture.views()),
                indexes.poster(lecture),
                lecture.matches());
    }

    private Detail detail(LectureInfo lecture) {
        List<CaptureDetail> recorded = captures.ofLecture(lecture.id());
        return new Detail(
                lecture.id(),
                lecture.title(),
                lecture.description(),
                lecture.course(),
                lecture.language(),
                lecture.room(),
                lecture.state(),
                lecture.published(),
                lecture.recordedAt(),
                lecture.durationSeconds(),
                lecture.live(),
                names(lecture.views()),
                indexes.poster(lecture),
                indexes.of(lecture, seesAll()),
                recorded.stream().map(CaptureDetail::id).toList(),
                recorded.stream()
                        .map(CaptureDetail::publication)
                        .filter(java.util.Objects::nonNull)
                        .map(one -> new Publication(
                                one.id(), one.version(), one.state().name(), one.durationSeconds(), one.readyAt()))
                        .toList(),
                marks.ofLecture(lecture.id()),
                marks.chapters(lecture.id()));
    }
}
