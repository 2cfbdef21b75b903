package org.lectern.media.mp4;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The decoder configuration of AV1: the payload of an {@code av1C} box (AV1 codec ISO media file format
 * binding 2.3), of one sequence header.
 *
 * @param sequenceHeader the whole open bitstream unit; not to be changed
 */
public record Av1Config(byte[] sequenceHeader) implements CodecConfig {
    private static final int HEAD_BYTES = 4;
    private static final int MARKER_AND_VERSION = 0x81;

    /**
     * The configuration from a temporal unit that begins with a key frame.
     *
     * @throws IllegalArgumentException if it has no sequence header
     */
    public static Av1Config ofTemporalUnit(byte[] temporalUnit) {
        return Obus.split(temporalUnit).stream()
                .filter(unit -> unit.type() == Obus.SEQUENCE_HEADER)
                .findFirst()
                .map(unit -> new Av1Config(unit.bytes()))
                .orElseThrow(() -> new IllegalArgumentException("there is no sequence header."));
    }

    /**
     * Reads the payload of an {@code av1C} box.
     *
     * @throws IllegalArgumentException if it cannot be read, or contradicts its sequence header
     */
    public static Av1Config parse(byte[] payload) {
        if (payload.length <= HEAD_BYTES || (payload[0] & 0xff) != MARKER_AND_VERSION) {
            throw new IllegalArgumentException("Not a decoder configuration of AV1.");
        }
        var config = ofTemporalUnit(Arrays.copyOfRange(payload, HEAD_BYTES, payload.length));
        if (!Arrays.equals(Arrays.copyOf(config.payload(), HEAD_BYTES), Arrays.copyOf(payload, HEAD_BYTES))) {
            throw new IllegalArgumentException("A decoder configuration that contradicts its sequence header.");
        }
        return config;
    }

    /** What the sequence header says. */
    public Av1Sequence sequence() {
        return Av1Sequence.parse(Obus.split(sequenceHeader).getFirst().payload());
    }

    @Override
    public byte[] payload() {
        Av1Sequence sequence = sequence();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(MARKER_AND_VERSION);
        out.write(sequence.profile() << 5 | sequence.level());
        out.write((sequence.highTier() ? 0x80 : 0)
                | (sequence.bitDepth() > 8 ? 0x40 : 0)
                | (sequence.monochrome() ? 0x10 : 0)
                // 4:2:0 is the only subsampling of the Main profile.
                | 0x0c
                | sequence.chromaPosition());
        out.write(0);
        out.writeBytes(sequenceHeader);
        return out.toByteArray();
    }

    /** {@code av01.P.LLT.DD}, with what follows only where it is not the usual colour (binding, section 5). */
    @Override
    public String codecs() {
        Av1Sequence sequence = sequence();
        String usual = "av01.%d.%02d%s.%02d"
                .formatted(sequence.profile(), sequence.level(), sequence.highTier() ? "H" : "M", sequence.bitDepth());
        SpsInfo.Colour colour = sequence.colour();
        String rest = ".%d.11%d.%02d.%02d.%02d.%d"
                .formatted(
                        sequence.monochrome() ? 1 : 0,
                        sequence.chromaPosition(),
                        colour.primaries(),
                        colour.transfer(),
                        colour.matrix(),
                        colour.fullRange() ? 1 : 0);
        return rest.equals(".0.110.01.01.01.0") ? usual : usual + rest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Av1Config that && Arrays.equals(sequenceHeader, that.sequenceHeader);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sequenceHeader);
    }
}
