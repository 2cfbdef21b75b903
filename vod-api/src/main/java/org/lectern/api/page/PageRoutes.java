package org.lectern.api.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Gives every address of the pages the one document that draws them all, and that document its headers.
 * Quinoa's own routing for such pages comes after REST, whose mapped 404 lets nothing through.
 */
@ApplicationScoped
public class PageRoutes {
    /** Files have a dot in their last part; these prefixes are not pages. */
    private static final List<String> NOT_PAGES = List.of("/api/", "/play/", "/q/", "/assets/");

    private static final String DOCUMENT = "/";
    private static final int BEFORE_ROUTES = 10;

    /** The pages load nothing from elsewhere; hls.js feeds players from blob addresses. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
                    + "form-action 'self'";

    void register(@Observes Filters filters) {
        filters.register(PageRoutes::handle, BEFORE_ROUTES);
    }

    private static void handle(RoutingContext context) {
        String path = context.normalizedPath();
        HttpMethod method = context.request().method();
        if (path.equals(DOCUMENT)) {
            context.addHeadersEndHandler(end -> documentHeaders(context.response()));
            context.next();
        } else if ((method == HttpMethod.GET || method == HttpMethod.HEAD) && isPage(path)) {
            context.reroute(DOCUMENT);
        } else {
            context.next();
        }
    }

    /** Whether a path is drawn by the pages. What none of them knows they say themselves. */
    static boolean isPage(String path) {
        return NOT_PAGES.stream().noneMatch(prefix -> path.startsWith(prefix) || (path + "/").equals(prefix))
                && path.indexOf('.', path.lastIndexOf('/')) < 0;
    }

    /** The document names its scripts by their content, so it must be asked for anew after an upgrade. */
    private static void documentHeaders(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-cache")
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin");
    }
}
