package org.lectern.model;

/**
 * Everything that can go wrong, by stable name. The name is part of the API ({@code code} of a
 * problem detail, RFC 9457); {@link #status()} is the HTTP status that goes with it.
 */
public enum ErrorCode {
    INVALID_REQUEST(Category.DATA, 400),
    NOT_FOUND(Category.DATA, 404),
    CONFLICT(Category.DATA, 409),
    ILLEGAL_TRANSITION(Category.DATA, 409),
    FORBIDDEN(Category.DATA, 403),
    GRANT_INVALID(Category.DATA, 403),
    GRANT_EXPIRED(Category.DATA, 403),
    AGENT_OFFLINE(Category.PROCESSING, 503),

    DEVICE_ADDRESS_INVALID(Category.DATA, 400),
    DEVICE_ADDRESS_FORBIDDEN(Category.DATA, 403),
    DEVICE_UNREACHABLE(Category.PROCESSING, 502),
    DEVICE_AUTHENTICATION(Category.DATA, 502),
    DEVICE_CERTIFICATE(Category.DATA, 502),
    DEVICE_REDIRECT(Category.DATA, 502),
    DEVICE_NOT_FOUND(Category.DATA, 502),
    DEVICE_PROTOCOL(Category.DATA, 502),
    DEVICE_TIMEOUT(Category.PROCESSING, 504),
    DEVICE_ENDED(Category.PROCESSING, 502),
    CODEC_UNSUPPORTED(Category.DATA, 415),

    WEBHOOK_ADDRESS_FORBIDDEN(Category.DATA, 403),

    UPLOAD_TOO_LARGE(Category.DATA, 413),
    UPLOAD_QUOTA(Category.DATA, 507),
    /** Not a recording that can be read, or cut off where it cannot be. */
    UPLOAD_UNREADABLE(Category.DATA, 422),
    /** A recording, but one without pictures and sound that can be shown. */
    UPLOAD_WITHOUT_MEDIA(Category.DATA, 422),
    /** Reading it would cost more memory, time or disk than an upload may. */
    UPLOAD_OVER_LIMIT(Category.DATA, 422),
    /** This machine cannot shut in what reads files of strangers. */
    CONFINEMENT_UNAVAILABLE(Category.PROCESSING, 503),

    MEDIA_DAMAGED(Category.DATA, 422),
    ENCODER_FAILED(Category.PROCESSING, 500),
    SPOOL_FAILED(Category.PROCESSING, 500),
    DISK_FULL(Category.PROCESSING, 507),
    STORE_UNAVAILABLE(Category.PROCESSING, 503),
    SECRET_UNREADABLE(Category.DATA, 500),
    OBJECT_NOT_FOUND(Category.DATA, 404),
    INTERNAL(Category.PROCESSING, 500);

    /** DATA failures repeat when tried again; PROCESSING failures may not. */
    public enum Category {
        DATA,
        PROCESSING
    }

    private final Category category;
    private final int status;

    ErrorCode(Category category, int status) {
        this.category = category;
        this.status = status;
    }

    /** Whether trying again can help. */
    public Category category() {
        return category;
    }

    /** The HTTP status of a problem detail with this code. */
    public int status() {
        return status;
    }
}
