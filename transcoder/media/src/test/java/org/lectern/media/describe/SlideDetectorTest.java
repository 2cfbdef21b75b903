package org.lectern.media.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** At five pictures a second, as slides are published. */
class SlideDetectorTest {
    private static final long PICTURE_US = 200_000;

    private final SlideDetector detector = new SlideDetector(look -> false);
    private int pictures;

    private static Screen heat() {
        return Screen.slide("Heat and work", "The first law of thermodynamics", "Energy is conserved");
    }

    private static Screen entropy() {
        return Screen.slide("Entropy", "It never decreases", "What a fridge does", "Maxwell's demon");
    }

    @Test
    void slides_areFoundToThePicture() {
        show(10, heat().look());
        show(20, entropy().look());
        show(7, Screen.slide("Questions?").look());
        show(10, Screen.slide("Answers").look());

        assertThat(starts()).containsExactly(0.0, 10.0, 30.0, 37.0);
    }

    @Test
    void slide_thatIsShownAgain_isListedAgain() {
        show(10, heat().look());
        show(10, entropy().look());
        show(10, heat().look());

        assertThat(starts()).containsExactly(0.0, 10.0, 20.0);
    }

    @Test
    void still_isFromJustBeforeTheNextSlide() {
        show(10, heat().look());
        show(1, i -> heat().fading(entropy(), (i + 1) / 6.0));
        show(10, entropy().look());

        List<SlideDetector.Slide> slides = finish();
        assertThat(slides).hasSize(2);
        assertThat(slides.getFirst().stillUs()).isBetween(9_000_000L, 9_800_000L);
        // A fade has no instant; it is over within a second.
        assertThat(slides.getLast().startUs()).isBetween(10_000_000L, 11_000_000L);
        assertThat(slides.getLast().stillUs()).isBetween(20_000_000L, 21_000_000L);
    }

    @Test
    void listThatGrows_isOneSlide_shownWhole() {
        String[] lines = {"Carnot", "Clausius", "Kelvin", "Boltzmann", "Gibbs", "Planck"};
        for (int shown = 0; shown <= lines.length; shown++) {
            String[] now = java.util.Arrays.copyOf(lines, shown);
            show(5, Screen.slide("People", now).look());
        }
        show(10, heat().look());

        List<SlideDetector.Slide> slides = finish();
        assertThat(slides).extracting(SlideDetector.Slide::startUs).containsExactly(0L, 35_000_000L);
        assertThat(slides.getFirst().stillUs()).isBetween(34_000_000L, 34_900_000L);
    }

    @Test
    void slidesOfOneTemplate_withTheSameTitle_areTold() {
        show(8, Screen.slide("Results", "Sample A was heated", "It melted").look());
        show(
                8,
                i -> Screen.slide("Results", "Sample B was cooled", "It froze at once")
                        .look());
        show(8, Screen.slide("Results").photo(500, 200, 600, 400, 1).look());
        show(8, Screen.slide("Results").photo(500, 200, 600, 400, 2).look());

        assertThat(starts()).containsExactly(0.0, 8.0, 16.0, 24.0);
    }

    @Test
    void pointer_isNoSlide() {
        show(60, i -> heat().pointer(100 + i * 13 % 900, 150 + i * 7 % 400).look());
        show(10, heat().pointer(600, 300).look());

        assertThat(starts()).containsExactly(0.0);
    }

    @Test
    void filmWithinASlide_makesNoSlides_alsoWhenItStops() {
        show(10, heat().film(640, 250, 560, 400, 0).look());
        show(60, i -> heat().film(640, 250, 560, 400, i).look());
        show(60, heat().film(640, 250, 560, 400, 299).look());
        show(10, entropy().look());

        assertThat(starts()).containsExactly(0.0, 130.0);
    }

    @Test
    void slideWithAFilmInIt_isToldFromTheOneBefore() {
        show(10, heat().look());
        show(30, i -> Screen.slide("A film").film(640, 250, 560, 400, i).look());
        show(10, entropy().look());

        assertThat(starts()).containsExactly(0.0, 10.0, 40.0);
    }

    @Test
    void noiseAndExposureOfACamera_areNoSlides() {
        show(30, i -> heat().look(i, 3, 0));
        show(10, i -> heat().look(i, 3, Math.min(12, i)));
        show(30, i -> heat().look(i, 3, 12));
        show(10, i -> entropy().look(i, 3, 12));

        assertThat(starts()).containsExactly(0.0, 70.0);
    }

    @Test
    void slidesThatAreFlippedThrough_areNotListed() {
        show(10, heat().look());
        for (int flip = 0; flip < 12; flip++) {
            Screen page = Screen.blank(Color.WHITE);
            for (int line = 0; line < 12; line++) {
                page.write("word" + flip * 37, 100 + (line * 331 + flip * 97) % 900, 100 + line * 45, 30 + flip);
            }
            show(1, page.look());
        }
        show(10, entropy().look());

        assertThat(starts()).containsExactly(0.0, 22.0);
    }

    @Test
    void blackBetween_isNoSlide_andTheSlideBeforeGoesOn() {
        show(10, heat().look());
        show(20, Screen.blank(Color.BLACK).look());
        show(10, heat().look());
        show(10, Screen.blank(Color.WHITE).look());

        List<SlideDetector.Slide> slides = finish();
        assertThat(slides).hasSize(1);
        assertThat(slides.getFirst().endUs()).isEqualTo(40_000_000L);
    }

    @Test
    void picturesFarApart_whereNothingHappens_areEnough() {
        for (int second = 0; second < 60; second += 6) {
            detector.add(second * 1_000_000L, heat().look());
        }
        pictures = 300;
        show(6, i -> (i < 10 ? heat() : entropy()).look());
        for (int second = 66; second < 120; second += 6) {
            detector.add(second * 1_000_000L, entropy().look());
        }
        pictures = 600;

        assertThat(starts()).containsExactly(0.0, 62.0);
    }

    @Test
    void whatIsNoSlide_isLeftOut() {
        Luma slate = Screen.blank(new Color(34, 34, 34))
                .write("No signal", 500, 360, 60)
                .look();
        SlideDetector knowing = new SlideDetector(look -> java.util.Arrays.equals(look.pixels(), slate.pixels()));
        for (int i = 0; i < 50; i++) {
            knowing.add(i * PICTURE_US, slate);
        }
        for (int i = 50; i < 100; i++) {
            knowing.add(i * PICTURE_US, heat().look());
        }

        assertThat(knowing.finish(20_000_000))
                .extracting(SlideDetector.Slide::startUs)
                .containsExactly(10_000_000L);
    }

    @Test
    void lectureWithoutPictures_hasNoSlides() {
        assertThat(detector.finish(1_000_000)).isEmpty();
    }

    private void show(int seconds, IntFunction<Luma> picture) {
        for (int i = 0; i < seconds * 5; i++) {
            detector.add(pictures++ * PICTURE_US, picture.apply(i));
        }
    }

    private void show(int seconds, Luma picture) {
        show(seconds, i -> picture);
    }

    private List<SlideDetector.Slide> finish() {
        return detector.finish(pictures * PICTURE_US);
    }

    private List<Double> starts() {
        return finish().stream().map(slide -> slide.startUs() / 1e6).toList();
    }
}
