package org.lectern.transcoder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

class RetryPolicyTest {
    private static final LecternException DAMAGED = new LecternException(ErrorCode.MEDIA_DAMAGED, "torn");
    private static final LecternException FAILED = new LecternException(ErrorCode.ENCODER_FAILED, "out of memory");
    private static final LecternException AWAY = new LecternException(ErrorCode.STORE_UNAVAILABLE, "away");

    @Test
    void damagedData_isGivenUpAtOnce() {
        assertThat(RetryPolicy.givesUp(DAMAGED, 0)).isTrue();
    }

    @Test
    void failedProcessing_isGivenUpAtTheFifthTry() {
        assertThat(RetryPolicy.givesUp(FAILED, 3)).isFalse();
        assertThat(RetryPolicy.givesUp(FAILED, 4)).isTrue();
    }

    @Test
    void storeAway_isNeverGivenUpNorCounted() {
        assertThat(RetryPolicy.givesUp(AWAY, 1_000)).isFalse();
        assertThat(RetryPolicy.next(AWAY, 3).counts()).isFalse();
    }

    @Test
    void databaseAway_isNotCounted() {
        assertThat(RetryPolicy.next(new IllegalStateException("connection refused"), 0)
                        .counts())
                .isFalse();
    }

    @Test
    void delays_doubleUpToHalfAMinute() {
        assertThat(RetryPolicy.next(FAILED, 0).delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(RetryPolicy.next(FAILED, 3).delay()).isEqualTo(Duration.ofSeconds(4));
        assertThat(RetryPolicy.next(FAILED, 500).delay()).isEqualTo(Duration.ofSeconds(30));
    }
}
