package org.lectern.media.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WebVttTest {
    @Test
    void cues_areWritten_pastTheHourToo() {
        String vtt = WebVtt.write(List.of(
                new WebVtt.Cue(0, 6_000_000, "a.jpg#xywh=0,0,160,90"),
                new WebVtt.Cue(3_725_040_400L, 362_439_999_600L, "b.jpg#xywh=160,0,160,90")));

        assertThat(vtt).isEqualTo("""
                WEBVTT

                00:00:00.000 --> 00:00:06.000
                a.jpg#xywh=0,0,160,90

                01:02:05.040 --> 100:40:40.000
                b.jpg#xywh=160,0,160,90
                """);
    }

    @Test
    void whatWouldBreakTheFile_isRefused() {
        assertThatThrownBy(() -> new WebVtt.Cue(0, 1, "a --> b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WebVtt.Cue(0, 1, "a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WebVtt.Cue(0, 1, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WebVtt.Cue(1, 1, "a")).isInstanceOf(IllegalArgumentException.class);
    }
}
