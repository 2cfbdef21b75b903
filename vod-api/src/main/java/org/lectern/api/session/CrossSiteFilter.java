package org.lectern.api.session;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Refuses what another site could make a browser send: a change must carry a header that a form cannot
 * set and that a script of another origin may not (CORS). Agents sign in by key, not by cookie.
 */
@Provider
class CrossSiteFilter implements ContainerRequestFilter {
    static final String HEADER = "X-Lectern-Request";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!SAFE.contains(request.getMethod())
                && !path.startsWith("/api/agent/")
                && request.getHeaderString(HEADER) == null) {
            throw new LecternException(
                    ErrorCode.FORBIDDEN, "Send the header %s: 1 with every change.".formatted(HEADER));
        }
    }
}
