package org.lectern.onebox.process;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process to be run.
 *
 * @param name of the log and in messages
 * @param command program and arguments; no secrets, as process lists show them
 * @param environment added to the launcher's own
 * @param health answers 200 when the process is ready; tcp://host:port is ready when it accepts; null
 *     if it is ready at once
 * @param stopLimit how long it may take to end by itself
 */
public record AppSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        @Nullable URI health,
        Duration stopLimit) {
    @Override
    public String toString() {
        return "AppSpec[%s, %s]".formatted(name, health);
    }
}
