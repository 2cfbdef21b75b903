package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lectern.model.plan.ContentClass;

class MotionTest {
    private final Random random = new Random(1);
    private final Motion motion = new Motion();

    private static byte[] plain(int grey) {
        byte[] picture = new byte[Motion.WIDTH * Motion.HEIGHT];
        Arrays.fill(picture, (byte) grey);
        return picture;
    }

    private byte[] with(byte[] picture, int left, int top, int width, int height) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                picture[y * Motion.WIDTH + x] = (byte) (60 + random.nextInt(120));
            }
        }
        return picture;
    }

    private static byte[] line(byte[] picture, int top) {
        for (int at = top * Motion.WIDTH; at < (top + 4) * Motion.WIDTH; at += 2) {
            picture[at] = (byte) 120;
        }
        return picture;
    }

    @Test
    void picturesThatDifferByCodingNoise_areStill() {
        for (int i = 0; i < 7; i++) {
            byte[] picture = plain(200);
            for (int at = 0; at < picture.length; at++) {
                picture[at] += (byte) (random.nextInt(5) - 2);
            }
            motion.add(picture);
        }
        assertThat(motion.content()).isEqualTo(ContentClass.STILL);
    }

    @Test
    void slidesThatGrowAndChange_areSlides() {
        for (int i = 0; i < 7; i++) {
            byte[] picture = plain(i < 4 ? 220 : 30);
            for (int line = i < 4 ? 0 : 4; line <= i; line++) {
                picture = line(picture, 12 * line);
            }
            motion.add(picture);
        }
        assertThat(motion.content()).isEqualTo(ContentClass.SLIDES);
    }

    @Test
    void pointerThatNeverRests_isSlides() {
        for (int i = 0; i < 12; i++) {
            motion.add(with(plain(220), 20 + i % 3, 20, 2, 2));
        }
        assertThat(motion.content()).isEqualTo(ContentClass.SLIDES);
    }

    @Test
    void filmInAQuarter_isAVideoInSlides() {
        for (int i = 0; i < 6; i++) {
            motion.add(with(plain(220), 80, 40, 70, 40));
        }
        assertThat(motion.content()).isEqualTo(ContentClass.VIDEO_IN_SLIDES);
    }

    @Test
    void filmThatBeginsInTheMiddle_isAVideoInSlides() {
        for (int i = 0; i < 6; i++) {
            motion.add(i < 3 ? plain(220) : with(plain(220), 80, 40, 70, 40));
        }
        assertThat(motion.content()).isEqualTo(ContentClass.VIDEO_IN_SLIDES);
    }

    @Test
    void movementAllOver_isACamera() {
        for (int i = 0; i < 6; i++) {
            motion.add(with(plain(220), 0, 0, Motion.WIDTH, Motion.HEIGHT));
        }
        assertThat(motion.content()).isEqualTo(ContentClass.CAMERA);
    }

    @Test
    void tooFewPictures_areTakenForSlides() {
        assertThat(motion.content()).isEqualTo(ContentClass.SLIDES);
        motion.add(plain(1));
        assertThat(motion.content()).isEqualTo(ContentClass.SLIDES);
    }
}
