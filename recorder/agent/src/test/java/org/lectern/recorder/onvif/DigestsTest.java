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
}
