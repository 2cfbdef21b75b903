package org.lectern.catalogue.lecture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a text that shows why it was found. Pure. */
final class Excerpt {
    private static final int BEFORE = 25;
    private static final int LENGTH = 80;
    private static final String LEFT_OUT = "…";

    private Excerpt() {}

    /** A line of the text around the first word that begins as one of those searched for; else its beginning. */
    static String of(String text, String words) {
        String line = text.strip().replaceAll("\\s+", " ");
        int found = firstOf(line, words);
        int from = found <= BEFORE ? 0 : line.indexOf(' ', found - BEFORE) + 1;
        int until = line.length() <= from + LENGTH ? line.length() : line.lastIndexOf(' ', from + LENGTH);
        until = until <= from ? Math.min(line.length(), from + LENGTH) : until;
        return (from > 0 ? LEFT_OUT : "") + line.substring(from, until) + (until < line.length() ? LEFT_OUT : "");
    }

    private static int firstOf(String line, String words) {
        int first = line.length();
        for (String word : words.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                Matcher matcher = Pattern.compile(
                                "(?<![\\p{L}\\p{N}])" + Pattern.quote(word),
                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(line);
                first = matcher.find() ? Math.min(first, matcher.start()) : first;
            }
        }
        return first == line.length() ? 0 : first;
    }
}
