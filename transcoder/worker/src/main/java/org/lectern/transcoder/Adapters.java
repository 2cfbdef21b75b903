package org.lectern.transcoder;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.object.S3Settings;

/** Makes the adapters that the configuration names. */
final class Adapters {
    @Produces
    @ApplicationScoped
    ObjectStore objectStore(StoreConfig s3) {
        return new MinioObjectStore(
                new S3Settings(s3.endpoint(), s3.region(), s3.bucket(), s3.accessKey(), s3.secretKey()));
    }
}
