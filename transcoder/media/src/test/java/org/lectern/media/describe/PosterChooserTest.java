package org.lectern.media.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.awt.Color;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.lectern.media.encode.Slate;
import org.lectern.media.ffmpeg.Ffmpeg;

class PosterChooserTest {
    private static final long TOTAL_US = 100_000_000;

    private final PosterChooser chooser = new PosterChooser(TOTAL_US);

    @Test
    void poster_isNeitherBlackNorBlankNorTheSlate() {
        chooser.add(20_000_000, Screen.blank(Color.BLACK).look());
        chooser.add(30_000_000, Screen.blank(Color.WHITE).look());
        chooser.add(40_000_000, slate(1280, 720));
        assertThat(chooser.best().isUsable()).isFalse();

        chooser.add(
                50_000_000,
                Screen.slide("Title", "some", "text")
                        .photo(500, 200, 600, 400, 3)
                        .look());
        chooser.add(60_000_000, Screen.slide("Bare").look());

        assertThat(chooser.best().atUs()).isEqualTo(50_000_000);
        assertThat(chooser.best().isUsable()).isTrue();
    }

    @Test
    void poster_isRatherFromTheMiddle() {
        Luma picture = Screen.slide("Title").photo(500, 200, 600, 400, 3).look();
        chooser.add(1_000_000, picture);
        chooser.add(30_000_000, picture);
        chooser.add(60_000_000, picture);

        assertThat(chooser.best().atUs()).isEqualTo(30_000_000);
    }

    @Test
    void slate_isKnownInEachSize() {
        for (int height : new int[] {240, 360, 720, 1080}) {
            assertThat(SlateLook.matches(slate(height * 16 / 9 & ~1, height))).isTrue();
        }
        assertThat(SlateLook.matches(slate(640, 480))).isTrue();
        assertThat(SlateLook.matches(Screen.slide("Dark", "slide").look())).isFalse();
        assertThat(SlateLook.matches(Screen.blank(Color.BLACK).look())).isFalse();
    }

    private static Luma slate(int width, int height) {
        Ffmpeg.start();
        AVFrame frame = Slate.frame(width, height);
        try (var scaling = new PictureScaling()) {
            return scaling.look(new Picture(frame));
        } finally {
            av_frame_free(frame);
        }
    }
}
