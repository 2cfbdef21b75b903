package org.lectern.transcoder;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.lectern.catalogue.upload.UploadsConfig;
import org.lectern.media.confined.ConfinedChunk;
import org.lectern.media.confined.Limits;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.object.S3Settings;
import org.lectern.transcoder.upload.UploadImporter;

/** Makes the adapters that the configuration names. */
final class Adapters {
    @Produces
    @Singleton
    ConfinedChunk confinedChunk(UploadsConfig uploads) {
        return new ConfinedChunk(
                UploadImporter.confinement(uploads),
                Limits.ofChunk(uploads.memory().asLongValue()),
                EncoderSettings.DEFAULT);
    }

    @Produces
    @ApplicationScoped
    ObjectStore objectStore(StoreConfig s3) {
        return new MinioObjectStore(
                new S3Settings(s3.endpoint(), s3.region(), s3.bucket(), s3.accessKey(), s3.secretKey()));
    }
}
