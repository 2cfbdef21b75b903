package org.lectern.api.alarm;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lectern.api.agent.AgentKeys;
import org.lectern.api.session.Role;
import org.lectern.catalogue.room.AgentCatalogue;
import org.lectern.catalogue.room.AgentInfo;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.StillHeaders;

/** Stills: brought by agents, seen by staff. */
@Path("/api")
@Tag(name = "Alarms")
@PermitAll
public class StillResource {
    private static final int MOST_BYTES = 200_000;
    private static final String JPEG = "image/jpeg";

    private final Stills stills;
    private final AgentKeys keys;
    private final AgentCatalogue agents;

    StillResource(Stills stills, AgentKeys keys, AgentCatalogue agents) {
        this.stills = stills;
        this.keys = keys;
        this.agents = agents;
    }

    @PUT
    @Path("/agent/stills/{deviceId}")
    @Consumes(JPEG)
    @APIResponse(responseCode = "204", description = "Taken; with Lectern-Watched where somebody looks at it")
    @Operation(summary = "Bring a device's newest still; kept for a minute, in memory only")
    public Response bring(
            @HeaderParam("Authorization") @Nullable String authorization, UUID deviceId, byte @Nullable [] jpeg) {
        AgentInfo agent = keys.agent(authorization).orElseThrow(() -> new NotAuthorizedException("Bearer"));
        if (jpeg == null || jpeg.length < 4 || jpeg.length > MOST_BYTES || jpeg[0] != -1 || jpeg[1] != (byte) 0xd8) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST, "Send a JPEG picture of at most %d bytes.".formatted(MOST_BYTES));
        }
        boolean serves = agents.roomsOf(agent.id()).stream()
                .flatMap(room -> room.devices().stream())
                .anyMatch(device -> device.id().equals(deviceId));
        if (!serves) {
            throw new LecternException(ErrorCode.NOT_FOUND, "This agent serves no such device.");
        }
        stills.put(deviceId, jpeg);
        Response.ResponseBuilder taken = Response.noContent();
        return (stills.isWatched(deviceId) ? taken.header(StillHeaders.WATCHED, true) : taken).build();
    }

    @GET
    @Path("/devices/{id}/still")
    @Produces(JPEG)
    @RolesAllowed({Role.STAFF, Role.ADMIN})
    @Operation(summary = "How a device looks, at most a minute ago")
    public Response still(UUID id, @Context Request request) {
        Stills.Still still = stills.get(id)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no picture of this device."));
        var tag = new EntityTag(still.tag());
        // A room is nobody else's business: no shared cache may keep it, the browser's asks each time.
        var caching = new CacheControl();
        caching.setPrivate(true);
        caching.setNoCache(true);
        Response.ResponseBuilder same = request.evaluatePreconditions(tag);
        return (same != null ? same : Response.ok(still.jpeg(), JPEG))
                .tag(tag)
                .cacheControl(caching)
                .build();
    }
}
