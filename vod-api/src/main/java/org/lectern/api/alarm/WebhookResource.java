package org.lectern.api.alarm;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lectern.api.session.Role;
import org.lectern.catalogue.alarm.Webhooks;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Where alarms are told to. */
@Path("/api/webhook")
@Tag(name = "Alarms")
@RolesAllowed(Role.ADMIN)
public class WebhookResource {
    private final Webhooks webhooks;

    WebhookResource(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** What the webhook is told to be. */
    public record WebhookBody(
            @NotBlank @Size(max = 2000) String url,
            @NotBlank @Size(min = 16, max = 200) String secret) {}

    /** The webhook; its secret is never shown. */
    public record WebhookView(@Nullable String url) {}

    @GET
    @Operation(summary = "Where alarms are told to")
    public WebhookView webhook() {
        return new WebhookView(webhooks.get().map(Webhooks.Webhook::url).orElse(null));
    }

    @PUT
    @Operation(
            summary = "Tell alarms to this address",
            description =
                    "Each change of an alarm is POSTed as JSON. X-Lectern-Signature holds sha256= and the HMAC-SHA256"
                            + " of the body under the secret, in hexadecimal.")
    public WebhookView set(@NotNull @Valid WebhookBody body) {
        webhooks.set(address(body.url()).toString(), body.secret());
        return new WebhookView(body.url());
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
                    && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new LecternException(
                ErrorCode.INVALID_REQUEST, "The address must begin with http:// or https:// and name no user.");
    }
}
