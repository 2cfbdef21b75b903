package org.lectern.catalogue.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String LONG = "one two three four five six seven eight nine ten ".repeat(4);

    @Test
    void shortText_isShownWhole() {
        assertThat(Excerpt.of(" The zeroth\n law ", "LAW")).isEqualTo("The zeroth law");
        assertThat(Excerpt.of("", "law")).isEmpty();
    }

    @Test
    void longText_isCutAroundTheWord() {
        String excerpt = Excerpt.of(LONG + "Entropy grows. " + LONG, "entrop");

        assertThat(excerpt)
                .startsWith("…")
                .endsWith("…")
                .contains("Entropy grows.")
                .hasSizeLessThan(85);
        assertThat(excerpt.indexOf("Entropy")).isBetween(10, 30);
    }

    @Test
    void word_isNotFoundWithinAnother() {
        assertThat(Excerpt.of(LONG + LONG + "interest rest", "rest")).contains("interest rest");
        assertThat(Excerpt.of(LONG, "nowhere")).startsWith("one two");
        assertThat(Excerpt.of("x".repeat(500), "x")).hasSize(81);
    }
}
