package org.lectern.recorder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.lectern.model.DevicePolicy;
import org.lectern.model.object.S3Settings;

/** The recorder's settings: properties {@code lectern.…}, environment {@code LECTERN_…}. */
@ConfigMapping(prefix = "lectern")
public interface RecorderConfig {
    /** Address of vod-api. */
    @WithDefault("http://127.0.0.1:8080")
    URI serverUrl();

    /** The key that vod-api gave this agent. */
    @WithDefault("none")
    String agentKey();

    /** Where recordings wait until the store has them. */
    @WithDefault("spool")
    Path spoolDir();

    /** Where the recorder's own health and metrics are served. */
    Http http();

    S3 s3();

    Devices devices();

    /** Which devices may be recorded; see {@link DevicePolicy}. */
    interface Devices {
        /** Networks that devices may be in, separated by commas. */
        @WithDefault(DevicePolicy.USUAL_NETWORKS)
        String networks();

        /** Schemes of device addresses that may be used, separated by commas. */
        @WithDefault(DevicePolicy.USUAL_SCHEMES)
        String schemes();

        /** Folder below which files may be replayed; none where it is not set. */
        Optional<Path> files();

        default DevicePolicy policy() {
            return DevicePolicy.of(networks(), schemes(), files().orElse(null));
        }
    }

    interface Http {
        @WithDefault("127.0.0.1")
        String host();

        @WithDefault("8081")
        int port();
    }

    /** The object store. */
    interface S3 {
        @WithDefault("http://127.0.0.1:9000")
        String endpoint();

        @WithDefault("us-east-1")
        String region();

        @WithDefault("lectern")
        String bucket();

        @WithDefault("lectern")
        String accessKey();

        @WithDefault("lectern")
        String secretKey();

        /** As the object port takes them. */
        default S3Settings settings() {
            return new S3Settings(endpoint(), region(), bucket(), accessKey(), secretKey());
        }
    }
}
