package org.lectern.transcoder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The object store. As environment variables: {@code LECTERN_S3_ENDPOINT} and so on. */
@ConfigMapping(prefix = "lectern.s3")
public interface StoreConfig {
    String endpoint();

    @WithDefault("us-east-1")
    String region();

    @WithDefault("lectern")
    String bucket();

    String accessKey();

    String secretKey();
}
