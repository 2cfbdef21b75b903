package org.lectern.transcoder.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.Parallel;

/**
 * Stores what a chunk's encoder makes while it goes on encoding. One object per chunk, used by one
 * thread; the transfers run on virtual threads.
 */
final class SegmentUploads implements AutoCloseable {
    private static final ObjectHeaders SEGMENT = ObjectHeaders.immutable("video/iso.segment");
    private static final ObjectHeaders INIT = ObjectHeaders.immutable("video/mp4");

    private final ObjectStore store;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> transfers = new ArrayList<>();
    private long bytes;

    SegmentUploads(ObjectStore store) {
        this.store = store;
    }

    void init(String key, byte[] body) {
        put(key, body, INIT);
    }

    void segment(String key, byte[] body) {
        put(key, body, SEGMENT);
    }

    private void put(String key, byte[] body, ObjectHeaders headers) {
        bytes += body.length;
        transfers.add(executor.submit(() -> store.put(key, body, headers)));
    }

    /** Waits until the store has confirmed everything; throws what the first failed transfer threw. */
    void await() {
        transfers.forEach(Parallel::await);
    }

    long bytes() {
        return bytes;
    }

    /** Ends transfers that nobody waits for. */
    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }
}
