package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpDigestTest {
    @Test
    void httpDigest_isThatOfTheRfc() {
        String challenge =
                "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        // RFC 7616, section 3.9.1.
        assertThat(HttpDigest.answer(
                        "Digest " + challenge.formatted("MD5"),
                        "Mufasa",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        1,
                        cnonce))
                .get()
                .asString()
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
        assertThat(HttpDigest.answer(
                        "Digest " + challenge.formatted("SHA-256"),
                        "Mufasa",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        1,
                        cnonce))
                .get()
                .asString()
                .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    }

    @Test
    void challengeOfAnotherKind_isNotAnswered() {
        assertThat(HttpDigest.answer("Basic realm=\"x\"", "a", "b", "POST", "/", 1, "c"))
                .isEmpty();
        assertThat(HttpDigest.answer(
                        "Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512-256", "a", "b", "POST", "/", 1, "c"))
                .isEmpty();
    }
}
