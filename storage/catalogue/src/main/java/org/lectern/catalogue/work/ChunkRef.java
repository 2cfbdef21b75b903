package org.lectern.catalogue.work;

import java.util.UUID;

/**
 * Names a chunk: the payload of the task {@link Tasks#ENCODE_CHUNK}.
 *
 * @param index from 0 in the publication
 */
public record ChunkRef(UUID publicationTrackId, int index) {}
