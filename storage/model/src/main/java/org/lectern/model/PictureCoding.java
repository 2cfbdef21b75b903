package org.lectern.model;

import java.util.List;

/**
 * How the pictures of a segment of H.264 are coded: what decides whether they can be shown as they are.
 *
 * @param config payload of the {@code avcC} box, in Base64
 * @param keyframesUs media presentation times of its IDR pictures, ascending
 */
public record PictureCoding(String config, List<Long> keyframesUs) {
    public PictureCoding {
        keyframesUs = List.copyOf(keyframesUs);
    }
}
