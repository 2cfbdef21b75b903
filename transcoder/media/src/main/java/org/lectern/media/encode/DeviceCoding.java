package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.BitReader;
import org.lectern.media.mp4.SpsInfo;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/**
 * The device's parameter sets where its pictures may be shown as they are. The rung's initialisation
 * segment holds them beside those of our encoder, which takes an identifier that the device leaves
 * free: so both kinds of chunks are decoded with the same initialisation segment (docs/adr/0014). Pure.
 */
record DeviceCoding(AvcConfig config) {
    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final int HIGH = 100;
    /** constraint_set1_flag: what is coded is within the Main profile. */
    private static final int WITHIN_MAIN = 0x40;

    private static final int HIGHEST_LEVEL = 42;
    private static final int BT709 = 1;
    private static final int UNSPECIFIED = 2;
    private static final int HD_HEIGHT = 720;
    private static final int IDENTIFIERS = 32;

    /** Null where all rungs are encoded: by the plan, or because not every player would take the pictures. */
    static @Nullable DeviceCoding of(TrackPlan.Video plan) {
        TrackPlan.PassThrough pass = plan.passThrough();
        if (pass == null) {
            return null;
        }
        try {
            AvcConfig config = AvcConfig.parse(Base64.getDecoder().decode(pass.config()));
            DeviceCoding coding = new DeviceCoding(config);
            boolean good = config.lengthBytes() == 4
                    && config.sequenceParameterSets().size() == 1
                    && coding.freeIdentifier() > 0
                    && suits(config.spsInfo(), plan.rungs().getFirst());
            return good ? coding : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean suits(SpsInfo sps, VideoRung rung) {
        SpsInfo.Colour colour = sps.colour();
        boolean usualColour =
                colour == null ? sps.height() >= HD_HEIGHT : isUsual(colour.primaries()) && isUsual(colour.matrix());
        boolean usualProfile = sps.profile() == MAIN
                || sps.profile() == HIGH
                || sps.profile() == BASELINE && (sps.constraints() & WITHIN_MAIN) != 0;
        return usualProfile
                && sps.level() <= HIGHEST_LEVEL
                && sps.chromaFormat() == 1
                && sps.bitDepthLuma() == 8
                && sps.bitDepthChroma() == 8
                && sps.progressive()
                && sps.sampleAspectWidth() == sps.sampleAspectHeight()
                && sps.width() == rung.width()
                && sps.height() == rung.height()
                && usualColour;
    }

    private static boolean isUsual(int codePoint) {
        return codePoint == BT709 || codePoint == UNSPECIFIED;
    }

    /** An identifier for parameter sets of ours. */
    int freeIdentifier() {
        List<Integer> taken = new ArrayList<>();
        for (byte[] sps : config.sequenceParameterSets()) {
            BitReader in = BitReader.ofNal(sps, 1);
            in.skip(24);
            taken.add(in.unsignedGolomb());
        }
        for (byte[] pps : config.pictureParameterSets()) {
            taken.add(BitReader.ofNal(pps, 1).unsignedGolomb());
        }
        return IntStream.range(1, IDENTIFIERS)
                .filter(id -> !taken.contains(id))
                .findFirst()
                .orElse(0);
    }

    /** Both kinds of parameter sets; what asks most of the decoder comes first, as it is announced. */
    AvcConfig with(AvcConfig own) {
        boolean ownFirst = demand(own.spsInfo()) >= demand(config.spsInfo());
        AvcConfig first = ownFirst ? own : config;
        AvcConfig second = ownFirst ? config : own;
        return AvcConfig.of(
                join(first.sequenceParameterSets(), second.sequenceParameterSets()),
                join(first.pictureParameterSets(), second.pictureParameterSets()));
    }

    private static int demand(SpsInfo sps) {
        return sps.profile() * 100 + sps.level();
    }

    private static List<byte[]> join(List<byte[]> first, List<byte[]> second) {
        List<byte[]> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /** Whether a segment's header says the same. */
    boolean isOf(byte[] codecConfig) {
        try {
            AvcConfig other = AvcConfig.parse(codecConfig);
            return other.lengthBytes() == 4
                    && same(config.sequenceParameterSets(), other.sequenceParameterSets())
                    && same(config.pictureParameterSets(), other.pictureParameterSets());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a parameter set within the pictures is one of those known. */
    boolean knows(byte[] parameterSet) {
        return config.sequenceParameterSets().stream().anyMatch(known -> Arrays.equals(known, parameterSet))
                || config.pictureParameterSets().stream().anyMatch(known -> Arrays.equals(known, parameterSet));
    }

    private static boolean same(List<byte[]> sets, List<byte[]> others) {
        return sets.size() == others.size()
                && IntStream.range(0, sets.size()).allMatch(i -> Arrays.equals(sets.get(i), others.get(i)));
    }
}
