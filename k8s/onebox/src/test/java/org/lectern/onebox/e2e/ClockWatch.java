package org.lectern.onebox.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the burned-in clock of each picture that a page shows; see {@code clock-watch.js}. */
final class ClockWatch {
    private ClockWatch() {}

    /** A picture on the screen: its burned-in clock, its media time and when it was shown, all in ms. */
    record Frame(double clock, double media, double shown) {
        /** How far the clock is off the media's time. */
        double offset() {
            return clock - media;
        }
    }

    /** A function of the names of the views to be watched. */
    static String script() throws IOException {
        try (var in = ClockWatch.class.getResourceAsStream("clock-watch.js")) {
            String file = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return file.substring(file.indexOf("(views)"));
        }
    }

    /** The pictures of a view that were shown since, and whose clock could be read. */
    static List<Frame> frames(ObjectMapper json, Page page, String view) throws IOException {
        JsonNode seen = json.readTree((String) page.evaluate("(view) => JSON.stringify(clockWatch[view])", view));
        List<Frame> frames = new ArrayList<>();
        seen.forEach(frame -> {
            if (!frame.path("clock").isNull()) {
                frames.add(new Frame(
                        frame.path("clock").asDouble(),
                        frame.path("media").asDouble() * 1000,
                        frame.path("shown").asDouble()));
            }
        });
        return frames;
    }
}
