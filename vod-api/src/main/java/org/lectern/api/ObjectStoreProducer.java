package org.lectern.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.object.S3Settings;

/** The object store of the configuration. */
@ApplicationScoped
class ObjectStoreProducer {
    @Produces
    @ApplicationScoped
    ObjectStore store(ApiConfig config) {
        ApiConfig.S3 s3 = config.s3();
        return new MinioObjectStore(
                new S3Settings(s3.endpoint(), s3.region(), s3.bucket(), s3.accessKey(), s3.secretKey()));
    }
}
