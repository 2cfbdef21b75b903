package org.lectern.recorder.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.model.DeviceRole;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;

class KeptJsonTest {
    private static final CaptureRecord RECORD = new CaptureRecord(
            new UUID(1, 1),
            new UUID(1, 2),
            "Physics",
            new RoomConfig(
                    new UUID(1, 3),
                    "Room 1",
                    List.of(new DeviceConfig(
                            new UUID(1, 4), "Camera", DeviceRole.PRESENTER, "rtsp://admin:s3cret@10.0.0.9/live"))),
            Instant.EPOCH,
            null,
            null,
            null,
            false);

    private static String address(CaptureRecord record) {
        return record.room().devices().getFirst().url();
    }

    @Test
    void addressOfADevice_isSealed_andComesBackUnderTheSameKey() throws Exception {
        byte[] kept = new KeptJson("the agent's key").write(RECORD);

        assertThat(new String(kept, StandardCharsets.UTF_8))
                .contains("Physics", "Camera")
                .doesNotContain("s3cret", "10.0.0.9");
        assertThat(new KeptJson("the agent's key").read(kept, CaptureRecord.class))
                .isEqualTo(RECORD);
    }

    @Test
    void anotherKey_losesTheAddress_andNothingElse() throws Exception {
        byte[] kept = new KeptJson("the agent's key").write(RECORD);

        CaptureRecord read = new KeptJson("a new key").read(kept, CaptureRecord.class);

        assertThat(address(read)).isEmpty();
        assertThat(read.captureId()).isEqualTo(RECORD.captureId());
        assertThat(read.room().devices().getFirst().name()).isEqualTo("Camera");
    }

    @Test
    void recordOfAnOlderVersion_isRead() throws Exception {
        byte[] unsealed = Json.MAPPER.writeValueAsBytes(RECORD);

        assertThat(new KeptJson("any key").read(unsealed, CaptureRecord.class)).isEqualTo(RECORD);
    }
}
