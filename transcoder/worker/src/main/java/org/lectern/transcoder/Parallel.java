package org.lectern.transcoder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Blocking I/O for several things at once, on virtual threads. */
public final class Parallel {
    private Parallel() {}

    /** Runs an action for each item; returns when all have ended, throws what the first failed one threw. */
    public static <T> void forEach(Collection<T> items, Consumer<T> action) {
        map(items, item -> {
            action.accept(item);
            return true;
        });
    }

    /** Like {@link #forEach}; the results are in the order of the items. */
    public static <T, R> List<R> map(Collection<T> items, Function<T, R> action) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(executor.submit(() -> action.apply(item)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(await(future));
            }
            return results;
        }
    }

    /**
     * Waits for a result.
     *
     * @throws LecternException with {@code INTERNAL} if this thread is interrupted meanwhile
     */
    public static <R> R await(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new LecternException(ErrorCode.INTERNAL, "Unexpected: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "Interrupted: the worker is stopping.", e);
        }
    }
}
