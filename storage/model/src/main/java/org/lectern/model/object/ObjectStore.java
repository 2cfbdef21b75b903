package org.lectern.model.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The port to object storage: the few S3 operations that every S3 has. Implementations are safe for
 * all threads and block; each method throws {@link org.lectern.model.LecternException} with {@code
 * STORE_UNAVAILABLE} when the store cannot be reached or fails, and {@code OBJECT_NOT_FOUND} where an
 * object is missing.
 */
public interface ObjectStore {
    /** Makes the bucket if it is missing. Idempotent. */
    void createBucket();

    /** Stores bytes; replaces what is there. Returns only when the store has confirmed them. */
    void put(String key, byte[] body, ObjectHeaders headers);

    /**
     * Stores a file and confirms that the store has it whole.
     *
     * @param sha256 lower-case hex SHA-256 of the file, kept as metadata {@code sha256}
     */
    void putFile(String key, Path file, String sha256, ObjectHeaders headers) throws IOException;

    /** Copies an object with its headers, within the store; replaces what is there. */
    void copy(String from, String to);

    /** Size and metadata, or empty if there is no such object. */
    Optional<ObjectInfo> stat(String key);

    /** The whole object. */
    byte[] get(String key);

    /**
     * A stream over a part of an object; the caller closes it.
     *
     * @param offset first byte, from 0
     * @param length number of bytes; null for all up to the end
     */
    InputStream open(String key, long offset, @Nullable Long length);

    /** All keys that start with {@code prefix}, in no promised order. Close the stream. */
    Stream<String> list(String prefix);

    /** Removes an object; does nothing if it is not there. */
    void delete(String key);
}
