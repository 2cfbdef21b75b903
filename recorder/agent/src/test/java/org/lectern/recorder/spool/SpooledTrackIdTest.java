package org.lectern.recorder.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.model.MediaKind;

class SpooledTrackIdTest {
    private static final UUID CAPTURE = new UUID(1, 1);
    private static final UUID DEVICE = new UUID(2, 2);

    @Test
    void tracks_ofTwoRecordersOfOneDevice_neverMeet() {
        UUID own = SpooledTrack.id(CAPTURE, DEVICE, MediaKind.VIDEO, null);
        UUID standby = SpooledTrack.id(CAPTURE, DEVICE, MediaKind.VIDEO, new UUID(3, 3));
        UUID second = SpooledTrack.id(CAPTURE, DEVICE, MediaKind.VIDEO, new UUID(4, 4));
        assertThat(standby).isNotEqualTo(own).isNotEqualTo(second);
        assertThat(SpooledTrack.id(CAPTURE, DEVICE, MediaKind.VIDEO, new UUID(3, 3)))
                .isEqualTo(standby);
    }
}
