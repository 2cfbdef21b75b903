package org.lectern.recorder.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.model.LecternException;
import org.lectern.model.control.FoundCamera;

/** What devices send is not trusted. */
class AnswersTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.7");

    @Test
    void probeMatch_countsOnlyForTheHostThatSentIt() {
        byte[] answer = StubCamera.probeMatch(
                "uuid:1",
                "http://192.0.2.8/other http://[fe80::1]/x ftp://192.0.2.7/ http://192.0.2.7:8000/onvif/device_service");
        assertThat(Discovery.read(answer, FROM, "uuid:1"))
                .containsExactly(
                        new FoundCamera("http://192.0.2.7:8000/onvif/device_service", "Hall camera", "X-100", null));
        assertThat(Discovery.read(answer, InetAddress.ofLiteral("192.0.2.9"), "uuid:1"))
                .isEmpty();
    }

    @Test
    void probeMatch_ofSomebodyElsesProbe_isPassedOver() {
        assertThat(Discovery.read(StubCamera.probeMatch("uuid:2", "http://192.0.2.7/"), FROM, "uuid:1"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>",
                "<!DOCTYPE a SYSTEM \"http://192.0.2.1/a.dtd\"><a/>",
                "<a>",
                "",
                "no XML"
            })
    void documentWithATypeOrNone_isRefused(String document) {
        assertThatThrownBy(() -> Xml.parse(document.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void documentThatIsTooDeep_isRefused() {
        byte[] deep = ("<a>".repeat(5000) + "</a>".repeat(5000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Xml.parse(deep)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.9/onvif/media, http://192.0.2.7:8000/onvif/media",
        "http://192.0.2.7/onvif/media?x=1, http://192.0.2.7:8000/onvif/media?x=1",
        "http://192.0.2.7:81/onvif/media, http://192.0.2.7:81/onvif/media",
        "ftp://10.0.0.9:21/onvif/media, http://192.0.2.7:8000/onvif/media"
    })
    void service_isAskedAtTheDeviceItselfWhateverItSays(String named, String asked) {
        assertThat(Hosts.atDevice(URI.create("http://192.0.2.7:8000/onvif/device_service"), URI.create(named)))
                .isEqualTo(URI.create(asked));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.20, http://10.0.0.20/onvif/device_service",
        "10.0.0.20:8000, http://10.0.0.20:8000/onvif/device_service",
        "camera.example, http://camera.example/onvif/device_service",
        "https://camera.example/own/path, https://camera.example/own/path"
    })
    void addressOfAPerson_isMadeWhole(String typed, String service) {
        assertThat(CameraSearch.service(typed)).isEqualTo(URI.create(service));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "http://user:secret@10.0.0.20/",
                "rtsp://10.0.0.20/",
                "what is this",
                "http://"
            })
    void addressOfNoUse_isAClearError(String typed) {
        assertThatThrownBy(() -> CameraSearch.service(typed))
                .isInstanceOf(LecternException.class)
                .hasMessageContaining("Give the camera's host");
    }
}
