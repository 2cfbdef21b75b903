package org.lectern.classroom.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    @Test
    void smallUnit_isAPacketOfItsOwn() {
        byte[] unit = {0x67, 1, 2, 3};
        assertThat(Payloads.h264(List.of(unit))).containsExactly(unit);
    }

    @Test
    void largeUnit_isFragmentedAndCanBeJoined() {
        byte[] unit = new byte[5000];
        new Random(1).nextBytes(unit);
        unit[0] = 0x65;
        List<byte[]> payloads = Payloads.h264(List.of(unit));
        assertThat(payloads).hasSize(4).allSatisfy(payload -> {
            assertThat(payload.length).isLessThanOrEqualTo(Payloads.MAX_BYTES);
            assertThat(payload[0]).isEqualTo((byte) 0x7C);
        });
        assertThat(payloads.getFirst()[1] & 0xC0).as("start").isEqualTo(0x80);
        assertThat(payloads.get(1)[1] & 0xC0).isZero();
        assertThat(payloads.getLast()[1] & 0xC0).as("end").isEqualTo(0x40);
        var joined = new ByteArrayOutputStream();
        joined.write(payloads.getFirst()[0] & 0xE0 | payloads.getFirst()[1] & 0x1F);
        payloads.forEach(payload -> joined.write(payload, 2, payload.length - 2));
        assertThat(joined.toByteArray()).isEqualTo(unit);
    }

    @Test
    void aacFrame_standsBehindItsHeader() {
        assertThat(Payloads.aac(new byte[200]).getFirst()).hasSize(204).startsWith(0, 16, 0x06, 0x40);
    }
}
