package org.lectern.catalogue.alarm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.lectern.catalogue.entity.WebhookEntity;
import org.lectern.catalogue.entity.WebhookRepository;

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
     */
    public record Webhook(String url, String secret) {
        @Override
        public String toString() {
            return "Webhook";
        }
    }

    @Transactional
    public Optional<Webhook> get() {
        return webhooks.findByIdOptional(WebhookEntity.ID).map(found -> new Webhook(found.url, found.secret));
    }

    @Transactional
    public void set(String url, String secret) {
        WebhookEntity found = webhooks.findById(WebhookEntity.ID);
        WebhookEntity webhook = found == null ? new WebhookEntity() : found;
        webhook.url = url;
        webhook.secret = secret;
        webhooks.persist(webhook);
    }

    @Transactional
    public void remove() {
        webhooks.deleteById(WebhookEntity.ID);
    }
}
