package org.lectern.media.encode;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A lecture on slides in 1920 × 1080, painted: most text is 24 px, a slide stands for about half a minute and grows
 * line by line at first, and a pointer moves now and then. The same picture is asked for by its number.
 */
final class SlideLecture {
    static final int WIDTH = 1920;
    static final int HEIGHT = 1080;
    static final int FRAMES_PER_SECOND = 10;
    static final int TEXT_PIXELS = 24;
    private static final int LINE_PIXELS = 46;
    private static final double SECONDS_PER_LINE = 0.8;
    private static final List<Integer> STARTS = List.of(0, 22, 47, 73);
    static final int SECONDS = 96;

    private static final List<List<String>> TEXTS = List.of(
            List.of(
                    "Measuring the speed of light",
                    "Galileo asked two men with lanterns to stand on distant hills at night",
                    "Romer watched the moons of Jupiter and found that eclipses came late",
                    "Bradley saw the stars move because the Earth itself is moving",
                    "Fizeau sent a beam through the teeth of a wheel to a mirror and back",
                    "The wheel had 720 teeth and turned 12 times in every second",
                    "Foucault replaced the wheel by a mirror that turned very quickly",
                    "Michelson repeated this between two mountains in California",
                    "Since 1983 the metre is defined by light and can no longer be measured",
                    "Question: why does every one of these methods need a long distance?"),
            List.of(
                    "Interest rates and the price of bonds",
                    "A bond promises fixed payments at known dates in the future",
                    "Its price today is the sum of these payments, each one discounted",
                    "When market rates rise, the price of an existing bond must fall",
                    "The longer the bond runs, the stronger this effect will be",
                    "Duration measures the average time until the money comes back",
                    "Example: 5 years at 3 percent with a coupon of 40 dollars",
                    "Convexity explains what a straight line cannot describe",
                    "Central banks buy bonds when they want to lower long rates",
                    "Homework: exercises 7, 12 and 15 from the second chapter"),
            List.of(
                    "How plants drink without a pump",
                    "Roots take water from the soil through fine hairs near their tips",
                    "Special cells at the border decide which salts may enter",
                    "Water then climbs in narrow tubes made of dead wood cells",
                    "Leaves lose vapour through small openings called stomata",
                    "This loss pulls on the column of water like a long rope",
                    "Cohesion holds the molecules together against great tension",
                    "A tall tree lifts several hundred litres on a summer day",
                    "If air enters a tube the column breaks and the tube is lost",
                    "Compare this with the heart and vessels of an animal"),
            List.of(
                    "Sorting faster than by comparison",
                    "Any method that only compares needs many steps for large inputs",
                    "The proof counts the leaves of a binary decision tree",
                    "Counting sort looks at the keys themselves and never compares",
                    "It needs memory for every value that a key may have",
                    "Radix sort repeats this digit by digit from the right",
                    "Each pass must be stable or the earlier work is destroyed",
                    "Bucket sort expects that keys are spread evenly over a range",
                    "Real libraries mix several methods and look at the data first",
                    "Exercise: sort one million words of at most eight letters"));

    private final Map<Integer, BufferedImage> stills = new HashMap<>();

    /** All words of a slide, in small letters. */
    static List<String> words(int slide) {
        return words(String.join(" ", TEXTS.get(slide)));
    }

    /** The words of a text, in small letters, without signs. */
    static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static int slides() {
        return TEXTS.size();
    }

    /** A second in which a slide is complete: the last before the next. */
    static int completeAtSeconds(int slide) {
        return (slide + 1 < STARTS.size() ? STARTS.get(slide + 1) : SECONDS) - 1;
    }

    /** Blue, green and red of each pixel of a picture, from the top. */
    byte[] at(int picture) {
        return ((DataBufferByte) image(picture).getRaster().getDataBuffer()).getData();
    }

    private BufferedImage image(int picture) {
        double seconds = (double) picture / FRAMES_PER_SECOND;
        int slide = STARTS.size() - 1;
        while (STARTS.get(slide) > seconds) {
            slide--;
        }
        double stood = seconds - STARTS.get(slide);
        int lines = Math.min(TEXTS.get(slide).size(), 2 + (int) (stood / SECONDS_PER_LINE));
        int shown = slide;
        BufferedImage still = stills.computeIfAbsent(slide * 100 + lines, any -> painted(shown, lines));
        // The pointer moves for three of ten seconds, and is not seen for another four.
        double inTurn = seconds % 10;
        return inTurn < 6 ? pointed(still, slide, Math.min(inTurn, 3)) : still;
    }

    private static BufferedImage pointed(BufferedImage still, int slide, double moved) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        pen.drawImage(still, 0, 0, null);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.RED);
        int x = 1150 + (int) (160 * moved);
        int y = 330 + 60 * slide + (int) (90 * Math.sin(moved * 2));
        pen.fillOval(x, y, 22, 22);
        pen.dispose();
        return image;
    }

    private static BufferedImage painted(int slide, int lines) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        boolean dark = slide == 2;
        pen.setColor(dark ? new Color(20, 24, 40) : Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setPaint(new GradientPaint(0, 0, new Color(0, 60, 120), WIDTH, 0, new Color(0, 130, 150)));
        pen.fillRect(0, 0, WIDTH, 120);
        List<String> text = TEXTS.get(slide);
        pen.setColor(Color.WHITE);
        pen.setFont(new Font("DejaVu Sans", Font.BOLD, 48));
        pen.drawString(text.getFirst(), 90, 78);
        for (int line = 1; line < lines; line++) {
            int y = 160 + LINE_PIXELS * 2 * line * 9 / 10;
            pen.setColor(new Color(0, 130, 150));
            pen.fillOval(90, y - 15, 12, 12);
            pen.setColor(dark ? new Color(235, 235, 235) : new Color(20, 20, 20));
            pen.setFont(new Font(slide == 1 ? "DejaVu Serif" : "DejaVu Sans", Font.PLAIN, TEXT_PIXELS));
            pen.drawString(text.get(line), 120, y);
        }
        chart(pen, slide, dark);
        pen.dispose();
        return image;
    }

    private static void chart(Graphics2D pen, int slide, boolean dark) {
        pen.setColor(dark ? Color.LIGHT_GRAY : Color.DARK_GRAY);
        pen.setStroke(new BasicStroke(3));
        pen.drawLine(1200, 900, 1800, 900);
        pen.drawLine(1200, 900, 1200, 560);
        List<Color> colours = new ArrayList<>(List.of(new Color(200, 80, 40), new Color(40, 110, 180)));
        for (int curve = 0; curve < colours.size(); curve++) {
            pen.setColor(colours.get(curve));
            for (int x = 0; x < 590; x += 5) {
                pen.drawLine(1205 + x, height(x, slide, curve), 1210 + x, height(x + 5, slide, curve));
            }
        }
    }

    private static int height(int x, int slide, int curve) {
        return 740 - (int) (140 * Math.sin((x + 120.0 * curve) / (60 + 25 * slide))) + 10 * curve;
    }
}
