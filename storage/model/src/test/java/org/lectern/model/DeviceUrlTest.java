package org.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceUrlTest {
    @ParameterizedTest
    @CsvSource({
        "rtsp://admin:secret@10.0.0.1:554/h264?x=1, rtsp://***@10.0.0.1:554/h264?x=1",
        "rtsp://admin:p@ss:w@10.0.0.1/h264, rtsp://***@10.0.0.1/h264",
        "RTSP://10.0.0.1/h264, rtsp://10.0.0.1/h264",
        "srt://10.0.0.1:9000?passphrase=longsecret&mode=caller, srt://10.0.0.1:9000?passphrase=***&mode=caller",
        "srt://:9000?mode=listener, srt://:9000?mode=listener",
        "udp://@239.0.0.1:5000, udp://***@239.0.0.1:5000",
        "file:///var/a.mp4, file:///var/a.mp4"
    })
    void address_whenShown_hidesItsSecrets(String typed, String shown) {
        assertThat(DeviceUrl.parse(typed)).hasToString(shown);
    }

    @Test
    void address_forTheLibrary_isWhole() {
        assertThat(DeviceUrl.parse(" rtsp://a:b@c/d ").secret()).isEqualTo("rtsp://a:b@c/d");
    }

    @Test
    void logLine_withAnAddress_isMasked() {
        assertThat(DeviceUrl.mask("method DESCRIBE failed for rtsp://a:b@c/d: 401"))
                .isEqualTo("method DESCRIBE failed for rtsp://***@c/d: 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "camera", "http://10.0.0.1/x", "rtsp://", "rtsp:///x", "rtsp://a\nb"})
    void address_thatCannotBeADevice_isRefused(String typed) {
        assertThatThrownBy(() -> DeviceUrl.parse(typed))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_INVALID));
    }

    @Test
    void credentials_areWrittenSoThatNoCharacterOfThemEndsThem() {
        assertThat(DeviceUrl.parse("rtsp://10.0.0.20:554/main?a=1")
                        .withCredentials("admin", "p@ss:w/rd #1")
                        .secret())
                .isEqualTo("rtsp://admin:p%40ss%3Aw%2Frd%20%231@10.0.0.20:554/main?a=1");
        assertThat(DeviceUrl.parse("rtsp://old:secret@10.0.0.20/main")
                        .withCredentials("new", null)
                        .secret())
                .isEqualTo("rtsp://new:@10.0.0.20/main");
        assertThat(DeviceUrl.parse("rtsp://10.0.0.20/main")
                        .withCredentials(" ", "x")
                        .secret())
                .isEqualTo("rtsp://10.0.0.20/main");
    }
}
