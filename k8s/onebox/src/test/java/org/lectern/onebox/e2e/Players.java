package org.lectern.onebox.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/** Players that others wrote, from npm, on a page of the server's own origin. */
final class Players {
    private static final Path PACKAGE = Path.of("src/test/players");
    private static final Path INSTALLED = Path.of("target/players");
    private static final Map<String, String> SCRIPTS = Map.of(
            "hls.js", "hls.js/dist/hls.js",
            "shaka.js", "shaka-player/dist/shaka-player.compiled.js",
            "dash.js", "dashjs/dist/modern/umd/dash.all.min.js");

    private Players() {}

    /** Installs what the lock names, once; skips the calling test, saying why, where npm cannot. */
    static Path install() throws IOException, InterruptedException {
        Path modules = INSTALLED.resolve("node_modules");
        if (Files.exists(modules.resolve(".package-lock.json"))) {
            return modules;
        }
        Files.createDirectories(INSTALLED);
        for (String file : new String[] {"package.json", "package-lock.json"}) {
            Files.copy(PACKAGE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = INSTALLED.resolve("npm.log");
        int exit = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assumeTrue(exit == 0, "npm could not install the players of others: " + Files.readString(log));
        return modules;
    }

    /** Serves {@code /players/players.html} and its scripts to a page, as if the server had them. */
    static void serve(Page page, URI server, Path modules) {
        page.route(server.resolve("/players/") + "*", route -> {
            String name = Path.of(URI.create(route.request().url()).getPath())
                    .getFileName()
                    .toString();
            try {
                route.fulfill(
                        name.endsWith(".html")
                                ? new Route.FulfillOptions()
                                        .setContentType("text/html")
                                        .setBodyBytes(resource(name))
                                : new Route.FulfillOptions()
                                        .setContentType("text/javascript")
                                        .setBodyBytes(Files.readAllBytes(
                                                modules.resolve(Objects.requireNonNull(SCRIPTS.get(name), name)))));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Players.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
