package org.lectern.catalogue.encoding;

import java.time.Instant;

/**
 * A process that encodes.
 *
 * @param name host and process id
 * @param threads how many chunks it encodes at once
 * @param busy how many it is at
 */
public record WorkerInfo(String name, int threads, int busy, Instant startedAt, Instant seenAt) {}
