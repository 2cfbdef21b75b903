package org.lectern.recorder.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectInfo;
import org.lectern.model.object.ObjectStore;

/** A store in memory that checks checksums and can be away. */
public final class TestingStore implements ObjectStore {
    public final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    public volatile boolean away;

    private void check() {
        if (away) {
            throw new LecternException(ErrorCode.STORE_UNAVAILABLE, "The store is away.");
        }
    }

    @Override
    public void copy(String from, String to) {
        check();
        objects.put(to, get(from));
    }

    @Override
    public void createBucket() {
        check();
    }

    @Override
    public void put(String key, byte[] body, ObjectHeaders headers) {
        check();
        objects.put(key, body);
    }

    @Override
    public void putFile(String key, Path file, String sha256, ObjectHeaders headers) throws IOException {
        check();
        byte[] body = Files.readAllBytes(file);
        if (!sha256(body).equals(sha256)) {
            throw new AssertionError("The checksum of " + file + " is wrong.");
        }
        byte[] before = objects.put(key, body);
        if (before != null && !Arrays.equals(before, body)) {
            throw new AssertionError(key + " was stored twice with different content.");
        }
    }

    public static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        check();
        return Optional.ofNullable(objects.get(key))
                .map(body -> new ObjectInfo(body.length, sha256(body), "video/mp4", null, null, sha256(body)));
    }

    @Override
    public byte[] get(String key) {
        check();
        return objects.get(key);
    }

    @Override
    public InputStream open(String key, long offset, Long length) {
        return new ByteArrayInputStream(get(key));
    }

    @Override
    public Stream<String> list(String prefix) {
        return objects.keySet().stream().filter(key -> key.startsWith(prefix));
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }
}
