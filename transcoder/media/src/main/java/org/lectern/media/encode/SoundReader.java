package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.Sample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes what a window of output samples needs of the loaded segments. Not thread-safe; used once. */
final class SoundReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SoundReader.class);
    /** AAC frames overlap their predecessor; the second brings tools that predict up to speed. */
    private static final int PREROLL_PACKETS = 2;

    /** Times are those of AAC-LC; SBR's filter banks give their samples later (ISO/IEC 14496-3, 4.6.18.5). */
    private static final int REPLICATION_SAMPLES = 962;

    private final long originUs;
    private final int outputRate;
    private final int channels;
    private final double from;
    private final double to;
    private final List<SoundCanvas.Placed> placed = new ArrayList<>();

    private @Nullable AudioDecoder decoder;
    private @Nullable LoadedSegment before;
    private @Nullable Stretch stretch;

    /** Decoded samples without a break. */
    private static final class Stretch {
        final List<float[][]> packets = new ArrayList<>();
        final List<SoundPiece> pieces = new ArrayList<>();
        final List<Integer> offsets = new ArrayList<>();
        final int sourceRate;
        int length;

        Stretch(int sourceRate) {
            this.sourceRate = sourceRate;
        }
    }

    /**
     * @param from first output sample that is needed
     * @param to end of the output samples that are needed
     */
    SoundReader(long originUs, int outputRate, int channels, long from, long to) {
        this.originUs = originUs;
        this.outputRate = outputRate;
        this.channels = channels;
        // The interpolation looks a few milliseconds to either side.
        this.from = from - outputRate / 50.0;
        this.to = to + outputRate / 50.0;
    }

    /** The pieces with their samples, in order of position. */
    List<SoundCanvas.Placed> read(List<LoadedSegment> segments) {
        for (LoadedSegment segment : segments) {
            read(segment);
        }
        finishStretch();
        placed.sort(Comparator.comparingDouble(p -> p.piece().start()));
        return placed;
    }

    private void read(LoadedSegment segment) {
        if (before == null || !before.continuesIn(segment)) {
            finishStretch();
            closeDecoder();
        }
        before = segment;
        // The container's rate may be half of what SBR gives; the first packet tells.
        AudioDecoder.Sound first = probe(segment);
        Placement placement = Placement.of(segment.entry(), originUs);
        if (first.sampleRate() == 2 * segment.format().sampleRate()) {
            placement = placement.earlier(Math.round(REPLICATION_SAMPLES * 1e6 / first.sampleRate()));
        }
        List<SoundPiece> pieces = SoundPiece.of(segment, placement, first.sampleRate(), first.length(), outputRate);
        int damaged = 0;
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                finishStretch();
            }
            damaged += read(segment, pieces.get(i), first.sampleRate());
        }
        if (damaged > 0) {
            LOG.warn(
                    "{} packets of {} are damaged and silent",
                    damaged,
                    segment.entry().objectKey());
        }
    }

    private static AudioDecoder.Sound probe(LoadedSegment segment) {
        try (AudioDecoder decoder = new AudioDecoder(segment.format())) {
            for (Sample sample : segment.samples()) {
                AudioDecoder.Sound sound = decoder.decode(sample);
                if (sound != null) {
                    return sound;
                }
            }
        }
        throw LoadedSegment.damaged(
                segment.entry(),
                "the decoder made no sound of %d packets."
                        .formatted(segment.samples().size()),
                null);
    }

    /** Decodes what is needed of a piece; returns how many packets are damaged. */
    private int read(LoadedSegment segment, SoundPiece piece, int sourceRate) {
        int first = 0;
        while (first < piece.packets() && piece.packetStart(first + 1) < from) {
            first++;
        }
        int end = piece.packets();
        while (end > first && piece.packetStart(end - 1) > to) {
            end--;
        }
        if (first == end) {
            finishStretch();
            closeDecoder();
            return 0;
        }
        Stretch current = stretch;
        AudioDecoder open = decoder;
        if (current == null || open == null || first > 0 || current.sourceRate != sourceRate) {
            finishStretch();
            closeDecoder();
            current = stretch = new Stretch(sourceRate);
            open = decoder = new AudioDecoder(segment.format());
            for (int i = Math.max(0, first - PREROLL_PACKETS); i < first; i++) {
                open.decode(segment.samples().get(piece.firstPacket() + i));
            }
        }
        current.pieces.add(piece);
        current.offsets.add(current.length - first * piece.packetSamples());
        int damaged = 0;
        for (int i = first; i < end; i++) {
            AudioDecoder.Sound sound = open.decode(segment.samples().get(piece.firstPacket() + i));
            float[][] samples = sound == null ? new float[channels][0] : sound.in(channels);
            damaged += sound == null ? 1 : 0;
            for (int channel = 0; channel < channels; channel++) {
                if (samples[channel].length != piece.packetSamples()) {
                    samples[channel] = Arrays.copyOf(samples[channel], piece.packetSamples());
                }
            }
            current.packets.add(samples);
            current.length += piece.packetSamples();
        }
        return damaged;
    }

    private void finishStretch() {
        Stretch done = stretch;
        stretch = null;
        if (done == null) {
            return;
        }
        float[][] joined = new float[channels][done.length];
        int at = 0;
        for (float[][] packet : done.packets) {
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(packet[channel], 0, joined[channel], at, packet[channel].length);
            }
            at += packet[0].length;
        }
        SincKernel kernel = new SincKernel(done.sourceRate, outputRate);
        for (int i = 0; i < done.pieces.size(); i++) {
            placed.add(new SoundCanvas.Placed(done.pieces.get(i), joined, done.length, done.offsets.get(i), kernel));
        }
    }

    private void closeDecoder() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    @Override
    public void close() {
        closeDecoder();
    }
}
