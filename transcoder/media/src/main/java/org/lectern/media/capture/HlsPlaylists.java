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
    private static final Pattern TARGET_DURATION = Pattern.compile("(?m)^#EXT-X-TARGETDURATION:(\\d{1,4})");
    private static final Pattern URI_ATTRIBUTE = Pattern.compile("URI=\"([^\"]*)\"");
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/?#]*@");

    private HlsPlaylists() {}

    /**
     * Checks the playlists of a source.
     *
     * @return the longest that a segment may last, by the playlists
     */
    static Duration check(DeviceUrl url, SourceSettings settings, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI plain = uri(url, CREDENTIALS.matcher(url.forLibrary()).replaceFirst(""));
        HttpClient client = client(url);
        try {
            Playlist first = check(url, client, plain, settings, deadline);
            Duration longest = first.target;
            List<URI> variants = first.playlists;
            for (URI variant : variants.subList(0, Math.min(MOST_VARIANTS, variants.size()))) {
                Duration target = check(url, client, variant, settings, deadline).target;
                longest = target.compareTo(longest) > 0 ? target : longest;
            }
            return longest;
        } finally {
            client.shutdownNow();
        }
    }

    private static HttpClient client(DeviceUrl url) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        return (url.isEncrypted() ? client.sslContext(DeviceTrust.context(url)) : client).build();
    }

    /**
     * What counts of a playlist.
     *
     * @param playlists that it leads to
     * @param target the longest that its segments may last
     */
    private record Playlist(List<URI> playlists, Duration target) {}

    private static Playlist check(
            DeviceUrl url, HttpClient client, URI playlist, SourceSettings settings, long deadline) {
        List<URI> playlists = new ArrayList<>();
        String text = get(url, client, playlist, deadline);
        Matcher duration = TARGET_DURATION.matcher(text);
        Duration target = duration.find() ? Duration.ofSeconds(Long.parseLong(duration.group(1))) : Duration.ZERO;
        for (String reference : references(text)) {
            URI leadsTo = playlist.resolve(uri(url, reference.strip().replace(" ", "%20")));
            HlsGuard.require(url, leadsTo.toString(), settings.policy());
            if (String.valueOf(leadsTo.getPath()).endsWith(".m3u8")) {
                playlists.add(leadsTo);
            }
        }
        return new Playlist(playlists, target);
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

    private static URI uri(DeviceUrl url, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_PROTOCOL, "%s has an address that cannot be read in its playlist.".formatted(url));
        }
    }

    private static String get(DeviceUrl url, HttpClient client, URI playlist, long deadline) {
        HttpRequest.Builder request = HttpRequest.newBuilder(playlist);
        String user = url.user();
        boolean signsIn = user != null && url.host().equals(playlist.getHost());
        if (signsIn) {
            String token =
                    Base64.getEncoder().encodeToString((user + ":" + url.password()).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + token);
        }
        var answer = client.sendAsync(
                request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST));
        try {
            HttpResponse<String> response = answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            requireSuccess(url, response.statusCode(), signsIn);
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
