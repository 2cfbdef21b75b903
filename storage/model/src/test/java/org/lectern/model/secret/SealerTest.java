package org.lectern.model.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

class SealerTest {
    private static final String ADDRESS = "rtsp://admin:s3cret@192.0.2.7/stream1";
    private final Sealer sealer = new Sealer("a passphrase of the installation", "devices");

    @Test
    void text_sealedAndOpened_isTheSame() {
        String sealed = sealer.seal(ADDRESS);
        assertThat(sealed).doesNotContain("s3cret").isNotEqualTo(sealer.seal(ADDRESS));
        assertThat(sealer.open(sealed)).isEqualTo(ADDRESS);
        assertThat(sealer.open(sealer.seal(""))).isEmpty();
    }

    @Test
    void textFromBeforeSealing_isReadAsItIs() {
        assertThat(sealer.open(ADDRESS)).isEqualTo(ADDRESS);
    }

    @Test
    void otherKeyOtherPurposeOrDamage_isRefused() {
        String sealed = sealer.seal(ADDRESS);
        char last = sealed.charAt(20) == 'A' ? 'B' : 'A';
        assertUnreadable(new Sealer("another passphrase entirely", "devices"), sealed);
        assertUnreadable(new Sealer("a passphrase of the installation", "spool"), sealed);
        assertUnreadable(sealer, sealed.substring(0, 20) + last + sealed.substring(21));
        assertUnreadable(sealer, sealed.substring(0, 12));
    }

    private static void assertUnreadable(Sealer sealer, String sealed) {
        assertThatThrownBy(() -> sealer.open(sealed))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SECRET_UNREADABLE));
    }
}
