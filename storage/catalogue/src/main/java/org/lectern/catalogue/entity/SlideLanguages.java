package org.lectern.catalogue.entity;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The languages whose words PostgreSQL knows the stems of, and how a search is asked in them. Pure. */
public final class SlideLanguages {
    /** By what Tesseract calls them: ISO 639-2/T. */
    private static final Map<String, String> CONFIGURATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("dan", "danish"),
            Map.entry("deu", "german"),
            Map.entry("eng", "english"),
            Map.entry("fin", "finnish"),
            Map.entry("fra", "french"),
            Map.entry("hun", "hungarian"),
            Map.entry("ita", "italian"),
            Map.entry("nld", "dutch"),
            Map.entry("nor", "norwegian"),
            Map.entry("por", "portuguese"),
            Map.entry("ron", "romanian"),
            Map.entry("rus", "russian"),
            Map.entry("spa", "spanish"),
            Map.entry("swe", "swedish"),
            Map.entry("tur", "turkish")));

    /**
     * Words that all stand on one slide, as they begin or by their stem in any of the languages: a tsquery
     * of the parameters {@code beginnings} and {@code words}.
     */
    static final String QUERY = "to_tsquery('simple', :beginnings) || "
            + CONFIGURATIONS.values().stream()
                    .map("plainto_tsquery('%s', :words)"::formatted)
                    .collect(Collectors.joining(" || "));

    private SlideLanguages() {}

    /** The text search configuration for text in the first of these languages, like {@code deu+eng}. */
    public static String configuration(@Nullable String tesseractLanguages) {
        String first = tesseractLanguages == null ? "" : tesseractLanguages.split("\\+", 2)[0];
        return CONFIGURATIONS.getOrDefault(first, "simple");
    }

    /** A tsquery for all words of a search, each as it begins; empty if there is no word in it. */
    public static String beginnings(String words) {
        return Arrays.stream(words.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> "'" + word + "':*")
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .collect(Collectors.joining(" & "));
    }
}
