package org.lectern.classroom.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * A picture that is drawn anew for each frame, in a plane of 1280 x 720 whatever its size in pixels.
 * Text comes from pictures of digits: a bare machine has no fonts. Not thread-safe.
 */
public final class Canvas {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    private static final int GLYPH_WIDTH = 26;
    private static final int GLYPH_HEIGHT = 48;
    private static final String GLYPHS = "0123456789:.";
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final BufferedImage DIGITS = load("digits");

    private final BufferedImage picture;
    private final Graphics2D pen;
    private final byte[] bytes;

    /** A black picture of this size in pixels. */
    public Canvas(int width, int height) {
        picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.scale((double) width / WIDTH, (double) height / HEIGHT);
    }

    /** The pixels: rows from the top, blue, green, red. The same array for each frame. */
    public byte[] bgr() {
        return bytes;
    }

    /** A picture from the resources, in the size of this canvas. */
    Image background(String name) {
        var scaled = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D brush = scaled.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        brush.drawImage(load(name), 0, 0, scaled.getWidth(), scaled.getHeight(), null);
        brush.dispose();
        return scaled;
    }

    void fill(Image background) {
        var transform = pen.getTransform();
        pen.setTransform(new java.awt.geom.AffineTransform());
        pen.drawImage(background, 0, 0, null);
        pen.setTransform(transform);
    }

    void oval(Color colour, double x, double y, double width, double height) {
        pen.setColor(colour);
        pen.fill(new java.awt.geom.Ellipse2D.Double(x, y, width, height));
    }

    void box(Color colour, double x, double y, double width, double height, double corner) {
        pen.setColor(colour);
        pen.fill(new java.awt.geom.RoundRectangle2D.Double(x, y, width, height, corner, corner));
    }

    void line(Color colour, double thickness, double x1, double y1, double x2, double y2) {
        pen.setColor(colour);
        pen.setStroke(new java.awt.BasicStroke(
                (float) thickness, java.awt.BasicStroke.CAP_ROUND, java.awt.BasicStroke.JOIN_ROUND));
        pen.draw(new java.awt.geom.Line2D.Double(x1, y1, x2, y2));
    }

    /** Burns wall time in, for people at the bottom left and for machines along the top. */
    void clock(long epochMs) {
        int cell = 0;
        double width = (double) WIDTH / ClockCode.CELLS;
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (; cell < ClockCode.CELLS; cell++) {
            pen.setColor(ClockCode.white(cell, epochMs) ? Color.WHITE : Color.BLACK);
            pen.fill(new java.awt.geom.Rectangle2D.Double(
                    cell * width, 0, width + 1, (double) HEIGHT / ClockCode.HEIGHT_DIVISOR));
        }
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int x = 24;
        for (char digit : CLOCK.format(Instant.ofEpochMilli(epochMs)).toCharArray()) {
            int glyph = GLYPHS.indexOf(digit) * GLYPH_WIDTH;
            int top = HEIGHT - 60;
            pen.drawImage(
                    DIGITS,
                    x,
                    top,
                    x + GLYPH_WIDTH,
                    top + GLYPH_HEIGHT,
                    glyph,
                    0,
                    glyph + GLYPH_WIDTH,
                    GLYPH_HEIGHT,
                    null);
            x += GLYPH_WIDTH;
        }
    }

    private static BufferedImage load(String name) {
        try (var file = Canvas.class.getResourceAsStream("/org/lectern/classroom/" + name + ".png")) {
            return ImageIO.read(Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
