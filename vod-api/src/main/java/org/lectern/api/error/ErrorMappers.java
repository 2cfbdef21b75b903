package org.lectern.api.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Turns whatever is thrown into a problem detail; nothing of the inside is told outside. */
class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    @ServerExceptionMapper
    Response known(LecternException e) {
        if (e.code().status() >= 500) {
            LOG.warnf("%s: %s", e.code(), e.getMessage());
        }
        return Problem.response(e.code(), String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e) {
        String detail = e.getConstraintViolations().stream()
                .map(violation -> {
                    String path = violation.getPropertyPath().toString();
                    return path.substring(path.lastIndexOf('.') + 1) + " " + violation.getMessage();
                })
                .sorted()
                .collect(Collectors.joining("; "));
        return Problem.response(ErrorCode.INVALID_REQUEST, detail + ".");
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e) {
        String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        return Problem.response(
                ErrorCode.INVALID_REQUEST, "The body is no JSON of the kind that is wanted here%s.".formatted(at));
    }

    @ServerExceptionMapper
    Response conflict(org.hibernate.exception.ConstraintViolationException e) {
        if (e.getKind() != ConstraintKind.UNIQUE) {
            return unexpected(e);
        }
        return Problem.response(ErrorCode.CONFLICT, "Somebody else did the same at this moment. Try again.");
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response signedOut() {
        return Problem.response(401, "SIGN_IN_REQUIRED", "Sign in first.");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return Problem.response(ErrorCode.FORBIDDEN, "Your role does not allow this.");
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 404 -> Problem.response(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            case 405 -> Problem.response(405, "METHOD_NOT_ALLOWED", "This address does not know that method.");
            case 415 -> Problem.response(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
            default ->
                Problem.response(
                        status,
                        status < 500 ? ErrorCode.INVALID_REQUEST.name() : ErrorCode.INTERNAL.name(),
                        status < 500 ? "The request cannot be understood." : "Something went wrong in the server.");
        };
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        LOG.error("A request failed unexpectedly", e);
        return Problem.response(ErrorCode.INTERNAL, "Something went wrong in the server; its log says what.");
    }
}
