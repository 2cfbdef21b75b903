package org.lectern.transcoder.encode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.lectern.transcoder.WorkerConfig;

/** The encoders of a worker with a setting, before it has started. */
final class TestEncoders {
    private TestEncoders() {}

    static WorkerEncoders asked(String encoder) {
        WorkerConfig config = new SmallRyeConfigBuilder()
                .withMapping(WorkerConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("lectern.worker.encoder", encoder, "lectern.worker.threads", "1"), "test", 100))
                .build()
                .getConfigMapping(WorkerConfig.class);
        return new WorkerEncoders(config, new SimpleMeterRegistry());
    }
}
