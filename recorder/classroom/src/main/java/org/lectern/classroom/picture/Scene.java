package org.lectern.classroom.picture;

import java.awt.Color;
import java.awt.Image;
import java.util.List;
import java.util.stream.IntStream;

/** What a device sees. Drawing depends on wall time alone. Not thread-safe. */
public sealed interface Scene {
    /** Draws the picture of an instant, in milliseconds since 1970, with its clock. */
    void draw(long epochMs);

    /** A lecturer who walks along a board and gestures. */
    static Scene presenter(Canvas canvas) {
        return new Presenter(canvas, canvas.background("board"));
    }

    /** Six slides, each shown for {@link Slides#SECONDS_PER_SLIDE} seconds. */
    static Scene slides(Canvas canvas) {
        return new Slides(
                canvas,
                IntStream.rangeClosed(1, Slides.COUNT)
                        .mapToObj(number -> canvas.background("slide" + number))
                        .toList());
    }

    /** Rows of pupils who nod, and one who raises a hand now and then. */
    static Scene audience(Canvas canvas) {
        return new Audience(canvas, canvas.background("audience"));
    }

    /** See {@link #presenter}. */
    record Presenter(Canvas canvas, Image board) implements Scene {
        private static final Color SKIN = new Color(0xE3B591);
        private static final Color HAIR = new Color(0x3A2A20);
        private static final Color COAT = new Color(0x2F4B7C);
        private static final Color TROUSERS = new Color(0x2B2B33);

        @Override
        public void draw(long epochMs) {
            double seconds = epochMs / 1e3 % 86_400;
            double x = 470 + 210 * Math.sin(seconds * 2 * Math.PI / 23);
            double step = 14 * Math.sin(seconds * 2 * Math.PI * 1.1);
            double arm = Math.sin(seconds * 2 * Math.PI / 3.7);
            canvas.fill(board);
            canvas.line(TROUSERS, 34, x + 32, 560, x + 28 + step, 690);
            canvas.line(TROUSERS, 34, x + 78, 560, x + 82 - step, 690);
            canvas.box(COAT, x, 380, 110, 200, 50);
            canvas.line(COAT, 30, x + 95, 405, x + 150, 470 - 90 * arm);
            canvas.line(COAT, 26, x + 150, 470 - 90 * arm, x + 190, 420 - 130 * arm);
            canvas.oval(SKIN, x + 176, 404 - 130 * arm, 32, 32);
            canvas.line(COAT, 30, x + 15, 405, x - 22, 520);
            canvas.oval(SKIN, x - 38, 508, 32, 32);
            canvas.oval(HAIR, x + 12, 276, 86, 86);
            canvas.oval(SKIN, x + 16, 286, 78, 92);
            canvas.oval(HAIR, x + 36, 322, 9, 9);
            canvas.oval(HAIR, x + 66, 322, 9, 9);
            canvas.oval(new Color(0x9C4A3C), x + 42, 350, 26, 4 + 5 * Math.abs(Math.sin(seconds * 9)));
            canvas.clock(epochMs);
        }
    }

    /** See {@link #slides}. */
    record Slides(Canvas canvas, List<Image> pages) implements Scene {
        static final int COUNT = 6;
        static final int SECONDS_PER_SLIDE = 10;

        @Override
        public void draw(long epochMs) {
            canvas.fill(pages.get((int) (epochMs / 1000 / SECONDS_PER_SLIDE % COUNT)));
            canvas.clock(epochMs);
        }
    }

    /** See {@link #audience}. */
    record Audience(Canvas canvas, Image hall) implements Scene {
        private static final Color[] SHIRTS = {
            new Color(0x8E3B46), new Color(0x4C6E5D), new Color(0x3D5A80), new Color(0xB08D57), new Color(0x6D597A)
        };
        private static final Color HEAD = new Color(0x4A3326);

        @Override
        public void draw(long epochMs) {
            double seconds = epochMs / 1e3 % 86_400;
            canvas.fill(hall);
            for (int row = 0; row < 3; row++) {
                for (int seat = 0; seat < 8; seat++) {
                    int pupil = row * 8 + seat;
                    double x = 70 + seat * 150 + row % 2 * 40;
                    double y = 320 + row * 115 + 5 * Math.sin(seconds * (0.7 + pupil % 5 * 0.2) + pupil);
                    canvas.box(SHIRTS[pupil % SHIRTS.length], x - 12, y + 44, 84, 70, 40);
                    canvas.oval(HEAD, x, y, 60, 64);
                    if ((int) (seconds / 6) % 24 == pupil) {
                        canvas.line(SHIRTS[pupil % SHIRTS.length], 18, x + 66, y + 60, x + 84, y - 30);
                    }
                }
            }
            canvas.clock(epochMs);
        }
    }
}
