package org.lectern.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

class WebhookPolicyTest {
    private final WebhookPolicy policy = WebhookPolicy.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "localhost",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::7f00:1]",
                "169.254.169.254",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:7f00:1::]",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "224.0.0.1",
                "255.255.255.255",
                "[ff02::1]"
            })
    void addressesOfTheServerItself_itsNetworkAndItsCloud_areRefused(String host) {
        assertThatThrownBy(() -> policy.check(host))
                .isInstanceOfSatisfying(
                        LecternException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.WEBHOOK_ADDRESS_FORBIDDEN))
                .hasMessageContaining(host.replaceAll("[\\[\\]]", ""))
                .hasMessageContaining("lectern.webhook.allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.10", "10.1.2.3", "192.168.1.9", "[fd12:3456::1]", "[2001:db8::1]"})
    void othersAndPrivateOnes_areAllowed(String host) throws Exception {
        assertThat(policy.check(host)).hasSize(1);
    }

    @Test
    void networkThatIsAllowed_isNotRefused() throws Exception {
        var open = WebhookPolicy.of("127.0.0.0/8, ::1");
        assertThat(open.check("127.0.0.1")).hasSize(1);
        assertThat(open.check("[::1]")).hasSize(1);
        assertThatThrownBy(() -> open.check("169.254.169.254")).isInstanceOf(LecternException.class);
    }

    @Test
    void networkThatIsNone_isNamed() {
        assertThatThrownBy(() -> WebhookPolicy.of("localhost")).hasMessageContaining("'localhost' is no network");
    }
}
