package org.lectern.media.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lectern.model.plan.Span;

class SilenceFinderTest {
    private static final int SPEECH = -22;
    private static final int ROOM = -60;

    private final ByteArrayOutputStream powers = new ByteArrayOutputStream();

    @Test
    void pauseOfABreak_isFound_withAMarginBeforeTheNextWord() {
        sound(60, SPEECH);
        sound(30, ROOM);
        sound(60, SPEECH);

        assertThat(found()).containsExactly(new Span(60_200_000, 89_800_000));
    }

    @Test
    void pauseForThought_isNoSilence() {
        for (int i = 0; i < 20; i++) {
            sound(5, SPEECH);
            sound(3, ROOM);
        }

        assertThat(found()).isEmpty();
    }

    @Test
    void silenceAtTheEnds_reachesThem() {
        sound(10, ROOM);
        sound(60, SPEECH);
        sound(10, ROOM);

        assertThat(found()).containsExactly(new Span(0, 9_800_000), new Span(70_200_000, 80_000_000));
    }

    @Test
    void click_doesNotEndASilence() {
        sound(60, SPEECH);
        sound(10, ROOM);
        sound(0.2, SPEECH);
        sound(10, ROOM);
        sound(1, SPEECH);
        sound(10, ROOM);
        sound(60, SPEECH);

        assertThat(found()).containsExactly(new Span(60_200_000, 80_000_000), new Span(81_400_000, 91_000_000));
    }

    @Test
    void quietMicrophone_isNotAllSilence_norANoisyRoomSpeech() {
        sound(60, -45);
        sound(10, -80);
        sound(60, -45);
        assertThat(found()).containsExactly(new Span(60_200_000, 69_800_000));

        powers.reset();
        sound(60, -12);
        sound(10, -42);
        sound(60, -12);
        assertThat(found()).containsExactly(new Span(60_200_000, 69_800_000));
    }

    @Test
    void lectureWithoutSound_isSilent_orNothing() {
        sound(20, SoundLevels.FLOOR_DBFS);
        assertThat(found()).containsExactly(new Span(0, 20_000_000));

        powers.reset();
        assertThat(found()).isEmpty();
    }

    @Test
    void levels_areMeasuredInTenthsOfASecond() {
        var levels = new SoundLevels(48_000, 24_000);
        float[][] tone = new float[2][48_000];
        for (int i = 0; i < 48_000; i++) {
            tone[0][i] = (float) Math.sin(i * 440 * 2 * Math.PI / 48_000);
            tone[1][i] = tone[0][i];
        }
        levels.add(tone);
        levels.skip(24_000);
        levels.finish();

        // A sine of full scale has a power of -3 dB.
        assertThat(levels.powersDbfs())
                .containsExactly(-3, -3, -3, -3, -3, -3, -3, -3, -3, -3, -96, -96, -96, -96, -96);
        assertThat(levels.peaks()).containsExactly(-127, 127, -127, 127, 0, 0);
    }

    private void sound(double seconds, int dbfs) {
        byte[] windows = new byte[(int) Math.round(seconds * 10)];
        Arrays.fill(windows, (byte) dbfs);
        powers.writeBytes(windows);
    }

    private java.util.List<Span> found() {
        return SilenceFinder.find(powers.toByteArray());
    }
}
