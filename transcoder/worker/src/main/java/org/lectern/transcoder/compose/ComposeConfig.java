package org.lectern.transcoder.compose;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether composite views are made. As environment variable: {@code LECTERN_COMPOSE_ENABLED}. */
@ConfigMapping(prefix = "lectern.compose")
public interface ComposeConfig {
    /** Whether this worker does it, when it has nothing else to do. */
    @WithDefault("true")
    boolean enabled();
}
