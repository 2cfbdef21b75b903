package org.lectern.media.rtsp;

import java.io.IOException;

/** A device does not do what was asked, and why; what the network does wrong is a plain {@link IOException}. */
public final class RtspException extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Reason {
        /** It wants other credentials, or any. */
        AUTHENTICATION,
        /** It has no such stream. */
        NOT_FOUND,
        /** It sends its clients elsewhere. */
        REDIRECT,
        /** It has no room for another client, or no bandwidth. */
        BUSY,
        /** What it says is not RTSP, or breaks its rules. */
        PROTOCOL,
        /** It ended the session. */
        ENDED
    }

    private final Reason reason;

    RtspException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    static RtspException protocol(String message) {
        return new RtspException(Reason.PROTOCOL, message);
    }

    /** What a status other than 200 means (RFC 2326, 11). */
    static RtspException of(String method, RtspResponse response) {
        int status = response.status();
        Reason reason = switch (status) {
            case 401, 403 -> Reason.AUTHENTICATION;
            case 404, 410 -> Reason.NOT_FOUND;
            case 453, 503 -> Reason.BUSY;
            case 454 -> Reason.ENDED;
            default -> status / 100 == 3 ? Reason.REDIRECT : Reason.PROTOCOL;
        };
        return new RtspException(reason, "%s was answered %d %s".formatted(method, status, response.reason()));
    }
}
