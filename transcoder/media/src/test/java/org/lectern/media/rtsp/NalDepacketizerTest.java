package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.media.rtsp.Rtp.bytes;
import static org.lectern.media.rtsp.Rtp.packet;
import static org.lectern.media.rtsp.Rtp.units;

import java.util.List;
import org.junit.jupiter.api.Test;

class NalDepacketizerTest {
    private static final byte[] LOST = {};
    private static final byte[] SPS = bytes(0x67, 1, 2, 3);
    private static final byte[] PPS = bytes(0x68, 4, 5);
    private static final byte[] KEY = bytes(0x65, 10, 11, 12, 13, 14, 15);
    private static final byte[] SLICE = bytes(0x41, 20, 21, 22);

    @Test
    void picture_ofSingleUnits_endsWithTheMarker() {
        List<Rtp.Unit> units = units(
                NalDepacketizer.h264(),
                packet(1, 100, false, SPS),
                packet(2, 100, false, PPS),
                packet(3, 100, true, KEY),
                packet(4, 200, true, SLICE));

        assertThat(units).extracting(Rtp.Unit::timestamp).containsExactly(100, 200);
        assertThat(units.getFirst().data()).isEqualTo(units(SPS, PPS, KEY));
        assertThat(units.getLast().data()).isEqualTo(units(SLICE));
    }

    @Test
    void picture_withoutMarker_endsWhereTheTimeChanges() {
        List<Rtp.Unit> units = units(
                NalDepacketizer.h264(),
                packet(1, 100, false, SLICE),
                packet(2, 200, false, KEY),
                packet(3, 300, true, SLICE));

        assertThat(units).extracting(Rtp.Unit::timestamp).containsExactly(100, 200, 300);
    }

    @Test
    void aggregate_isTakenApart() {
        byte[] aggregate = Rtp.join(bytes(24, 0, SPS.length), SPS, bytes(0, PPS.length), PPS);

        List<Rtp.Unit> units =
                units(NalDepacketizer.h264(), packet(1, 100, false, aggregate), packet(2, 100, true, KEY));

        assertThat(units).singleElement().extracting(Rtp.Unit::data).isEqualTo(units(SPS, PPS, KEY));
    }

    @Test
    void fragments_becomeOneUnit() {
        List<Rtp.Unit> units = units(
                NalDepacketizer.h264(),
                packet(1, 100, false, bytes(0x7c, 0x85, 10, 11)),
                packet(2, 100, false, bytes(0x7c, 0x05, 12, 13)),
                packet(3, 100, true, bytes(0x7c, 0x45, 14, 15)));

        assertThat(units).singleElement().extracting(Rtp.Unit::data).isEqualTo(units(KEY));
    }

    @Test
    void lostFragment_costsItsUnitAlone() {
        List<Rtp.Unit> units = units(
                NalDepacketizer.h264(),
                packet(1, 100, false, SLICE),
                packet(2, 100, false, bytes(0x7c, 0x85, 10, 11)),
                LOST,
                packet(4, 100, false, bytes(0x7c, 0x45, 14, 15)),
                packet(5, 100, true, SLICE),
                packet(6, 200, true, KEY));

        assertThat(units).hasSize(2);
        assertThat(units.getFirst().data()).isEqualTo(units(SLICE, SLICE));
        assertThat(units.getLast().data()).isEqualTo(units(KEY));
    }

    @Test
    void h265_aggregateAndFragments_becomeUnits() {
        byte[] vps = bytes(0x40, 1, 9);
        byte[] sps = bytes(0x42, 1, 8);
        byte[] key = bytes(0x26, 1, 30, 31, 32, 33);
        byte[] aggregate = Rtp.join(bytes(0x60, 1, 0, 3), vps, bytes(0, 3), sps);

        List<Rtp.Unit> units = units(
                NalDepacketizer.h265(false),
                packet(1, 100, false, aggregate),
                packet(2, 100, false, bytes(0x62, 1, 0x80 | 19, 30, 31)),
                packet(3, 100, true, bytes(0x62, 1, 0x40 | 19, 32, 33)));

        assertThat(units).singleElement().extracting(Rtp.Unit::data).isEqualTo(units(vps, sps, key));
    }

    @Test
    void aggregateThatIsCutShort_givesWhatIsWhole() {
        byte[] aggregate = Rtp.join(bytes(24, 0, SPS.length), SPS, bytes(0, 200), PPS);

        List<Rtp.Unit> units =
                units(NalDepacketizer.h264(), packet(1, 100, true, aggregate), packet(2, 200, true, bytes(0x7c)));

        assertThat(units).singleElement().extracting(Rtp.Unit::data).isEqualTo(units(SPS));
    }
}
