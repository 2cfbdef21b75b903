package org.lectern.transcoder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How a worker takes tasks. As environment variables: {@code LECTERN_WORKER_THREADS} and so on. */
@ConfigMapping(prefix = "lectern.worker")
public interface WorkerConfig {
    /** Chunks encoded at once; the number of cores where it is not set. */
    OptionalInt threads();

    /** How many chunks are encoded at once. */
    default int parallel() {
        return threads().orElse(Runtime.getRuntime().availableProcessors());
    }

    /** How often the queue is looked at. */
    @WithDefault("PT0.25S")
    Duration poll();

    /** How often a worker says that it lives. After four missed times others take its chunks. */
    @WithDefault("PT2S")
    Duration heartbeat();

    /** How long a stopping worker may finish the chunks that it has begun. */
    @WithDefault("PT15S")
    Duration drain();

    /**
     * Whether chunks of running lectures may be encoded with less care, and their best rungs later, while
     * the workers are behind.
     */
    @WithDefault("true")
    boolean hurry();

    /**
     * What cameras are encoded by: {@code x264}, {@code nvenc}, {@code vaapi}, {@code qsv}, the best of these that
     * works ({@code auto}), or {@code openh264} to try out what hardware would do where there is none.
     */
    @WithDefault("x264")
    String encoder();

    /** Its device: a path such as {@code /dev/dri/renderD128}, for NVENC a number; the first if it is not set. */
    Optional<String> encoderDevice();

    /** Whether a lecture that was encoded in a hurry is encoded better when there is nothing else to do. */
    @WithDefault("true")
    boolean improve();
}
