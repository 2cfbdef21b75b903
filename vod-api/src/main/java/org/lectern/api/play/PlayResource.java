package org.lectern.api.play;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectInfo;
import org.lectern.model.object.ObjectStore;

/**
 * Media behind a playback grant, streamed from the store. The embedded default; in production an edge
 * server checks the same path and reads the store itself.
 */
@Path("/play/{token}/{lecture}/{version}/{path:.+}")
@PermitAll
public class PlayResource {
    /** What a publication's keys are made of: no dots in a row, no leading slash. */
    private static final Pattern SAFE_PATH = Pattern.compile("[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*");

    private static final Pattern UUID_PATTERN = Pattern.compile("[0-9a-f-]{36}");

    private final Grants grants;
    private final ObjectStore store;

    PlayResource(Grants grants, ObjectStore store) {
        this.grants = grants;
        this.store = store;
    }

    @GET
    @Operation(hidden = true)
    public Response get(
            String token,
            String lecture,
            int version,
            String path,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return answer(token, lecture, version, path, range, ifNoneMatch, true);
    }

    @HEAD
    @Operation(hidden = true)
    public Response head(
            String token,
            String lecture,
            int version,
            String path,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return answer(token, lecture, version, path, null, ifNoneMatch, false);
    }

    @OPTIONS
    @Operation(hidden = true)
    public Response options() {
        return open(Response.noContent())
                .header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .header("Access-Control-Allow-Headers", "Range, If-None-Match")
                .header("Access-Control-Max-Age", "86400")
                .build();
    }

    private Response answer(
            String token,
            String lecture,
            int version,
            String path,
            @Nullable String range,
            @Nullable String ifNoneMatch,
            boolean body) {
        if (!UUID_PATTERN.matcher(lecture).matches() || !SAFE_PATH.matcher(path).matches()) {
            throw new LecternException(ErrorCode.GRANT_INVALID, "This is no playback address.");
        }
        grants.check(token, lecture, version);
        String key = "pub/%s/%d/%s".formatted(lecture, version, path);
        ObjectInfo info = store.stat(key)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "The lecture has no such part."));
        String etag = "\"" + info.etag() + "\"";
        if (ifNoneMatch != null && ifNoneMatch.contains(etag)) {
            return headers(Response.notModified(), info, etag).build();
        }
        if (ByteRange.isSingle(range) && range != null) {
            return partial(key, info, etag, range);
        }
        var response =
                headers(Response.ok(), info, etag).type(info.contentType()).header("Content-Length", info.bytes());
        return (body ? response.entity(store.open(key, 0, null)) : response).build();
    }

    private Response partial(String key, ObjectInfo info, String etag, String range) {
        Optional<ByteRange> wanted = ByteRange.of(range, info.bytes());
        if (wanted.isEmpty()) {
            return open(Response.status(416))
                    .header("Content-Range", "bytes */" + info.bytes())
                    .build();
        }
        ByteRange part = wanted.get();
        return headers(Response.status(206), info, etag)
                .type(info.contentType())
                .header("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), info.bytes()))
                .header("Content-Length", part.length())
                .entity(store.open(key, part.first(), part.length()))
                .build();
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder response, ObjectInfo info, String etag) {
        open(response).header("ETag", etag).header("Accept-Ranges", "bytes");
        if (info.cacheControl() != null) {
            response.header("Cache-Control", info.cacheControl());
        }
        if (info.contentEncoding() != null) {
            response.header("Content-Encoding", info.contentEncoding()).header("Vary", "Accept-Encoding");
        }
        return response;
    }

    private static Response.ResponseBuilder open(Response.ResponseBuilder response) {
        return response.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", "Content-Length, Content-Range, ETag, Date");
    }
}
