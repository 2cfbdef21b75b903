package org.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenLanguageTest {
    @ParameterizedTest
    @CsvSource({
        "de, de, deu",
        "DE_at, de-AT, deu",
        "' en-gb ', en-GB, eng",
        "zh-hant-tw, zh-Hant-TW, zho",
        "gsw, gsw, gsw",
        "fr, fr, fra",
        "nl, nl, nld"
    })
    void tag_isWrittenAsUsual_andHasItsCodeOfThreeLetters(String text, String tag, String code) {
        assertThat(SpokenLanguage.tag(text)).isEqualTo(tag);
        assertThat(SpokenLanguage.iso(tag)).isEqualTo(code);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "und", "UND"})
    void language_thatIsNotKnown_isNone(String text) {
        assertThat(SpokenLanguage.tag(text)).isNull();
        assertThat(SpokenLanguage.iso(null)).isEqualTo("und");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deutsch (Österreich)", "e", "english please", "en--GB", "-", "und-AT"})
    void text_thatIsNoTag_isRefused(String text) {
        assertThatThrownBy(() -> SpokenLanguage.tag(text))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void language_ofNoTwoLetters_thatNobodyKnows_isUnd() {
        assertThat(SpokenLanguage.iso("xx")).isEqualTo("und");
    }
}
