package org.lectern.catalogue.alarm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.WebhookEntity;
import org.lectern.catalogue.entity.WebhookRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Where alarms are told to. Each call is one transaction. */
@ApplicationScoped
public class Webhooks {
    private final WebhookRepository webhooks;

    Webhooks(WebhookRepository webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * The webhook.
     *
     * @param secret what its messages are signed with
     * @param told how the last message fared; null if there was none
     */
    public record Webhook(
            String url, String secret, @Nullable Told told) {
        @Override
        public String toString() {
            return "Webhook";
        }
    }

    /**
     * How the last message fared.
     *
     * @param problem why it did not get there; null if it did
     */
    public record Told(Instant at, @Nullable String problem) {}

    @Transactional
    public Optional<Webhook> get() {
        return webhooks.findByIdOptional(WebhookEntity.ID).map(Webhooks::view);
    }

    private static Webhook view(WebhookEntity found) {
        Instant at = found.toldAt;
        return new Webhook(found.url, found.secret, at == null ? null : new Told(at, found.toldProblem));
    }

    /**
     * Tells alarms to an address from now on.
     *
     * @param secret null to keep the one that is set
     * @throws LecternException with {@code INVALID_REQUEST} if there is none to keep
     */
    @Transactional
    public void set(String url, @Nullable String secret) {
        WebhookEntity found = webhooks.findById(WebhookEntity.ID);
        if (found == null && secret == null) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST, "Give a secret: whoever is told can check by it that it was Lectern.");
        }
        WebhookEntity webhook = found == null ? new WebhookEntity() : found;
        webhook.url = url;
        webhook.secret = secret == null ? webhook.secret : secret;
        webhook.toldAt = null;
        webhook.toldProblem = null;
        webhooks.persist(webhook);
    }

    /**
     * Notes how a message fared.
     *
     * @param url where it was sent to; nothing is noted if that has changed meanwhile
     */
    @Transactional
    public void told(String url, Told told) {
        webhooks.findByIdOptional(WebhookEntity.ID)
                .filter(found -> found.url.equals(url))
                .ifPresent(found -> {
                    found.toldAt = told.at();
                    found.toldProblem = told.problem();
                });
    }

    @Transactional
    public void remove() {
        webhooks.deleteById(WebhookEntity.ID);
    }
}
