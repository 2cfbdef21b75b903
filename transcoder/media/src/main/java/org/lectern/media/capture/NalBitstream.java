package org.lectern.media.capture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;

/**
 * What H.264 and H.265 have in common: parameter sets come in the stream's header, in band, or both,
 * and go into the header of the segment; a change of them is a new format.
 */
abstract class NalBitstream implements Bitstream {
    private final NalScanner scanner = new NalScanner();
    // Ordered by type and then by identifier: video, sequence, picture parameter sets.
    private final TreeMap<Integer, byte[]> parameterSets = new TreeMap<>();
    private int lengthBytes;
    private boolean changed;
    private boolean keyframe;
    private boolean continuation;
    private @Nullable TrackFormat format;

    /** What a NAL unit is to a segment. */
    enum Use {
        PARAMETERS,
        KEY_SLICE,
        KEEP,
        DROP
    }

    abstract Use use(byte[] data, int start, int end);

    /** Whether a NAL unit is a slice, and not the first one of its picture. */
    abstract boolean isLaterSlice(byte[] data, int start, int end);

    /** Whether a NAL unit is the first slice of a picture. */
    abstract boolean isFirstSlice(byte[] data, int start, int end);

    /** Orders parameter sets: their kind, then their identifier. */
    abstract int parameterKey(byte[] data, int start, int end);

    /** The format from the sets, null while some are missing or cannot be read. */
    abstract @Nullable TrackFormat format(Map<Integer, byte[]> parameterSets);

    /** Starts with parameter sets behind start codes, or none. */
    final void startAnnexB(byte[] header) {
        lengthBytes = 0;
        convert(header, header.length);
    }

    /** Starts with the sets of a decoder configuration record. */
    final void startLengthPrefixed(int bytesOfLength, List<byte[]> sets) {
        lengthBytes = bytesOfLength;
        for (byte[] set : sets) {
            learn(set, 0, set.length);
        }
        refresh();
    }

    @Override
    public final byte[] convert(byte[] packet, int length) {
        scan(packet, length);
        keyframe = false;
        boolean first = false;
        boolean later = false;
        int size = 0;
        for (int unit = 0; unit < scanner.count(); unit++) {
            Use use = use(packet, scanner.start(unit), scanner.end(unit));
            keyframe |= use == Use.KEY_SLICE;
            first |= isFirstSlice(packet, scanner.start(unit), scanner.end(unit));
            later |= isLaterSlice(packet, scanner.start(unit), scanner.end(unit));
            if (use == Use.PARAMETERS) {
                learn(packet, scanner.start(unit), scanner.end(unit));
            } else if (use != Use.DROP) {
                size += 4 + scanner.length(unit);
            }
        }
        continuation = later && !first;
        refresh();
        byte[] out = new byte[size];
        int at = 0;
        for (int unit = 0; unit < scanner.count(); unit++) {
            Use use = use(packet, scanner.start(unit), scanner.end(unit));
            if (use == Use.KEY_SLICE || use == Use.KEEP) {
                at = put(packet, scanner.start(unit), scanner.length(unit), out, at);
            }
        }
        return out;
    }

    private void scan(byte[] packet, int length) {
        if (lengthBytes == 0) {
            scanner.scanAnnexB(packet, length);
        } else {
            scanner.scanLengths(packet, length, lengthBytes);
        }
    }

    private static int put(byte[] packet, int start, int length, byte[] out, int at) {
        out[at] = (byte) (length >>> 24);
        out[at + 1] = (byte) (length >>> 16);
        out[at + 2] = (byte) (length >>> 8);
        out[at + 3] = (byte) length;
        System.arraycopy(packet, start, out, at + 4, length);
        return at + 4 + length;
    }

    private void learn(byte[] data, int start, int end) {
        int key = parameterKey(data, start, end);
        byte[] known = parameterSets.get(key);
        if (known == null || !Arrays.equals(known, 0, known.length, data, start, end)) {
            parameterSets.put(key, Arrays.copyOfRange(data, start, end));
            changed = true;
        }
    }

    private void refresh() {
        if (changed) {
            changed = false;
            TrackFormat now = format(parameterSets);
            format = now == null ? format : now;
        }
    }

    @Override
    public final boolean isKeyframe() {
        return keyframe;
    }

    @Override
    public final boolean isContinuation() {
        return continuation;
    }

    @Override
    public final @Nullable TrackFormat format() {
        return format;
    }

    /** The sets whose keys lie in [from, to). */
    static List<byte[]> range(Map<Integer, byte[]> sets, int from, int to) {
        return sets.entrySet().stream()
                .filter(set -> set.getKey() >= from && set.getKey() < to)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A short Exp-Golomb code near the head of a NAL unit, where no emulation prevention can be yet. */
    static int golomb(byte[] data, int byteOffset, int end) {
        int bit = byteOffset * 8;
        int zeros = 0;
        while (bit < end * 8 && zeros < 12 && (data[bit >> 3] >> (7 - (bit & 7)) & 1) == 0) {
            zeros++;
            bit++;
        }
        int value = 0;
        for (int i = 0; i <= zeros && bit < end * 8; i++, bit++) {
            value = value << 1 | data[bit >> 3] >> (7 - (bit & 7)) & 1;
        }
        return Math.max(0, value - 1);
    }
}
