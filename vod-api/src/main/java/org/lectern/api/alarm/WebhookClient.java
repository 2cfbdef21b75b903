package org.lectern.api.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.lectern.api.ApiConfig;
import org.lectern.catalogue.alarm.AlarmEvent;
import org.lectern.catalogue.alarm.Webhooks;
import org.lectern.model.LecternException;

/**
 * Tells the webhook something, once. Connects to the addresses that were checked, whatever the name stands
 * for a moment later; follows no redirects, as they could lead where the admin did not mean to; reads no
 * answer but its status. Safe for all threads.
 */
@ApplicationScoped
class WebhookClient {
    static final String SIGNATURE = "X-Lectern-Signature";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final MediaType JSON = MediaType.get("application/json");

    private final Webhooks webhooks;
    private final ObjectMapper json;
    private final Clock clock;
    private final WebhookPolicy policy;
    private final OkHttpClient http;

    WebhookClient(Webhooks webhooks, ObjectMapper json, Clock clock, ApiConfig config) {
        this.webhooks = webhooks;
        this.json = json;
        this.clock = clock;
        this.policy = WebhookPolicy.of(config.webhook().allow().orElse(""));
        this.http = new OkHttpClient.Builder()
                .dns(policy::check)
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(TIMEOUT)
                .build();
    }

    WebhookPolicy policy() {
        return policy;
    }

    /** Tells it, and notes how that fared: why it did not get there, or null. */
    @Nullable
    String tell(Webhooks.Webhook webhook, AlarmEvent event) {
        String problem = send(webhook, event);
        webhooks.told(webhook.url(), new Webhooks.Told(clock.instant(), problem));
        return problem;
    }

    private @Nullable String send(Webhooks.Webhook webhook, AlarmEvent event) {
        String host = URI.create(webhook.url()).getHost();
        try {
            byte[] body = json.writeValueAsBytes(event);
            Request request = new Request.Builder()
                    .url(webhook.url())
                    .header("User-Agent", "Lectern")
                    .header(SIGNATURE, sign(webhook.secret(), body))
                    .post(RequestBody.create(body, JSON))
                    .build();
            // Numeric hosts are not asked of the name service, so they are checked here.
            policy.check(host);
            try (Response response = http.newCall(request).execute()) {
                return response.isSuccessful() ? null : refused(response.code());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Our own messages can be written.", e);
        } catch (LecternException e) {
            return e.getMessage();
        } catch (IOException e) {
            return trouble(host, e);
        }
    }

    private static String refused(int status) {
        return status / 100 == 3
                ? "It answered %d, a redirect, which is not followed. Use the address that it leads to."
                        .formatted(status)
                : "It answered %d. Check its address, and its own log.".formatted(status);
    }

    private static String trouble(String host, IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> "Nobody knows the name %s.".formatted(host);
            case SocketTimeoutException late -> late();
            case java.io.InterruptedIOException late -> late();
            case ConnectException refused -> "Nothing is listening at %s.".formatted(host);
            case SSLException tls -> "The certificate of %s is not trusted here.".formatted(host);
            default -> "The connection broke: %s.".formatted(e.getMessage());
        };
    }

    private static String late() {
        return "It did not answer within %d s.".formatted(TIMEOUT.toSeconds());
    }

    /** {@code sha256=} and the HMAC (RFC 2104) of the body, in hexadecimal. */
    static String sign(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256.", e);
        }
    }
}
