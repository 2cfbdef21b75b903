package org.lectern.recorder.onvif;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.lectern.media.rtsp.HttpDigest;
import org.lectern.model.DevicePolicy;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.w3c.dom.Element;

/**
 * Asks one device over SOAP 1.2 (HTTP POST): bounded in time and size, never following a redirect. Signs
 * in by WS-UsernameToken, and by HTTP Digest where the device asks for that. For one thread.
 */
final class SoapClient {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final int LARGEST = 512 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpClient http;
    private final Clock clock;
    private final @Nullable Login login;
    private final DevicePolicy policy;
    private Duration clockOffset = Duration.ZERO;

    SoapClient(HttpClient http, Clock clock, @Nullable Login login, DevicePolicy policy) {
        this.http = http;
        this.clock = clock;
        this.login = login;
        this.policy = policy;
    }

    /** The device's clock minus ours. */
    void clockOffset(Duration offset) {
        clockOffset = offset;
    }

    /** The SOAP body of an answer, and the fault's code if it is one. */
    private record Answer(
            int status, @Nullable Element body, @Nullable String fault, HttpResponse<byte[]> raw) {
        boolean isRefusal() {
            return status == 401
                    || status == 403
                    || (fault != null
                            && fault.toLowerCase(Locale.ROOT)
                                    .matches(
                                            "(?s).*(notauthorized|failedauthentication|authority failure|not authorized|unauthorized).*"));
        }
    }

    /**
     * Asks without credentials, as for the time.
     *
     * @throws LecternException as {@link #ask}
     */
    Element askOpenly(URI service, String request) {
        return body(service, send(service, envelope(request, false), null));
    }

    /**
     * Asks with credentials, if there are any.
     *
     * @throws LecternException with {@code DEVICE_ADDRESS_FORBIDDEN}, {@code DEVICE_UNREACHABLE}, {@code
     *     DEVICE_TIMEOUT}, {@code DEVICE_AUTHENTICATION} or {@code DEVICE_PROTOCOL}
     */
    Element ask(URI service, String request) {
        Answer answer = send(service, envelope(request, true), null);
        if (answer.status == 401 && login != null) {
            String path = service.getRawPath() + (service.getRawQuery() == null ? "" : "?" + service.getRawQuery());
            Login user = login;
            Optional<String> authorization = answer.raw.headers().allValues("WWW-Authenticate").stream()
                    .flatMap(challenge -> HttpDigest.answer(
                            challenge,
                            user.username(),
                            user.password(),
                            "POST",
                            path,
                            1,
                            HexFormat.of().formatHex(random(8)))
                            .stream())
                    .findFirst();
            if (authorization.isPresent()) {
                answer = send(service, envelope(request, true), authorization.get());
            }
        }
        return body(service, answer);
    }

    private Element body(URI service, Answer answer) {
        if (answer.isRefusal()) {
            throw new LecternException(
                    ErrorCode.DEVICE_AUTHENTICATION,
                    login == null
                            ? "The camera at %s wants a user name and a password.".formatted(service.getHost())
                            : "The camera at %s refuses this user name and password. Check them; some cameras want a user made for ONVIF in their own settings."
                                    .formatted(service.getHost()));
        }
        if (answer.fault != null) {
            throw new LecternException(
                    ErrorCode.DEVICE_PROTOCOL,
                    "The camera at %s does not do what it was asked: %s"
                            .formatted(
                                    service.getHost(),
                                    answer.fault.substring(0, Math.min(200, answer.fault.length()))));
        }
        if (answer.body == null) {
            throw notOnvif(service);
        }
        return answer.body;
    }

    static LecternException notOnvif(URI service) {
        return new LecternException(
                ErrorCode.DEVICE_PROTOCOL,
                "%s answers, but not as an ONVIF camera. Check the address and its port, and whether ONVIF is switched on in the camera's settings."
                        .formatted(service.getRawAuthority()));
    }

    private String envelope(String request, boolean signed) {
        String header = signed && login != null
                ? "<s:Header>%s</s:Header>"
                        .formatted(Digests.security(
                                login, random(16), clock.instant().plus(clockOffset)))
                : "";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">%s<s:Body>%s</s:Body></s:Envelope>"
                .formatted(header, request);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /**
     * The service at an address that may be asked. A name is asked for once, so that it cannot stand for
     * another address when the connection is made; over TLS the certificate must be the name's.
     */
    private URI checked(URI service) {
        InetAddress address = policy.checkHost(service.getHost()).getFirst();
        if ("https".equals(service.getScheme())) {
            return service;
        }
        String host = address instanceof Inet6Address ? "[" + bare(address) + "]" : address.getHostAddress();
        String port = service.getPort() < 0 ? "" : ":" + service.getPort();
        String query = service.getRawQuery() == null ? "" : "?" + service.getRawQuery();
        return URI.create(service.getScheme() + "://" + host + port + service.getRawPath() + query);
    }

    private static String bare(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    private Answer send(URI service, String envelope, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(checked(service))
                .header("Content-Type", "application/soap+xml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(envelope));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            // Of the whole exchange: a device that drips its answer is no better than a silent one.
            return read(answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new LecternException(
                    ErrorCode.DEVICE_TIMEOUT,
                    "The camera at %s does not answer within %d s. Check its address and that it is switched on."
                            .formatted(service.getHost(), LONGEST.toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw trouble(service, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "The recorder is ending.", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static LecternException trouble(URI service, ExecutionException e) {
        return switch (e.getCause()) {
            case SSLException tls ->
                new LecternException(
                        ErrorCode.DEVICE_PROTOCOL,
                        "The certificate of the camera at %s is not trusted here. Use its http address, or give it a certificate that the recorder trusts."
                                .formatted(service.getHost()),
                        tls);
            case java.net.ConnectException refused ->
                new LecternException(
                        ErrorCode.DEVICE_UNREACHABLE,
                        "Nothing is listening at %s. Check the address and its port."
                                .formatted(service.getRawAuthority()),
                        refused);
            case null, default -> {
                LecternException problem = notOnvif(service);
                problem.addSuppressed(e);
                yield problem;
            }
        };
    }

    private static Answer read(HttpResponse<byte[]> response) {
        Element body = null;
        String fault = null;
        try {
            Element root = Xml.parse(response.body());
            if ("Envelope".equals(root.getLocalName())) {
                body = Xml.first(root, "Body").orElse(null);
                Element found = body == null ? null : Xml.first(body, "Fault").orElse(null);
                fault = found == null ? null : Xml.text(found);
            }
        } catch (IOException e) {
            // A page, or nothing: the status tells the rest.
        }
        return new Answer(response.statusCode(), body, fault, response);
    }
}
