package org.lectern.catalogue.standby;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a lecture waits for its recorders where several record it: properties {@code lectern.standby.…}. */
@ConfigMapping(prefix = "lectern.standby")
public interface StandbyConfig {
    /** A recorder that has told nothing new for so long is not waited for until it tells again. */
    @WithDefault("PT30S")
    Duration silence();

    /** The longest that a part of a lecture, or its end, waits for a recorder that does tell. */
    @WithDefault("PT1M")
    Duration longest();
}
