package org.lectern.api.lecture;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.lectern.api.session.Role;
import org.lectern.catalogue.lecture.CourseCatalogue;
import org.lectern.catalogue.lecture.CourseInfo;

/** Courses. */
@Path("/api/courses")
@Tag(name = "Courses")
@RolesAllowed(Role.ADMIN)
public class CourseResource {
    private final CourseCatalogue courses;

    CourseResource(CourseCatalogue courses) {
        this.courses = courses;
    }

    /**
     * What a course is told to be.
     *
     * @param language what is spoken in its lectures, a tag of BCP 47 like de-AT; none if it is left out
     */
    public record CourseBody(
            @NotBlank @Size(max = 50) String code,
            @NotBlank @Size(max = 300) String title,
            @Nullable @Size(max = 35) String language) {}

    @GET
    @RolesAllowed({Role.STUDENT, Role.STAFF, Role.ADMIN})
    @Operation(summary = "All courses, by code")
    public List<CourseInfo> all() {
        return courses.all();
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make a course")
    public CourseInfo create(@NotNull @Valid CourseBody body) {
        return courses.create(body.code(), body.title(), body.language());
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Change a course")
    public CourseInfo update(UUID id, @NotNull @Valid CourseBody body) {
        return courses.update(id, body.code(), body.title(), body.language());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a course; its lectures stay")
    public void delete(UUID id) {
        courses.delete(id);
    }
}
