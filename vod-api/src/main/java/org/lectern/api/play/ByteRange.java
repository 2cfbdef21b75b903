package org.lectern.api.play;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes of an object (RFC 9110, 14.1.2). Pure.
 *
 * @param first first byte, from 0
 * @param last last byte, at least {@code first}
 */
record ByteRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return last - first + 1;
    }

    /** Whether a header asks for something that can be given in part. */
    static boolean isSingle(@Nullable String header) {
        if (header == null) {
            return false;
        }
        Matcher matcher = SINGLE.matcher(header.strip());
        return matcher.matches()
                && !(matcher.group(1).isEmpty() && matcher.group(2).isEmpty());
    }

    /** The range that a header asks for; empty if the object has no byte of it. */
    static Optional<ByteRange> of(String header, long size) {
        Matcher matcher = SINGLE.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(matcher.group(2)), size);
            return suffix == 0 ? Optional.empty() : Optional.of(new ByteRange(size - suffix, size - 1));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(matcher.group(2)), size - 1);
        return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }
}
