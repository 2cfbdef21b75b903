package org.lectern.media.upload;

/**
 * Which file is to be read.
 *
 * @param bytes its size
 * @param longestUs the longest lecture that may be made of it, microseconds
 */
public record ImportOrder(long bytes, long longestUs) {
    /** As much as is asked for at once. */
    public static final int MOST_READ_BYTES = 1024 * 1024;
}
