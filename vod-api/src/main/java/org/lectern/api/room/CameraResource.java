package org.lectern.api.room;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.lectern.api.agent.AgentQuestions;
import org.lectern.api.session.Role;
import org.lectern.catalogue.room.DeviceInfo;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.model.DeviceRole;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CameraDetail;
import org.lectern.model.control.FoundCamera;
import org.lectern.model.control.ServerMessage;

/** Finds cameras (ONVIF) where they are: on a recorder's network. Nothing is kept but a device that is added. */
@Path("/api/cameras")
@Tag(name = "Cameras")
@RolesAllowed(Role.ADMIN)
public class CameraResource {
    private static final Duration SEARCH = Duration.ofSeconds(20);
    private static final Duration INSPECTION = Duration.ofSeconds(40);

    private final AgentQuestions questions;
    private final RoomCatalogue rooms;

    CameraResource(AgentQuestions questions, RoomCatalogue rooms) {
        this.questions = questions;
        this.rooms = rooms;
    }

    /**
     * A search.
     *
     * @param address a host or {@code host:port} to ask alone; without it the whole network is asked
     */
    public record SearchBody(
            @NotNull UUID agentId,
            @Nullable @Size(max = 300) String address) {}

    /** What a search found. */
    public record FoundCameras(List<FoundCamera> cameras) {}

    /** Which camera to ask, and by which user. */
    public record InspectBody(
            @NotNull UUID agentId,
            @NotBlank @Size(max = 300) String address,
            @Nullable @Size(max = 100) String username,
            @Nullable @Size(max = 100) String password) {
        @Override
        public String toString() {
            return "InspectBody[***]";
        }
    }

    /** The stream of a camera, as a device of a room. */
    public record CameraBody(
            @NotNull UUID roomId,
            @NotBlank @Size(max = 200) String name,
            @NotNull DeviceRole role,
            @NotBlank @Size(max = 1000) String streamAddress,
            @Nullable @Size(max = 100) String username,
            @Nullable @Size(max = 100) String password) {
        @Override
        public String toString() {
            return "CameraBody[***]";
        }
    }

    @POST
    @Path("/search")
    @Operation(summary = "Look for cameras on a recorder's network; takes some seconds")
    public FoundCameras search(@NotNull @Valid SearchBody body) {
        String address = body.address() == null || body.address().isBlank()
                ? null
                : body.address().strip();
        AgentMessage.Discovered answer = questions.ask(
                body.agentId(),
                question -> new ServerMessage.Discover(question, address),
                AgentMessage.Discovered.class,
                SEARCH);
        require(answer.problem());
        return new FoundCameras(answer.cameras());
    }

    @POST
    @Path("/profiles")
    @Operation(summary = "Ask a camera on a recorder's network what it is and which streams it has")
    public CameraDetail inspect(@NotNull @Valid InspectBody body) {
        AgentMessage.Inspected answer = questions.ask(
                body.agentId(),
                question ->
                        new ServerMessage.Inspect(question, body.address().strip(), body.username(), body.password()),
                AgentMessage.Inspected.class,
                INSPECTION);
        require(answer.problem());
        if (answer.camera() == null) {
            throw new LecternException(ErrorCode.DEVICE_PROTOCOL, "The camera told nothing of itself.");
        }
        return answer.camera();
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Add the stream of a camera as a device of a room")
    public DeviceInfo add(@NotNull @Valid CameraBody body) {
        DeviceUrl url = DeviceUrl.parse(body.streamAddress()).withCredentials(body.username(), body.password());
        return rooms.addDevice(body.roomId(), body.name(), body.role(), url.secret());
    }

    private static void require(AgentMessage.@Nullable Problem problem) {
        if (problem != null) {
            throw new LecternException(problem.code(), problem.detail());
        }
    }
}
