package org.lectern.model.object;

import org.jspecify.annotations.Nullable;

/**
 * What the store knows of an object.
 *
 * @param bytes its size
 * @param etag entity tag without quotes
 * @param sha256 lower-case hex, where it was stored with one
 */
public record ObjectInfo(
        long bytes,
        String etag,
        String contentType,
        @Nullable String cacheControl,
        @Nullable String contentEncoding,
        @Nullable String sha256) {}
