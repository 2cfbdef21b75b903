package org.lectern.media.describe;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Random;

/** What a slides device shows, painted; and looked at as the detector looks at it. */
final class Screen {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    private static final int LOOK = 4;

    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    private final Graphics2D pen = image.createGraphics();

    private Screen(Color background) {
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(background);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
    }

    /** A slide with a title and lines of text, black on white, with the template's bar above. */
    static Screen slide(String title, String... lines) {
        Screen screen = new Screen(Color.WHITE);
        screen.pen.setColor(new Color(40, 40, 110));
        screen.pen.fillRect(0, 0, WIDTH, 24);
        screen.write(title, 80, 120, 48);
        for (int i = 0; i < lines.length; i++) {
            screen.write("• " + lines[i], 110, 220 + 70 * i, 30);
        }
        return screen;
    }

    static Screen blank(Color color) {
        return new Screen(color);
    }

    Screen write(String text, int x, int y, int size) {
        pen.setColor(Color.BLACK);
        pen.setFont(new Font("DejaVu Sans", Font.PLAIN, size));
        pen.drawString(text, x, y);
        return this;
    }

    /** A pointer of a usual size. */
    Screen pointer(int x, int y) {
        pen.setColor(Color.RED);
        pen.fillOval(x, y, 26, 26);
        return this;
    }

    /** One picture of a film within the slide: a gradient with discs that move. */
    Screen film(int x, int y, int width, int height, int picture) {
        Graphics2D film = (Graphics2D) pen.create(x, y, width, height);
        for (int i = 0; i < width; i += 8) {
            film.setColor(new Color(60 + (i + picture * 23) % 160, 0, 90));
            film.fillRect(i, 0, 8, height);
        }
        film.setColor(Color.YELLOW);
        film.fillOval(picture * 31 % width, picture * 17 % height, height / 3, height / 3);
        film.dispose();
        return this;
    }

    Screen photo(int x, int y, int width, int height, int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            pen.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            pen.fillRect(x + random.nextInt(width * 3 / 4), y + random.nextInt(height * 3 / 4), width / 4, height / 4);
        }
        return this;
    }

    Luma look() {
        return look(0, 0, null, 0);
    }

    /** With a camera's noise and exposure. */
    Luma look(long seed, double noise, int brighter) {
        return look(seed, noise, null, brighter);
    }

    /** On its way to another, {@code part} of 1. */
    Luma fading(Screen to, double part) {
        return look(0, part, to, 0);
    }

    private Luma look(long seed, double amount, Screen to, int brighter) {
        byte[] from = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] other =
                to == null ? from : ((DataBufferByte) to.image.getRaster().getDataBuffer()).getData();
        Random random = new Random(seed);
        byte[] pixels = new byte[WIDTH / LOOK * HEIGHT / LOOK];
        for (int y = 0; y < HEIGHT / LOOK; y++) {
            for (int x = 0; x < WIDTH / LOOK; x++) {
                double sum = 0;
                for (int i = 0; i < LOOK * LOOK; i++) {
                    int at = (y * LOOK + i / LOOK) * WIDTH + x * LOOK + i % LOOK;
                    double level = from[at] & 0xff;
                    sum += to == null ? level : level + amount * ((other[at] & 0xff) - level);
                }
                double level = sum / (LOOK * LOOK) + brighter + (to == null ? random.nextGaussian() * amount : 0);
                pixels[y * (WIDTH / LOOK) + x] = (byte) Math.clamp(Math.round(level), 0, 255);
            }
        }
        return new Luma(WIDTH / LOOK, HEIGHT / LOOK, pixels);
    }
}
