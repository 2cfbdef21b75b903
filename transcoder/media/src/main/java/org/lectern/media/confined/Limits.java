package org.lectern.media.confined;

import java.time.Duration;

/**
 * What a confined child may use.
 *
 * @param heapBytes of its Java heap
 * @param memoryBytes of all that it can write to: heap, natives, stacks
 * @param cpu processor time over all its threads
 * @param silence how long it may tell and ask nothing
 * @param outputBytes of all that it may give
 */
public record Limits(long heapBytes, long memoryBytes, Duration cpu, Duration silence, long outputBytes) {
    private static final long MIB = 1024 * 1024;

    /** For a chunk of some seconds. */
    public static Limits ofChunk(long memoryBytes) {
        return new Limits(384 * MIB, memoryBytes, Duration.ofMinutes(20), Duration.ofMinutes(10), 1024 * MIB);
    }

    /** For a whole file. */
    public static Limits ofFile(long memoryBytes, long outputBytes) {
        return new Limits(384 * MIB, memoryBytes, Duration.ofHours(12), Duration.ofMinutes(3), outputBytes);
    }
}
