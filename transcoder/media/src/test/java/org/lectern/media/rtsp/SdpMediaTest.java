package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SdpMediaTest {
    /** As cameras with analytics beside the picture write it. */
    private static final String CAMERA = """
            v=0
            o=- 1 1 IN IP4 10.0.0.9
            s=Media Presentation
            t=0 0
            a=control:rtsp://10.0.0.9:554/Streaming/Channels/101/
            m=video 0 RTP/AVP 96
            c=IN IP4 0.0.0.0
            a=rtpmap:96 H264/90000
            a=fmtp:96 profile-level-id=420029; packetization-mode=1; sprop-parameter-sets=Z01AKZ2oHgCJ+WbgICAgQA==,aO48gA==
            a=control:trackID=1
            a=framerate:25.0
            m=audio 0 RTP/AVP 8
            a=control:trackID=2
            m=application 0 RTP/AVP 107
            a=rtpmap:107 vnd.onvif.metadata/90000
            a=control:trackID=3
            nonsense
            a=
            """.replace("\n", "\r\n");

    @Test
    void description_isRead() {
        SdpMedia.Description description = SdpMedia.parse(CAMERA);

        assertThat(description.control()).isEqualTo("rtsp://10.0.0.9:554/Streaming/Channels/101/");
        List<SdpMedia> media = description.media();
        assertThat(media).extracting(SdpMedia::kind).containsExactly("video", "audio", "application");
        SdpMedia video = media.getFirst();
        assertThat(video.encoding()).isEqualTo("H264");
        assertThat(video.clockRate()).isEqualTo(90_000);
        assertThat(video.framesPerSecond()).isEqualTo(25);
        assertThat(video.control()).isEqualTo("trackID=1");
        assertThat(video.parameter("sprop-parameter-sets", "")).isEqualTo("Z01AKZ2oHgCJ+WbgICAgQA==,aO48gA==");
        SdpMedia sound = media.get(1);
        assertThat(sound.encoding()).as("a static type needs no rtpmap").isEqualTo("PCMA");
        assertThat(sound.clockRate()).isEqualTo(8000);
    }

    @Test
    void damagedDescriptions_giveWhatIsThere() {
        assertThat(SdpMedia.parse("").media()).isEmpty();
        SdpMedia odd = SdpMedia.parse("m=video\na=rtpmap:96\na=fmtp:\na=rtpmap:x H264/0")
                .media()
                .getFirst();
        assertThat(odd.payloadType()).isEqualTo(-1);
        assertThat(RtpCodec.of(odd)).isNull();
        SdpMedia aac = SdpMedia.parse("m=audio 0 RTP/AVP 97\na=rtpmap:97 mpeg4-generic/48000\na=fmtp:97 config=zz")
                .media()
                .getFirst();
        assertThat(RtpCodec.of(aac)).isNull();
        assertThat(RtpCodec.name(aac)).isEqualTo("mpeg4-generic");
    }
}
