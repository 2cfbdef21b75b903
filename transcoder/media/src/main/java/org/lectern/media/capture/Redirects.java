package org.lectern.media.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Finds out whether an RTSP device sends its clients elsewhere (RFC 2326, 11.3). FFmpeg would follow,
 * wherever that leads. What else is wrong with the device, opening it tells.
 */
final class Redirects {
    private static final int USUAL_PORT = 554;
    private static final int STATUS_LINE = 16;

    private Redirects() {}

    static void refuse(DeviceUrl url, InetAddress host, Duration timeout) {
        try (Socket socket = new Socket()) {
            // A device that sends a byte a second never runs into a time-out of the socket.
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> closeQuietly(socket));
            socket.connect(new InetSocketAddress(host, url.port(USUAL_PORT)), (int) timeout.toMillis());
            String literal = host.getHostAddress();
            String at = (literal.contains(":") ? "[" + literal + "]" : literal) + ":" + url.port(USUAL_PORT);
            String request = "DESCRIBE rtsp://%s%s RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n"
                    .formatted(at, url.path());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] start = socket.getInputStream().readNBytes(STATUS_LINE);
            if (new String(start, StandardCharsets.US_ASCII).matches("(?s)RTSP/1\\.\\d 3\\d\\d.*")) {
                throw failure(url);
            }
        } catch (IOException e) {
            // It cannot be reached, or says nothing: opening it will tell.
        }
    }

    static LecternException failure(DeviceUrl url) {
        return SourceFailure.failure(
                ErrorCode.DEVICE_REDIRECT,
                "%s sends its clients to another address. Enter the address of the stream itself.".formatted(url));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, or was.
        }
    }
}
