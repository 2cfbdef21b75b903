package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.media.rtsp.Rtp.bytes;
import static org.lectern.media.rtsp.Rtp.join;
import static org.lectern.media.rtsp.Rtp.packet;
import static org.lectern.media.rtsp.Rtp.units;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoundDepacketizersTest {
    private static final byte[] LOST = {};
    private static final String AAC = """
            m=audio 0 RTP/AVP 97
            a=rtpmap:97 MPEG4-GENERIC/48000/2
            a=fmtp:97 streamtype=5;mode=AAC-hbr;config=1190;SizeLength=13;IndexLength=3;IndexDeltaLength=3
            """;

    private static SdpMedia media(String sdp) {
        return SdpMedia.parse(sdp).media().getFirst();
    }

    private static Depacketizer aac() {
        return RtpCodec.AAC.depacketizer(media(AAC));
    }

    @Test
    void twoAacFrames_inOnePacket_haveTimesAFrameApart() {
        // Two headers of 16 bits: sizes 3 and 2.
        byte[] payload = bytes(0, 32, 0, 3 << 3, 0, 2 << 3, 1, 2, 3, 4, 5);

        List<Rtp.Unit> units = units(aac(), packet(1, 1000, true, payload));

        assertThat(units).extracting(Rtp.Unit::timestamp).containsExactly(1000, 2024);
        assertThat(units.getFirst().data()).isEqualTo(bytes(1, 2, 3));
        assertThat(units.getLast().data()).isEqualTo(bytes(4, 5));
    }

    @Test
    void aacFrame_inTwoPackets_isJoined_andLostWithEither() {
        byte[] first = bytes(0, 16, 0, 5 << 3, 1, 2, 3);
        byte[] second = bytes(0, 16, 0, 5 << 3, 4, 5);

        assertThat(units(aac(), packet(1, 1000, false, first), packet(2, 1000, true, second)))
                .singleElement()
                .extracting(Rtp.Unit::data)
                .isEqualTo(bytes(1, 2, 3, 4, 5));
        assertThat(units(aac(), LOST, packet(2, 1000, true, second))).isEmpty();
    }

    @Test
    void aacHeaders_thatPointOutOfThePacket_giveNothing() {
        assertThat(units(aac(), packet(1, 0, true, bytes(0xff, 0xff, 1, 2)), packet(2, 0, true, bytes(0))))
                .isEmpty();
    }

    @Test
    void latm_isTakenOutOfItsLengths() {
        // StreamMuxConfig of AAC-LC, 48 kHz, stereo, one frame an element.
        SdpMedia latm = media("""
                m=audio 0 RTP/AVP 96
                a=rtpmap:96 MP4A-LATM/48000/2
                a=fmtp:96 profile-level-id=1;cpresent=0;config=400023203fc0
                """);
        assertThat(RtpCodec.of(latm)).isEqualTo(RtpCodec.AAC);
        assertThat(RtpCodec.aac(latm).sampleRate()).isEqualTo(48000);
        assertThat(RtpCodec.aac(latm).channels()).isEqualTo(2);
        byte[] frame = new byte[300];
        frame[0] = 9;
        byte[] element = join(bytes(255, 45), frame);
        byte[] head = java.util.Arrays.copyOf(element, 100);
        byte[] tail = java.util.Arrays.copyOfRange(element, 100, element.length);

        List<Rtp.Unit> units =
                units(RtpCodec.AAC.depacketizer(latm), packet(1, 5, false, head), packet(2, 5, true, tail));

        assertThat(units).singleElement().extracting(Rtp.Unit::data).isEqualTo(frame);
    }

    @Test
    void plainSound_isThePacket_andMpegAudioLosesItsHeader() {
        SdpMedia law = media("m=audio 0 RTP/AVP 0\na=control:a");
        assertThat(RtpCodec.of(law)).isEqualTo(RtpCodec.PCMU);
        assertThat(units(RtpCodec.PCMU.depacketizer(law), packet(1, 3, false, bytes(1, 2))))
                .singleElement()
                .extracting(Rtp.Unit::data)
                .isEqualTo(bytes(1, 2));
        assertThat(units(new PlainDepacketizer(4), packet(1, 3, false, bytes(0, 0, 0, 0, 7))))
                .singleElement()
                .extracting(Rtp.Unit::data)
                .isEqualTo(bytes(7));
    }
}
