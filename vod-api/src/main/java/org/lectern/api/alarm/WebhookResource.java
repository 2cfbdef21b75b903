package org.lectern.api.alarm;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import okhttp3.HttpUrl;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lectern.api.session.Role;
import org.lectern.catalogue.alarm.AlarmEvent;
import org.lectern.catalogue.alarm.Webhooks;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Where alarms are told to. */
@Path("/api/webhook")
@Tag(name = "Alarms")
@RolesAllowed(Role.ADMIN)
public class WebhookResource {
    private final Webhooks webhooks;
    private final WebhookClient client;
    private final Clock clock;

    WebhookResource(Webhooks webhooks, WebhookClient client, Clock clock) {
        this.webhooks = webhooks;
        this.client = client;
        this.clock = clock;
    }

    /**
     * What the webhook is told to be.
     *
     * @param secret null to keep the one that is set
     */
    public record WebhookBody(
            @NotBlank @Size(max = 2000) String url,
            @Nullable @Size(min = 16, max = 200) String secret) {
        @Override
        public String toString() {
            return "WebhookBody[***]";
        }
    }

    /**
     * The webhook; its secret is never shown.
     *
     * @param url null if there is none
     * @param told how the last message fared; null if there was none
     */
    public record WebhookView(@Nullable String url, Webhooks.@Nullable Told told) {}

    @GET
    @Operation(summary = "Where alarms are told to, and how the last message fared")
    public WebhookView webhook() {
        return webhooks.get()
                .map(found -> new WebhookView(found.url(), found.told()))
                .orElseGet(() -> new WebhookView(null, null));
    }

    @PUT
    @Operation(
            summary = "Tell alarms to this address",
            description =
                    "Each change of an alarm is POSTed as JSON. X-Lectern-Signature holds sha256= and the HMAC-SHA256"
                            + " of the body under the secret, in hexadecimal.")
    public WebhookView set(@NotNull @Valid WebhookBody body) {
        URI address = address(body.url());
        try {
            client.policy().check(address.getHost());
        } catch (UnknownHostException e) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "Nobody knows the name %s. Check the address.".formatted(address.getHost()),
                    e);
        }
        webhooks.set(address.toString(), body.secret());
        return webhook();
    }

    @POST
    @Path("/test")
    @Operation(summary = "Send a test now and tell how it fared; takes up to ten seconds")
    public WebhookView test() {
        Webhooks.Webhook webhook = webhooks.get()
                .orElseThrow(() -> new LecternException(
                        ErrorCode.NOT_FOUND, "Alarms are told to nobody yet. Save an address first."));
        client.tell(webhook, AlarmEvent.test(clock.instant()));
        return webhook();
    }

    @DELETE
    @Operation(summary = "Tell alarms to nobody")
    public void remove() {
        webhooks.remove();
    }

    private static URI address(String url) {
        try {
            URI address = URI.create(url.strip());
            String scheme = address.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && HttpUrl.parse(address.toString()) != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new LecternException(
                ErrorCode.INVALID_REQUEST, "The address must begin with http:// or https:// and name no user.");
    }
}
