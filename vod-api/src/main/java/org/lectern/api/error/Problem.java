package org.lectern.api.error;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.lectern.model.ErrorCode;

/**
 * A problem detail (RFC 9457).
 *
 * @param type always {@code about:blank}: the code says what it is
 * @param title the status in words
 * @param detail what is wrong and what to do
 * @param code stable name, see {@link ErrorCode}
 */
public record Problem(String type, String title, int status, String detail, String code) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Response response(ErrorCode code, String detail) {
        return response(code.status(), code.name(), detail);
    }

    static Response response(int status, String code, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return Response.status(status)
                .type(MediaType.valueOf(MEDIA_TYPE))
                .entity(new Problem("about:blank", title, status, detail, code))
                .build();
    }
}
