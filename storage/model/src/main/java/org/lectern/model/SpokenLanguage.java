package org.lectern.model;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;

/** Names of languages. Pure. */
public final class SpokenLanguage {
    /** The language of what is not known, in BCP 47 and ISO 639 alike. */
    public static final String UNKNOWN = "und";

    private SpokenLanguage() {}

    /**
     * A BCP 47 tag (RFC 5646) as it is usually written, e.g. {@code de-AT}.
     *
     * @return null for one that is blank or says that the language is not known
     * @throws LecternException with {@code INVALID_REQUEST} if it is no tag of a language
     */
    public static @Nullable String tag(@Nullable String text) {
        String stripped = text == null ? "" : text.strip().replace('_', '-');
        if (stripped.isEmpty() || stripped.equalsIgnoreCase(UNKNOWN)) {
            return null;
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(stripped).build();
            if (!locale.getLanguage().isEmpty()) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            // Told below.
        }
        throw new LecternException(
                ErrorCode.INVALID_REQUEST,
                "%s names no language. Write it as BCP 47 has it, like de, en-GB or zh-Hant.".formatted(stripped));
    }

    /** The code of ISO 639-2/T that MP4 has room for; {@code und} where there is none. */
    public static String iso(@Nullable String tag) {
        try {
            String code = tag == null ? "" : Locale.forLanguageTag(tag).getISO3Language();
            return code.isEmpty() ? UNKNOWN : code;
        } catch (MissingResourceException e) {
            return UNKNOWN;
        }
    }
}
