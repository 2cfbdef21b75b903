package org.lectern.transcoder.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.VideoEncoder;

class WorkerEncodersTest {
    private static final LecternException REFUSAL = new LecternException(ErrorCode.ENCODER_FAILED, "No such card.");

    private static WorkerEncoders started(String asked) {
        WorkerEncoders encoders = TestEncoders.asked(asked);
        encoders.start(new StartupEvent());
        return encoders;
    }

    @Test
    void worker_askedForAnEncoderThatThereIsNot_doesNotStart_andSaysWhatThereIs() {
        assertThatThrownBy(() -> started("nvec"))
                .hasMessageContaining("LECTERN_WORKER_ENCODER")
                .hasMessageContaining("'nvec'")
                .hasMessageContaining("auto or x264, nvenc, vaapi, qsv");
    }

    @Test
    void worker_withoutTheHardwareThatItWasAskedFor_usesX264_andSaysWhatToDo() {
        Assumptions.assumeFalse(Files.exists(Path.of("/dev/nvidia0")));

        WorkerEncoders encoders = started("nvenc");

        assertThat(encoders.offered().isX264()).isTrue();
        assertThat(encoders.problem()).contains("h264_nvenc").contains("nvidia-smi");
        assertThat(encoders.missing()).isEqualTo(VideoEncoder.particular());
    }

    @Test
    void worker_thatMayChoose_hasNothingToRepair() {
        Assumptions.assumeFalse(Files.exists(Path.of("/dev/nvidia0")) || Files.exists(Path.of("/dev/dri")));

        assertThat(started("auto").problem()).isNull();
    }

    @Test
    void encoder_isUsedForTracksPlannedForIt_untilItRefuses() {
        WorkerEncoders encoders = started("openh264");
        UUID odd = UUID.randomUUID();
        assertThat(encoders.offered().id()).startsWith("openh264-");
        assertThat(encoders.missing()).doesNotContain(VideoEncoder.OPENH264).contains(VideoEncoder.NVENC);
        assertThat(encoders.of(job(odd, "openh264", false)).isX264()).isFalse();
        assertThat(encoders.of(job(odd, null, false)).isX264()).isTrue();
        assertThat(encoders.of(job(odd, "nvenc", false)).isX264()).isTrue();
        assertThat(encoders.of(job(odd, "openh264", true)).isX264())
                .as("of a stranger")
                .isTrue();

        encoders.refused(job(odd, "openh264", false), REFUSAL);
        encoders.refused(job(odd, "openh264", false), REFUSAL);

        assertThat(encoders.of(job(odd, "openh264", false)).isX264()).isTrue();
        UUID other = UUID.randomUUID();
        assertThat(encoders.of(job(other, "openh264", false)).isX264()).isFalse();
        encoders.succeeded(job(other, "openh264", false));
        for (int i = 0; i < 3; i++) {
            encoders.refused(job(UUID.randomUUID(), "openh264", false), REFUSAL);
        }
        assertThat(encoders.offered().isX264()).isFalse();
        encoders.refused(job(UUID.randomUUID(), "openh264", false), REFUSAL);
        assertThat(encoders.offered().isX264()).isTrue();
        assertThat(encoders.problem()).contains("4 times in a row").contains("No such card.");
    }

    private static ChunkJob job(UUID track, String encoder, boolean untrusted) {
        var plan = LadderPlanner.plan(
                DeviceRole.PRESENTER, SourceFormat.video(Codec.H264, 1280, 720, new FrameRate(30, 1)), Grid.DEFAULT);
        return new ChunkJob(
                new ChunkRef(track, 0),
                new UUID(1, 1),
                new UUID(2, 2),
                1,
                "presenter",
                DeviceRole.PRESENTER,
                plan,
                Grid.DEFAULT,
                0,
                12_000_000,
                null,
                0,
                null,
                List.of(),
                plan.renditions(),
                Urgency.LIVE,
                0,
                untrusted,
                null,
                encoder,
                null);
    }
}
