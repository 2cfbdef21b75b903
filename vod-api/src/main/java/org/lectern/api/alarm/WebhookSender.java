package org.lectern.api.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.alarm.AlarmEvent;
import org.lectern.catalogue.alarm.AlarmTelling;
import org.lectern.catalogue.alarm.Webhooks;

/**
 * Tells the webhook what changed, from the queue in the database: again after 1, 2, 4 … s, at most
 * hourly, for about a day. Threads of its own; no alarm waits for it. Follows no redirects: they could lead
 * where the admin did not mean to.
 */
@ApplicationScoped
class WebhookSender {
    static final String SIGNATURE = "X-Lectern-Signature";

    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int TRIES = 36;

    private final DataSource dataSource;
    private final Webhooks webhooks;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private @Nullable Scheduler scheduler;

    WebhookSender(DataSource dataSource, Webhooks webhooks, ObjectMapper json) {
        this.dataSource = dataSource;
        this.webhooks = webhooks;
        this.json = json;
    }

    /** It did not get there. */
    private static final class NotTold extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotTold(String message) {
            super(message);
        }
    }

    void start(@Observes StartupEvent event) {
        var task = Tasks.oneTime(AlarmTelling.TELL)
                .onFailure((complete, operations) -> {
                    int failures = complete.getExecution().consecutiveFailures;
                    if (failures + 1 >= TRIES) {
                        LOG.warn("The webhook could not be told of an alarm for a day; it is given up.");
                        operations.stop();
                    } else {
                        operations.reschedule(complete, complete.getTimeDone().plus(pause(failures)));
                    }
                })
                .execute((instance, context) -> tell(instance.getData()));
        Scheduler started = Scheduler.create(dataSource, task)
                .serializer(org.lectern.catalogue.work.Tasks.SERIALIZER)
                .threads(2)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(2))
                .enablePriority()
                .failureLogging(com.github.kagkarlsson.scheduler.logging.LogLevel.OFF, false)
                .build();
        started.start();
        scheduler = started;
    }

    static Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(3600, 1L << Math.min(failures, 12)));
    }

    private void tell(AlarmEvent event) {
        Optional<Webhooks.Webhook> webhook = webhooks.get();
        if (webhook.isEmpty()) {
            return;
        }
        try {
            byte[] body = json.writeValueAsBytes(event);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(webhook.get().url()))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Lectern")
                    .header(SIGNATURE, sign(webhook.get().secret(), body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw failed("it answered " + status);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Our own messages can be written.", e);
        } catch (IOException e) {
            throw failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the server is ending");
        }
    }

    private static NotTold failed(String why) {
        LOG.infof("The webhook was not told of an alarm: %s; it is tried again.", why);
        return new NotTold(why);
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

    void stop(@Observes ShutdownEvent event) {
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
        }
    }
}
