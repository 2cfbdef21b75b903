package org.lectern.api.play;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=2-5, 2, 5",
        "bytes=7-, 7, 9",
        "bytes=-3, 7, 9",
        "bytes=-30, 0, 9",
        "bytes=5-50, 5, 9"
    })
    void range_isCutToTheObject(String header, long first, long last) {
        assertThat(ByteRange.of(header, 10)).hasValue(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=5-4"})
    void rangeWithoutAByte_isEmpty(String header) {
        assertThat(ByteRange.of(header, 10)).isEmpty();
    }

    @Test
    void onlyASingleRange_isServedInPart() {
        assertThat(ByteRange.isSingle("bytes=0-1")).isTrue();
        assertThat(ByteRange.isSingle("bytes=0-1,4-5")).isFalse();
        assertThat(ByteRange.isSingle("bytes=-")).isFalse();
        assertThat(ByteRange.isSingle("lines=1-2")).isFalse();
        assertThat(ByteRange.isSingle(null)).isFalse();
    }
}
