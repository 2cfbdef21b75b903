package org.lectern.media.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * The picture shown where a device delivered nothing: "No signal" on dark grey. The text is a bundled
 * raster, so that no fonts are needed.
 */
public final class Slate {
    private static final int BACKGROUND = 34;
    private static final int TEXT = 150;
    /** The text takes this part of the width at most. */
    private static final double TEXT_WIDTH = 0.3;

    private static final Raster RASTER = Raster.load();

    private Slate() {}

    /** 8-bit grey, as a binary PGM file holds it. */
    private record Raster(int width, int height, byte[] grey) {
        static Raster load() {
            try (InputStream in = Slate.class.getResourceAsStream("no-signal.pgm")) {
                byte[] file = in == null ? new byte[0] : in.readAllBytes();
                String[] header =
                        new String(file, 0, Math.min(64, file.length), StandardCharsets.ISO_8859_1).split("\\s+", 5);
                int width = Integer.parseInt(header[1]);
                int height = Integer.parseInt(header[2]);
                return new Raster(width, height, Arrays.copyOfRange(file, file.length - width * height, file.length));
            } catch (IOException e) {
                throw new IllegalStateException("The slate's raster is missing from this build.", e);
            }
        }

        int at(int x, int y) {
            return x < 0 || y < 0 || x >= width || y >= height ? 0 : grey[y * width + x] & 0xff;
        }

        double at(double x, double y) {
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            double right = x - left;
            double low = y - top;
            double upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
            double lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
            return upper * (1 - low) + lower * low;
        }
    }

    /** A picture of the slate; the caller frees it. */
    public static AVFrame frame(int width, int height) {
        AVFrame frame = PictureScaler.frame(width, height);
        int lineSize = frame.linesize(0);
        byte[] luma = new byte[lineSize * height];
        Arrays.fill(luma, (byte) BACKGROUND);
        double scale = RASTER.width() / (width * TEXT_WIDTH);
        int textWidth = (int) (RASTER.width() / scale);
        int textHeight = (int) (RASTER.height() / scale);
        int left = (width - textWidth) / 2;
        int top = (height - textHeight) / 2;
        for (int y = Math.max(0, -top); y < textHeight && top + y < height; y++) {
            for (int x = 0; x < textWidth; x++) {
                double ink = RASTER.at((x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5) / 255;
                luma[(top + y) * lineSize + left + x] = (byte) Math.round(BACKGROUND + (TEXT - BACKGROUND) * ink);
            }
        }
        BytePointer plane = frame.data(0);
        plane.capacity(luma.length).put(luma, 0, luma.length);
        return frame;
    }
}
