package org.lectern.media.rtsp;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a device.
 *
 * @param uri of the stream, without credentials
 * @param user null if there are no credentials
 * @param datagrams whether its packets come over UDP, beside the connection, instead of over it
 */
public record RtspTarget(
        String uri, @Nullable String user, @Nullable String password, boolean datagrams) {
    @Override
    public String toString() {
        return uri;
    }
}
