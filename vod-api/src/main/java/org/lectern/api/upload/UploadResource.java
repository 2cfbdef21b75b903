package org.lectern.api.upload;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lectern.api.session.Role;
import org.lectern.catalogue.upload.UploadInfo;
import org.lectern.catalogue.upload.Uploads;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectStore;

/**
 * Lectures from files, by the protocol tus 1.0 (core, creation, termination; https://tus.io): a sender
 * announces a file, sends it in requests of at most {@value #MOST_PIECE_BYTES} bytes, and after a broken
 * line asks with {@code HEAD} how much is there.
 */
@Path("/api/uploads")
@Tag(name = "Uploads")
@RolesAllowed({Role.STAFF, Role.ADMIN})
public class UploadResource {
    /** As much as the server takes in one request. */
    static final int MOST_PIECE_BYTES = 4 * 1024 * 1024;

    private static final String VERSION = "1.0.0";
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";

    private final Uploads uploads;
    private final ObjectStore store;
    private final UploadedObjects objects;
    private final SecurityIdentity identity;

    UploadResource(Uploads uploads, ObjectStore store, UploadedObjects objects, SecurityIdentity identity) {
        this.uploads = uploads;
        this.store = store;
        this.objects = objects;
        this.identity = identity;
    }

    @OPTIONS
    @Operation(summary = "What of tus the server knows")
    @APIResponse(responseCode = "204", description = "In headers: versions, extensions, the largest file")
    public Response options() {
        return tus(Response.noContent())
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,termination")
                .header("Tus-Max-Size", uploads.largest())
                .build();
    }

    @POST
    @Operation(
            summary = "Announce a file that becomes a lecture",
            description = "Upload-Metadata may hold filename, title, courseId, recordedAt (ISO 8601), role (PRESENTER,"
                    + " SLIDES, BOARD, AUDIENCE) and published (true, false), each with its value in Base64.")
    @APIResponse(
            responseCode = "201",
            description = "Announced; Location is where its bytes go",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UploadInfo.class)))
    public Response create(
            @HeaderParam(RESUMABLE) @Nullable String version,
            @HeaderParam(LENGTH) @Nullable Long length,
            @HeaderParam("Upload-Metadata") @Nullable String metadata) {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        if (length == null || length < 0) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST, "Send the size of the file in bytes in the header Upload-Length.");
        }
        UploadInfo made = uploads.create(UploadMetadata.parse(metadata)
                .plan(length, identity.getPrincipal().getName()));
        return tus(Response.status(201))
                .header("Location", "/api/uploads/" + made.id())
                .header(OFFSET, made.received())
                .entity(made)
                .build();
    }

    @GET
    @Operation(summary = "The newest uploaded files, with how far they are")
    public List<UploadInfo> newest() {
        return uploads.newest();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One uploaded file")
    public UploadInfo upload(UUID id) {
        return uploads.get(id);
    }

    @HEAD
    @Path("/{id}")
    @Operation(summary = "How much of a file is there, in the header Upload-Offset")
    @APIResponse(responseCode = "200", description = "In headers")
    public Response offset(UUID id) {
        UploadInfo upload = uploads.get(id);
        return tus(Response.ok())
                .header(OFFSET, upload.received())
                .header(LENGTH, upload.bytes())
                .header("Cache-Control", "no-store")
                .build();
    }

    @PATCH
    @Path("/{id}")
    @Consumes("application/offset+octet-stream")
    @Operation(summary = "Send the next bytes of a file, at most 4 MiB at once")
    @APIResponse(responseCode = "204", description = "They are in the store; Upload-Offset says how much is there")
    public Response append(
            UUID id,
            @HeaderParam(RESUMABLE) @Nullable String version,
            @HeaderParam(OFFSET) @Nullable Long offset,
            InputStream body) {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        if (offset == null || offset < 0) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST, "Say in the header Upload-Offset where these bytes belong.");
        }
        UploadInfo upload = uploads.append(id, offset, received(body), store);
        return tus(Response.noContent()).header(OFFSET, upload.received()).build();
    }

    /** What comes of the body: of a line that breaks, all that had come. */
    private static byte[] received(InputStream body) {
        byte[] piece = new byte[64 * 1024];
        int length = 0;
        try {
            while (true) {
                if (length == piece.length) {
                    piece = Arrays.copyOf(piece, Math.min(MOST_PIECE_BYTES + 1, piece.length * 2));
                }
                int count = body.read(piece, length, piece.length - length);
                if (count < 0) {
                    break;
                }
                length += count;
                if (length > MOST_PIECE_BYTES) {
                    throw new LecternException(
                            ErrorCode.UPLOAD_TOO_LARGE,
                            "Send at most %d bytes in one request.".formatted(MOST_PIECE_BYTES));
                }
            }
        } catch (IOException e) {
            // The sender asks how much is there when it is back.
        }
        return Arrays.copyOf(piece, length);
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Read a file once more that could not be read")
    public UploadInfo retry(UUID id) {
        return uploads.retry(id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a file; a lecture that was made of it stays")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response remove(UUID id) {
        objects.remove(uploads.delete(id));
        return tus(Response.noContent()).build();
    }

    private static Response.ResponseBuilder tus(Response.ResponseBuilder response) {
        return response.header(RESUMABLE, VERSION);
    }

    private static Response otherVersion() {
        return Response.status(412)
                .header("Tus-Version", VERSION)
                .header(RESUMABLE, VERSION)
                .build();
    }
}
