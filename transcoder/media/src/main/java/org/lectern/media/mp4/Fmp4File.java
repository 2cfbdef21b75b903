package org.lectern.media.mp4;

import java.util.List;

/**
 * A fragmented MP4 file as far as it is whole.
 *
 * @param format of its track
 * @param fragments in file order
 * @param validBytes end of the last whole fragment, or of the header where there is none: what lies
 *     behind is torn and may be cut
 */
public record Fmp4File(TrackFormat format, List<Fragment> fragments, long validBytes) {
    /**
     * One {@code moof} and its {@code mdat}.
     *
     * @param sequenceNumber of its {@code mfhd}
     * @param offset first byte of its {@code moof}
     * @param length bytes of {@code moof} and {@code mdat}
     */
    public record Fragment(long sequenceNumber, int offset, int length, List<Sample> samples) {}

    /** All samples in decode order. */
    public List<Sample> samples() {
        return fragments.stream().flatMap(f -> f.samples().stream()).toList();
    }
}
