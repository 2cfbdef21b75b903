package org.lectern.transcoder.describe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How publications are described. As environment variables: {@code LECTERN_DESCRIBE_OCR_LANGUAGES} and so on. */
@ConfigMapping(prefix = "lectern.describe")
public interface DescribeConfig {
    /** Whether this worker does it, when it has nothing else to do. */
    @WithDefault("true")
    boolean enabled();

    Ocr ocr();

    /** How the text of slides is read: by Tesseract, a program of its own. */
    interface Ocr {
        /** Its name or path; {@code off} for none. */
        @WithDefault("tesseract")
        String program();

        /**
         * Languages as Tesseract names them, the main one first, like {@code deu,eng}. Where it is not
         * set, the lecture's and English, as far as their data is installed.
         */
        Optional<List<String>> languages();

        /** How long it may take for one slide. */
        @WithDefault("PT1M")
        Duration timeLimit();

        /** Memory that it may take, megabytes. */
        @WithDefault("1024")
        int memoryMb();
    }
}
