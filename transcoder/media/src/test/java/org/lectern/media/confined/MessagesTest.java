package org.lectern.media.confined;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.Codec;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.ContentClass;
import org.lectern.model.plan.VideoRung;

class MessagesTest {
    private static final List<ChunkResult.Rendition> RENDITIONS =
            List.of(new ChunkResult.Rendition("720p", "avc1.64001f", 90_000, "720p/init.mp4", 700, List.of()));

    @Test
    void result_withAndWithoutContent_comesBackAsItWas() {
        for (ChunkResult result :
                List.of(new ChunkResult(RENDITIONS), new ChunkResult(RENDITIONS, ContentClass.VIDEO_IN_SLIDES))) {
            assertThat(Messages.read(Messages.write(result), ChunkResult.class)).isEqualTo(result);
        }
        assertThat(text(new ChunkResult(RENDITIONS))).doesNotContain("content");
    }

    @Test
    void rung_ofAnOlderPlan_makesNoDifferenceOfWhatIsShown() {
        var rung = new VideoRung("720p", 1280, 720, 30, 500_000, 0, "veryfast", "stillimage");

        assertThat(text(rung)).doesNotContain("movingCrf");
        assertThat(Messages.read(Messages.write(rung), VideoRung.class)).isEqualTo(rung);
    }

    @Test
    void rung_withoutACodec_isOfH264() {
        byte[] old = """
                {"name":"720p","width":1280,"height":720,"crf":30.0,"maxBitsPerSecond":500000,"bFrames":0,\
                "preset":"veryfast","tune":"stillimage"}""".getBytes(StandardCharsets.UTF_8);

        assertThat(Messages.read(old, VideoRung.class))
                .isEqualTo(new VideoRung("720p", 1280, 720, 30, 500_000, 0, "veryfast", "stillimage"));
    }

    @Test
    void rung_ofAv1_comesBackAsItWas() {
        var rung = new VideoRung("720p-av1", 1280, 720, 60, 250_000, 0, "8", "", 42, Codec.AV1);

        assertThat(Messages.read(Messages.write(rung), VideoRung.class)).isEqualTo(rung);
    }

    private static String text(Object message) {
        return new String(Messages.write(message), StandardCharsets.UTF_8);
    }
}
