package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.List;
import org.lectern.media.mp4.Sample;

/**
 * A stretch of one source segment's packets without a hole, and where it stands: its samples lie
 * evenly between {@code start} and {@code end}, counted in output samples from position 0 of the
 * publication. It depends on its segment alone, so every chunk that uses it places it alike. Pure.
 *
 * @param firstPacket index in the segment
 * @param packets how many
 * @param packetSamples samples that a packet decodes to
 * @param exact whether its samples are output samples as they are; then the start is whole
 */
record SoundPiece(int firstPacket, int packets, int packetSamples, double start, double end, boolean exact) {
    /** A piece that is off by less than this over its length has the nominal rate. */
    private static final double EXACT_WITHIN_SAMPLES = 0.25;

    int samples() {
        return packets * packetSamples;
    }

    /** Where a packet of the piece begins. */
    double packetStart(int packetInPiece) {
        return start + (end - start) * packetInPiece / packets;
    }

    /**
     * The pieces of a segment.
     *
     * @param sourceRate samples per second that the decoder gives
     * @param packetSamples samples per packet that the decoder gives
     */
    static List<SoundPiece> of(
            LoadedSegment segment, Placement placement, int sourceRate, int packetSamples, int outputRate) {
        List<Sample> packets = segment.samples();
        double toUs = 1e6 / segment.format().timescale();
        double packetUs = 1e6 * packetSamples / sourceRate;
        List<SoundPiece> pieces = new ArrayList<>();
        int first = 0;
        // What stands before the segment's start was sent twice.
        while (first < packets.size() - 1
                && packets.get(first).pts() * toUs + packetUs <= placement.mediaStartUs() + 1) {
            first++;
        }
        int end = packets.size();
        // What begins behind its end is another recorder's to play.
        while (end > first + 1 && packets.get(end - 1).pts() * toUs >= placement.mediaEndUs()) {
            end--;
        }
        for (int i = first + 1; i <= end; i++) {
            double expected = packets.get(i - 1).pts() * toUs + packetUs;
            boolean last = i == end;
            if (last || Math.abs(packets.get(i).pts() * toUs - expected) > packetUs / 2) {
                double startUs = first == 0
                        ? placement.mediaStartUs()
                        : packets.get(first).pts() * toUs;
                boolean whole = last && Math.abs(placement.mediaEndUs() - expected) < packetUs / 2;
                double endUs = whole ? placement.mediaEndUs() : expected;
                pieces.add(piece(placement, startUs, endUs, first, i - first, packetSamples, sourceRate, outputRate));
                first = i;
            }
        }
        return pieces;
    }

    private static SoundPiece piece(
            Placement placement,
            double mediaStartUs,
            double mediaEndUs,
            int firstPacket,
            int packets,
            int packetSamples,
            int sourceRate,
            int outputRate) {
        double scale = outputRate / 1e6;
        double start = placement.position(mediaStartUs) * scale;
        double end = placement.position(mediaEndUs) * scale;
        int samples = packets * packetSamples;
        if (sourceRate != outputRate || Math.abs(end - start - samples) > EXACT_WITHIN_SAMPLES) {
            return new SoundPiece(firstPacket, packets, packetSamples, start, end, false);
        }
        // Media time and offset are rounded apart: the offset is one for the run, so the rounding is.
        long offset = Math.round((placement.startUs() - placement.mediaStartUs()) * scale);
        long whole = Math.round(mediaStartUs * scale) + offset;
        return new SoundPiece(firstPacket, packets, packetSamples, whole, whole + samples, true);
    }
}
