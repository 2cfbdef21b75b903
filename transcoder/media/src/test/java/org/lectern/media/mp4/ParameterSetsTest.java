package org.lectern.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {
    @Test
    void sps_of1080p_saysSizeAfterCroppingColourAndAspect() {
        SpsInfo sps = SpsInfo.parse(Samples.SPS_1080P30);
        assertThat(sps.width()).isEqualTo(1920);
        assertThat(sps.height()).isEqualTo(1080);
        assertThat(sps.profile()).isEqualTo(100);
        assertThat(sps.level()).isEqualTo(40);
        assertThat(sps.colour()).isEqualTo(new SpsInfo.Colour(1, 1, 1, false));
        assertThat(sps.sampleAspectWidth()).isEqualTo(4);
        assertThat(sps.sampleAspectHeight()).isEqualTo(3);
        assertThat(sps.timeScale() / (double) sps.numUnitsInTick() / 2).isEqualTo(30.0);
        assertThat(sps.progressive()).isTrue();
    }

    @Test
    void sps_ofOddSizes_saysSizeAfterCropping() {
        SpsInfo odd =
                SpsInfo.parse(HexFormat.of().parseHex("6764001eacd940a02fea6c39a808080a000003000200000300641e2c5b2c"));
        assertThat(odd.width()).isEqualTo(638);
        assertThat(odd.height()).isEqualTo(358);
        SpsInfo small =
                SpsInfo.parse(HexFormat.of().parseHex("6764000dacd941419f9f0e6a020202800001f480007530078a14cb"));
        assertThat(small.width()).isEqualTo(320);
        assertThat(small.height()).isEqualTo(180);
        assertThat(small.timeScale() / (double) small.numUnitsInTick() / 2).isBetween(29.96, 29.98);
    }

    @Test
    void sps_cutAnywhere_isRefused() {
        for (int length = 0; length < 20; length++) {
            byte[] cut = java.util.Arrays.copyOf(Samples.SPS_1080P30, length);
            assertThatThrownBy(() -> SpsInfo.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void avcConfig_writtenAndRead_givesTheSameCodecs() {
        AvcConfig config = AvcConfig.of(List.of(Samples.SPS_1080P30), List.of(Samples.PPS));
        AvcConfig read = AvcConfig.parse(config.payload());
        assertThat(read.codecs()).isEqualTo("avc1.640028");
        assertThat(read.payload()).isEqualTo(config.payload());
        assertThat(read.sequenceParameterSets().getFirst()).isEqualTo(Samples.SPS_1080P30);
    }

    @Test
    void aacConfig_writtenAndRead_isTheSame() {
        for (int rate : new int[] {48_000, 44_100, 16_000, 8_000}) {
            AacConfig config = AacConfig.lowComplexity(rate, 2);
            assertThat(AacConfig.parse(config.bytes())).isEqualTo(config);
            assertThat(config.codecs()).isEqualTo("mp4a.40.2");
        }
        assertThat(AacConfig.lowComplexity(48_000, 2).bytes())
                .isEqualTo(HexFormat.of().parseHex("1190"));
    }

    @Test
    void annexB_splitAndJoined_isTheSame() {
        byte[] stream = HexFormat.of().parseHex("0000000109f0000001670102000000016803000003010000016588");
        List<byte[]> units = NalUnits.splitAnnexB(stream);
        assertThat(units.stream().map(HexFormat.of()::formatHex))
                .containsExactly("09f0", "670102", "680300000301", "6588");
        assertThat(NalUnits.splitLengthPrefixed(NalUnits.joinLengthPrefixed(units), 4))
                .usingRecursiveComparison()
                .isEqualTo(units);
        assertThat(NalUnits.splitAnnexB(NalUnits.joinAnnexB(units)))
                .usingRecursiveComparison()
                .isEqualTo(units);
    }

    @Test
    void lengthPrefixed_withALengthThatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> NalUnits.splitLengthPrefixed(new byte[] {0, 0, 0, 5, 1}, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NalUnits.splitLengthPrefixed(new byte[8], 4))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
