package org.lectern.model;

/** The codecs of source segments and renditions. */
public enum Codec {
    H264(MediaKind.VIDEO),
    H265(MediaKind.VIDEO),
    /** Of renditions only: no device is recorded in it. */
    AV1(MediaKind.VIDEO),
    AAC(MediaKind.AUDIO);

    private final MediaKind kind;

    Codec(MediaKind kind) {
        this.kind = kind;
    }

    public MediaKind kind() {
        return kind;
    }
}
