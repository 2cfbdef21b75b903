package org.lectern.media.capture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;

/**
 * Looks where the playlists of an HLS source lead before FFmpeg follows them (RFC 8216): only over HTTP,
 * and only to hosts that devices may be on.
 */
final class HlsPlaylists {
    private static final int LARGEST = 512 * 1024;
    private static final int MOST_VARIANTS = 20;
    private static final Pattern URI_ATTRIBUTE = Pattern.compile("URI=\"([^\"]*)\"");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private HlsPlaylists() {}

    static void check(DeviceUrl url, SourceSettings settings, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        String text = url.forLibrary();
        int at = text.indexOf("://") + 3;
        int end = text.indexOf('@', at);
        int slash = text.indexOf('/', at);
        boolean signedIn = end > 0 && end < slash;
        String credentials = signedIn ? text.substring(at, text.lastIndexOf('@', slash)) : "";
        URI plain =
                uri(url, signedIn ? text.substring(0, at) + text.substring(text.lastIndexOf('@', slash) + 1) : text);
        List<URI> variants = check(url, plain, credentials, settings, deadline);
        for (URI variant : variants.subList(0, Math.min(MOST_VARIANTS, variants.size()))) {
            check(url, variant, credentials, settings, deadline);
        }
    }

    private static List<URI> check(
            DeviceUrl url, URI playlist, String credentials, SourceSettings settings, long deadline) {
        List<URI> playlists = new ArrayList<>();
        for (String reference : references(get(url, playlist, credentials, deadline))) {
            URI target = uri(
                    url, playlist.resolve(reference.strip().replace(" ", "%20")).toString());
            requireAllowed(url, target, settings);
            if (String.valueOf(target.getPath()).endsWith(".m3u8")) {
                playlists.add(target);
            }
        }
        return playlists;
    }

    private static List<String> references(String playlist) {
        List<String> found = new ArrayList<>();
        for (String line : playlist.split("\\R")) {
            if (line.startsWith("#")) {
                Matcher attribute = URI_ATTRIBUTE.matcher(line);
                while (attribute.find()) {
                    found.add(attribute.group(1));
                }
            } else if (!line.isBlank()) {
                found.add(line);
            }
        }
        return found;
    }

    private static void requireAllowed(DeviceUrl url, URI target, SourceSettings settings) {
        String scheme = String.valueOf(target.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_ADDRESS_FORBIDDEN,
                    "The playlist of %s leads to %s:, which is not allowed.".formatted(url, scheme));
        }
        // Any name will do: it is the host that is checked.
        settings.policy().check(DeviceUrl.parse("%s://%s/x.m3u8".formatted(scheme, target.getRawAuthority())));
    }

    private static URI uri(DeviceUrl url, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_PROTOCOL, "%s has an address that cannot be read in its playlist.".formatted(url));
        }
    }

    private static String get(DeviceUrl url, URI playlist, String credentials, long deadline) {
        HttpRequest.Builder request = HttpRequest.newBuilder(playlist);
        if (!credentials.isEmpty()) {
            String token = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + token);
        }
        var answer = HTTP.sendAsync(
                request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST));
        try {
            HttpResponse<String> response = answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            requireSuccess(url, response.statusCode(), !credentials.isEmpty());
            if (response.statusCode() == 200 && !response.body().startsWith("#EXTM3U")) {
                throw SourceFailure.failure(
                        ErrorCode.DEVICE_PROTOCOL,
                        "%s is no HLS playlist. Check the path in its address.".formatted(url));
            }
            return response.statusCode() == 200 ? response.body() : "";
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw SourceFailure.silent(url);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceFailure.silent(url);
        } catch (ExecutionException e) {
            boolean refused = e.getCause() instanceof java.net.ConnectException;
            throw SourceFailure.failure(
                    e.getCause() instanceof IOException && !refused
                            ? ErrorCode.DEVICE_PROTOCOL
                            : ErrorCode.DEVICE_UNREACHABLE,
                    refused
                            ? "Nothing answers at %s. Check the address and the port.".formatted(url)
                            : "%s does not answer over HTTP as expected. Check the address and the port."
                                    .formatted(url));
        }
    }

    private static void requireSuccess(DeviceUrl url, int status, boolean signedIn) {
        if (status >= 300 && status < 400) {
            throw SourceFailure.redirected(url);
        }
        if (status == 401 && signedIn) {
            // FFmpeg also knows Digest.
            return;
        }
        if (status == 401 || status == 403) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_AUTHENTICATION,
                    "%s refused the sign-in. Check the user name and password in its address.".formatted(url));
        }
        if (status == 404 || status == 410) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_NOT_FOUND,
                    "%s answered that it has no such stream. Check the path in its address.".formatted(url));
        }
        if (status >= 400) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_PROTOCOL, "%s answered with HTTP status %d.".formatted(url, status));
        }
    }
}
