package org.lectern.transcoder.line;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectInfo;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.object.S3Settings;
import org.lectern.transcoder.StoreConfig;

/** The real store, which a test can take away for a number of writes. */
@Alternative
@Priority(1)
@ApplicationScoped
public class UnsteadyStore implements ObjectStore {
    private final ObjectStore store;
    private final AtomicInteger passing = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private volatile ErrorCode failure = ErrorCode.STORE_UNAVAILABLE;

    UnsteadyStore(StoreConfig s3) {
        store = new MinioObjectStore(
                new S3Settings(s3.endpoint(), s3.region(), s3.bucket(), s3.accessKey(), s3.secretKey()));
    }

    /** Lets some writes of published objects pass, then fails some, then works again. */
    void failAfter(int passed, int failed, ErrorCode code) {
        passing.set(passed);
        failure = code;
        failing.set(failed);
    }

    boolean isSteady() {
        return failing.get() <= 0;
    }

    @Override
    public void put(String key, byte[] body, ObjectHeaders headers) {
        if (key.startsWith("pub/") && !isSteady() && passing.getAndDecrement() <= 0) {
            failing.decrementAndGet();
            throw new LecternException(failure, "The test has taken the store away.");
        }
        store.put(key, body, headers);
    }

    @Override
    public void copy(String from, String to) {
        store.copy(from, to);
    }

    @Override
    public void createBucket() {
        store.createBucket();
    }

    @Override
    public void putFile(String key, Path file, String sha256, ObjectHeaders headers) throws IOException {
        store.putFile(key, file, sha256, headers);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return store.stat(key);
    }

    @Override
    public byte[] get(String key) {
        return store.get(key);
    }

    @Override
    public InputStream open(String key, long offset, @Nullable Long length) {
        return store.open(key, offset, length);
    }

    @Override
    public Stream<String> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }
}
