package org.lectern.api.session;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import jakarta.annotation.security.PermitAll;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who is signed in. Signing in is {@code POST /api/session/login} with the form fields j_username and j_password. */
@Path("/api/session")
@PermitAll
@Tag(name = "Session")
public class SessionResource {
    private final SecurityIdentity identity;
    private final EntityManager database;

    SessionResource(SecurityIdentity identity, EntityManager database) {
        this.identity = identity;
        this.database = database;
    }

    /** The session of a request. */
    public record Session(
            boolean authenticated,
            @Nullable String username,
            @Nullable String displayName,
            List<String> roles) {}

    @GET
    @Transactional
    @Operation(summary = "Who is signed in")
    public Session session() {
        if (identity.isAnonymous()) {
            return new Session(false, null, null, List.of());
        }
        String username = identity.getPrincipal().getName();
        AppUser user = database.find(AppUser.class, username);
        return new Session(
                true,
                username,
                user == null ? username : user.displayName,
                identity.getRoles().stream().sorted().toList());
    }

    @POST
    @Path("/logout")
    @Operation(summary = "Sign out")
    public void logout() {
        FormAuthenticationMechanism.logout(identity);
    }
}
