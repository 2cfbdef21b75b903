package org.lectern.transcoder.describe;

import java.util.Set;

/** Reads Tesseract's table of words ({@code tsv}). Pure. */
final class TesseractWords {
    private static final String WORD = "5";
    private static final int COLUMNS = 12;
    /** Of 100; below it words are mostly shapes of pictures. */
    private static final double LEAST_CONFIDENCE = 40;
    /** What a bullet before a line is read as. */
    private static final Set<String> BULLETS = Set.of("e", "o", "¢", "©", "®");

    private TesseractWords() {}

    /** The words in lines, as far as Tesseract trusts them. */
    static String text(String table) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (String row : table.lines().toList()) {
            String[] cells = row.split("\t", COLUMNS);
            if (cells.length < COLUMNS || !cells[0].equals(WORD) || !isWord(cells[11], cells[10])) {
                continue;
            }
            String line = cells[2] + "." + cells[3] + "." + cells[4];
            String word = cells[11].strip();
            if (!line.equals(before) && BULLETS.contains(word)) {
                continue;
            }
            if (!text.isEmpty()) {
                text.append(line.equals(before) ? ' ' : '\n');
            }
            text.append(word);
            before = line;
        }
        return text.toString();
    }

    private static boolean isWord(String word, String confidence) {
        try {
            return Double.parseDouble(confidence) >= LEAST_CONFIDENCE
                    && word.codePoints().anyMatch(Character::isLetterOrDigit);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
