package org.lectern.recorder.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class DigestsTest {
    @Test
    void passwordDigest_isThatOfTheOnvifGuide() {
        // ONVIF Application Programmer's Guide 1.0, section 6.1.1.3.
        assertThat(Digests.password(
                        Base64.getDecoder().decode("LKqI6G/AikKCQrN0zqZFlg=="), "2010-09-16T07:50:45Z", "userpassword"))
                .isEqualTo("tuOSpGlFlIXsozq4HFNeeGeFLEI=");
    }

    @Test
    void httpDigest_isThatOfTheRfc() {
        var login = new Login("Mufasa", "Circle of Life");
        String challenge =
                "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        // RFC 7616, section 3.9.1.
        assertThat(Digests.http("Digest " + challenge.formatted("MD5"), login, "GET", "/dir/index.html", cnonce))
                .get()
                .asString()
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
        assertThat(Digests.http("Digest " + challenge.formatted("SHA-256"), login, "GET", "/dir/index.html", cnonce))
                .get()
                .asString()
                .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    }

    @Test
    void challengeOfAnotherKind_isNotAnswered() {
        var login = new Login("a", "b");
        assertThat(Digests.http("Basic realm=\"x\"", login, "POST", "/", "c")).isEmpty();
        assertThat(Digests.http("Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512-256", login, "POST", "/", "c"))
                .isEmpty();
    }
}
