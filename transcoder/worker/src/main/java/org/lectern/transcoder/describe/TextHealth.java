package org.lectern.transcoder.describe;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether text on slides is read. Never a reason not to be ready: lectures play without. */
@Readiness
@ApplicationScoped
class TextHealth implements HealthCheck {
    private final Tesseract tesseract;
    private final DescribeConfig config;
    private final MeterRegistry metrics;

    TextHealth(Tesseract tesseract, DescribeConfig config, MeterRegistry metrics) {
        this.tesseract = tesseract;
        this.config = config;
        this.metrics = metrics;
    }

    /** Looks for the program once, and says in the log what was found. */
    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            metrics.gauge(
                    "lectern.ocr.languages",
                    tesseract,
                    found -> found.languages().size());
            Thread.ofVirtual().name("look for tesseract").start(tesseract::languages);
        }
    }

    @Override
    public HealthCheckResponse call() {
        List<String> languages = config.enabled() ? tesseract.languages() : List.of();
        return HealthCheckResponse.named("slide-text")
                .up()
                .withData("languages", languages.isEmpty() ? "none" : String.join("+", languages))
                .build();
    }
}
