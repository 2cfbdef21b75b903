package org.lectern.api.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/watch",
                "/watch/3f0c",
                "/console/",
                "/manage/rooms",
                "/sign-in",
                "/nowhere",
                "/playful",
                "/query"
            })
    void isPage_addressOfThePages_yes(String path) {
        assertTrue(PageRoutes.isPage(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/lectures",
                "/play/1.a/l/1/slides.m3u8",
                "/play/1.a/x",
                "/q/health",
                "/q",
                "/assets/index.js",
                "/favicon.svg",
                "/index.html",
                "/assets"
            })
    void isPage_serviceOrFile_no(String path) {
        assertFalse(PageRoutes.isPage(path));
    }
}
