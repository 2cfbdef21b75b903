package org.lectern.media.encode;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Random;

/** A screen of 1280 × 720: twelve seconds each of a still, of slides, of a film on a slide, of a camera, of a still. */
final class MixedScreen {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    static final int FRAMES_PER_SECOND = 10;
    static final int FILM_LEFT = 640;
    static final int FILM_TOP = 240;
    static final int FILM_WIDTH = 560;
    static final int FILM_HEIGHT = 320;
    private static final int CHUNK = 12 * FRAMES_PER_SECOND;
    private static final byte[] NOISE = new byte[1 << 20];

    static {
        new Random(4).nextBytes(NOISE);
    }

    static int chunkOf(int picture) {
        return picture / CHUNK;
    }

    /** Blue, green and red of each pixel of a picture, from the top. */
    byte[] at(int picture) {
        int within = picture % CHUNK;
        return switch (chunkOf(picture)) {
            case 1 -> pixels(slide(within < 70 ? "Slides" : "The next slide", 2 + within % 70 / 15, within));
            case 2 -> withFilm(pixels(slide("A film", 3, -1)), picture, FILM_LEFT, FILM_TOP, FILM_WIDTH, FILM_HEIGHT);
            case 3 -> withFilm(new byte[WIDTH * HEIGHT * 3], picture, 0, 0, WIDTH, HEIGHT);
            default -> pixels(slide("A slide that stands still", 7, -1));
        };
    }

    /** A grey level of the film. */
    static int film(int x, int y, int picture) {
        int right = x + 6 * picture;
        int down = y + 4 * picture;
        double wave = 50 * Math.sin(right / 23.0) * Math.cos(down / 17.0);
        int leaves = NOISE[((right >> 2) * 31 + (down >> 2) * 1283) & (NOISE.length - 1)] / 5;
        return 128 + (int) wave + leaves;
    }

    private static byte[] withFilm(byte[] pixels, int picture, int left, int top, int width, int height) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = ((top + y) * WIDTH + left + x) * 3;
                byte grey = (byte) film(x, y, picture);
                pixels[at] = grey;
                pixels[at + 1] = grey;
                pixels[at + 2] = grey;
            }
        }
        return pixels;
    }

    private static byte[] pixels(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private static BufferedImage slide(String title, int lines, int pointer) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font("DejaVu Sans", Font.BOLD, 40));
        pen.drawString(title, 60, 80);
        pen.setFont(new Font("DejaVu Sans", Font.PLAIN, 20));
        for (int line = 0; line < lines; line++) {
            pen.drawString("Line " + line + " of " + title + " says what lines say", 60, 150 + 80 * line);
        }
        if (pointer >= 0) {
            pen.setColor(Color.RED);
            pen.fillOval(800 + 3 * pointer, 300 + pointer, 16, 16);
        }
        pen.dispose();
        return image;
    }
}
