package org.lectern.media.encode;

/**
 * One object of a rendition, ready to be stored.
 *
 * @param rendition the rung's name
 * @param kind what it is
 * @param uri relative to the rendition's media playlist, as in {@code ChunkResult}
 * @param bytes its content, not to be changed
 */
public record EncodedObject(String rendition, Kind kind, String uri, byte[] bytes) {
    /** The kinds of objects of a rendition. */
    public enum Kind {
        INIT,
        SEGMENT
    }
}
