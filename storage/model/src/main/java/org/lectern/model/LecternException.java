package org.lectern.model;

import org.jspecify.annotations.Nullable;

/** The one exception family. The message is written for a person and says what to do. */
public class LecternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public LecternException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public LecternException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable name of what went wrong. */
    public ErrorCode code() {
        return code;
    }

    /** Whether trying the same again may succeed. */
    public boolean isRetryable() {
        return code.category() == ErrorCode.Category.PROCESSING;
    }
}
