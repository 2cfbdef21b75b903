package org.lectern.transcoder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** What can be set for a transcoder worker; the environment names are the upper-case forms. */
@ConfigMapping(prefix = "lectern")
public interface WorkerConfig {
    /** The object store. */
    S3 s3();

    /** This worker. */
    Worker worker();

    interface S3 {
        String endpoint();

        @WithDefault("us-east-1")
        String region();

        @WithDefault("lectern")
        String bucket();

        String accessKey();

        String secretKey();
    }

    interface Worker {
        /** Chunks encoded at once; the number of cores where it is not set. */
        OptionalInt threads();

        /** How often the queue is looked at. */
        @WithDefault("PT0.25S")
        Duration poll();

        /** How often a worker says that it lives. After four missed times others take its chunks. */
        @WithDefault("PT2S")
        Duration heartbeat();

        /** How long a stopping worker may finish the chunks that it has begun. */
        @WithDefault("PT15S")
        Duration drain();
    }
}
