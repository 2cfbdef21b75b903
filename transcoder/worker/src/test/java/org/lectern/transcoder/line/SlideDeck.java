package org.lectern.transcoder.line;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Slides with known texts at known times, with what disturbs a search for them. */
final class SlideDeck {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    private static final List<List<String>> TEXTS = List.of(
            List.of("Thermodynamics", "Lecture 4: the second law", "Department of Physics"),
            List.of("Heat engines", "A reservoir gives heat to a machine", "Efficiency is below one", "Carnot 1824"),
            List.of("Entropy never decreases", "Clausius coined the word in 1865", "Boltzmann counted microstates"),
            List.of("Refrigerators", "Work moves heat uphill", "Coefficient of performance", "Kelvin statement"));
    private static final List<Color> COLOURS = List.of(Color.WHITE, new Color(215, 235, 255), Color.WHITE, Color.BLACK);
    /** When each begins, in seconds; the third is shown again at the end. */
    static final List<Double> STARTS = List.of(0.0, 13.0, 31.4, 44.0, 60.2);

    private static final List<Integer> SHOWN = List.of(0, 1, 2, 3, 2);
    static final int SECONDS = 72;

    private final Map<Integer, BufferedImage> still = new HashMap<>();

    /** The picture at five pictures a second. */
    BufferedImage at(int picture) {
        double seconds = picture / 5.0;
        int place = 0;
        while (place + 1 < STARTS.size() && STARTS.get(place + 1) <= seconds + 1e-6) {
            place++;
        }
        int page = SHOWN.get(place);
        // The second slide grows line by line; the third has a film in it; over the fourth a pointer moves.
        return switch (page) {
            case 1 ->
                still.computeIfAbsent(
                        100 + (int) ((seconds - STARTS.get(1)) / 4), shown -> painted(page, shown - 100 + 1));
            case 2 -> film(painted(page, 9), picture);
            case 3 -> pointer(painted(page, 9), picture);
            default -> still.computeIfAbsent(page, any -> painted(page, 9));
        };
    }

    static Color colour(int place) {
        return COLOURS.get(SHOWN.get(place));
    }

    static List<String> texts(int place) {
        return TEXTS.get(SHOWN.get(place));
    }

    private static BufferedImage painted(int page, int lines) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(COLOURS.get(page));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(COLOURS.get(page).equals(Color.BLACK) ? Color.WHITE : Color.BLACK);
        List<String> texts = TEXTS.get(page);
        for (int line = 0; line < Math.min(lines, texts.size()); line++) {
            pen.setFont(new Font("DejaVu Sans", Font.PLAIN, line == 0 ? 54 : 32));
            pen.drawString(texts.get(line), 90, line == 0 ? 120 : 170 + 80 * line);
        }
        pen.dispose();
        return image;
    }

    private static BufferedImage film(BufferedImage slide, int picture) {
        Graphics2D pen = slide.createGraphics();
        for (int i = 0; i < 400; i += 10) {
            pen.setColor(new Color(40 + (i + picture * 29) % 200, 60, 120));
            pen.fillRect(820 + i, 430, 10, 240);
        }
        pen.setColor(Color.YELLOW);
        pen.fillOval(820 + picture * 37 % 320, 430 + picture * 23 % 160, 80, 80);
        pen.dispose();
        return slide;
    }

    private static BufferedImage pointer(BufferedImage slide, int picture) {
        Graphics2D pen = slide.createGraphics();
        pen.setColor(Color.RED);
        pen.fillOval(100 + picture * 19 % 1000, 500 + picture * 7 % 150, 24, 24);
        pen.dispose();
        return slide;
    }
}
