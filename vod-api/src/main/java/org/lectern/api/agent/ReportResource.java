package org.lectern.api.agent;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.catalogue.room.AgentInfo;
import org.lectern.model.control.CaptureReport;

/** What agents report of captures; they sign in by their key. */
@Path("/api/agent/captures")
@Tag(name = "Agents")
@PermitAll
public class ReportResource {
    private final AgentKeys keys;
    private final CaptureReports reports;

    ReportResource(AgentKeys keys, CaptureReports reports) {
        this.keys = keys;
        this.reports = reports;
    }

    @POST
    @Path("/{id}/report")
    @Operation(summary = "Report any part of a capture, in any order, as often as one likes")
    public CaptureReport.Accepted report(
            @HeaderParam("Authorization") @Nullable String authorization,
            UUID id,
            @NotNull @Valid CaptureReport report) {
        AgentInfo agent = keys.agent(authorization).orElseThrow(() -> new NotAuthorizedException("Bearer"));
        return reports.merge(agent.id(), id, report);
    }
}
