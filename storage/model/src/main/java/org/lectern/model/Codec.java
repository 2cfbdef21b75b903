package org.lectern.model;

/** The codecs that a source segment may hold. */
public enum Codec {
    H264(MediaKind.VIDEO),
    H265(MediaKind.VIDEO),
    AAC(MediaKind.AUDIO);

    private final MediaKind kind;

    Codec(MediaKind kind) {
        this.kind = kind;
    }

    public MediaKind kind() {
        return kind;
    }
}
