package org.lectern.catalogue.work;

import java.util.UUID;

/**
 * Names a chunk: the payload of the task {@link Tasks#ENCODE_CHUNK}.
 *
 * @param index from 0 in the publication
 * @param rest whether only the renditions are meant that were left for later
 */
public record ChunkRef(UUID publicationTrackId, int index, boolean rest) {
    /** A chunk of which nothing has been encoded. */
    public ChunkRef(UUID publicationTrackId, int index) {
        this(publicationTrackId, index, false);
    }

    /** The same chunk, the renditions that were left for later. */
    public ChunkRef theRest() {
        return new ChunkRef(publicationTrackId, index, true);
    }
}
