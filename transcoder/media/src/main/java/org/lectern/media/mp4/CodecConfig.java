package org.lectern.media.mp4;

/** What a decoder of pictures has to know before the first one. */
public sealed interface CodecConfig permits AvcConfig, Av1Config {
    /** The payload of the box in the sample entry, without its header. */
    byte[] payload();

    /** The codecs string of RFC 6381. */
    String codecs();
}
