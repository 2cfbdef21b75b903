package org.lectern.onebox.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium without a window, with an empty profile; collects what goes wrong in its pages. */
final class Chromium implements AutoCloseable {
    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new ArrayList<>();

    private Chromium() {
        // Playwright brings no browser of its own: the machine's is used.
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--autoplay-policy=no-user-gesture-required")));
    }

    /** Skips the calling test, naming the line that installs what is missing. */
    static void assumeInstalled() {
        assumeTrue(Files.isExecutable(EXECUTABLE), "Chromium is missing: apt-get install chromium");
    }

    static Chromium start() {
        return new Chromium();
    }

    Page open(String address) {
        Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800))
                .newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onResponse(response -> {
            // Asking who is signed in is answered, not refused; so nothing may fail.
            if (response.status() >= 400) {
                errors.add(response.status() + " " + response.url());
            }
        });
        page.navigate(address);
        return page;
    }

    /** Uncaught errors and failed requests of all pages. */
    List<String> errors() {
        return errors;
    }

    /** Leaves a last picture of each page and what went wrong there beside the logs of the apps. */
    @Override
    public void close() {
        for (var context : browser.contexts()) {
            for (Page page : context.pages()) {
                page.screenshot(new Page.ScreenshotOptions().setPath(RunningStack.LOGS.resolve("page.png")));
            }
        }
        try {
            Files.write(RunningStack.LOGS.resolve("page-errors.log"), errors);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        browser.close();
        playwright.close();
    }
}
