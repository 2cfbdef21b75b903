package org.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
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
        "rtmp://10.0.0.1/live/streamkey?x=1, rtmp://10.0.0.1/live/***?x=1",
        "rtsp://10.0.0.1/a?pwd=secret, rtsp://10.0.0.1/a?pwd=***",
        "file:///var/a.mp4, file:///var/a.mp4"
    })
    void address_whenShown_hidesItsSecrets(String typed, String shown) {
        assertThat(DeviceUrl.parse(typed)).hasToString(shown);
    }

    @Test
    void address_forTheLibrary_isWhole() {
        assertThat(DeviceUrl.parse(" rtsp://a:b@c/d ").secret()).isEqualTo("rtsp://a:b@c/d");
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://a:b@c/d?transport=udp, rtsp://a:b@c/d",
        "rtsp://c/d?x=1&transport=udp&y=2, rtsp://c/d?x=1&y=2",
        "rtsps://c/d?verify=none, rtsps://c/d",
        "rtmp://0.0.0.0:1935/live/key?listen=1, rtmp://0.0.0.0:1935/live/key",
        "srt://:9000?mode=listener&transport=live, srt://:9000?mode=listener&transport=live"
    })
    void optionsOfOurs_areNotSentToTheDevice(String typed, String sent) {
        assertThat(DeviceUrl.parse(typed).forLibrary()).isEqualTo(sent);
    }

    @Test
    void secrets_areThoseThatAreMasked() {
        assertThat(DeviceUrl.parse("rtsp://admin:p%40ss:w@10.0.0.1/a?pwd=hidden&x=1")
                        .secrets())
                .containsExactly("p%40ss:w", "hidden", "p@ss:w");
        assertThat(DeviceUrl.parse("rtmp://10.0.0.1/live/room-key").secrets()).containsExactly("room-key");
        assertThat(DeviceUrl.parse("udp://@239.0.0.1:5000").secrets()).isEmpty();
    }

    @Test
    void host_isReplacedByItsNumber() throws Exception {
        assertThat(DeviceUrl.parse("rtsp://a:p@ss@camera.example:8554/d?transport=udp")
                        .forLibrary(InetAddress.getByName("10.0.0.7")))
                .isEqualTo("rtsp://a:p@ss@10.0.0.7:8554/d");
        assertThat(DeviceUrl.parse("srt://camera:9000").forLibrary(InetAddress.getByName("fd00::1")))
                .isEqualTo("srt://[fd00:0:0:0:0:0:0:1]:9000");
    }

    @Test
    void parts_areRead() {
        DeviceUrl url = DeviceUrl.parse("rtsps://u:p@[fd00::7]:8322/a/b?fingerprint=" + "AB:".repeat(31) + "AB");
        assertThat(url.host()).isEqualTo("fd00::7");
        assertThat(url.port(322)).isEqualTo(8322);
        assertThat(url.path()).isEqualTo("/a/b");
        assertThat(url.fingerprint()).isEqualTo("ab".repeat(32));
        assertThat(url.trust()).isEqualTo(DeviceUrl.Trust.FINGERPRINT);
        assertThat(DeviceUrl.parse("srt://:9000?mode=listener").isListener()).isTrue();
        assertThat(DeviceUrl.parse("alsa://hw:1,0").localName()).isEqualTo("hw:1,0");
        assertThat(DeviceUrl.parse("v4l2:///dev/video0").path()).isEqualTo("/dev/video0");
    }

    @Test
    void logLine_withAnAddress_isMasked() {
        assertThat(DeviceUrl.mask("method DESCRIBE failed for rtsp://a:b@c/d: 401"))
                .isEqualTo("method DESCRIBE failed for rtsp://***@c/d: 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "camera",
                "http://10.0.0.1/x",
                "rtsp://",
                "rtsp:///x",
                "rtsp://a\nb",
                "srt://10.0.0.1",
                "rtsp://a:99999/x",
                "srt://a:1?passphrase=short",
                "rtsp://a/x?transport=pigeon",
                "rtsps://a/x?fingerprint=12",
                "rtsp://a\\b/x",
                "gopher://10.0.0.1/x"
            })
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
