package org.lectern.media.encode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Reads the text of pictures with Tesseract. */
final class Reading {
    private static final int BLACK = 16;
    private static final int LEVELS = 219;

    private Reading() {}

    /** Whether it is installed with its English data. */
    static boolean isPossible() {
        try {
            Process process = new ProcessBuilder("tesseract", "--list-langs")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(20, TimeUnit.SECONDS) && text.lines().anyMatch("eng"::equals);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A picture as a grey image that programs read (PGM). */
    static byte[] image(AVFrame frame) {
        int width = frame.width();
        byte[] head = "P5\n%d %d\n255\n".formatted(width, frame.height()).getBytes(StandardCharsets.US_ASCII);
        byte[] image = new byte[head.length + width * frame.height()];
        System.arraycopy(head, 0, image, 0, head.length);
        var luma = frame.data(0);
        for (int y = 0; y < frame.height(); y++) {
            luma.position((long) y * frame.linesize(0)).get(image, head.length + y * width, width);
        }
        luma.position(0);
        for (int i = head.length; i < image.length; i++) {
            image[i] = (byte) Math.clamp(((image[i] & 0xff) - BLACK) * 255L / LEVELS, 0, 255);
        }
        return image;
    }

    /** How many of these words are read, each as often as it stands there. */
    static int found(List<String> words, byte[] image) {
        List<String> read = new ArrayList<>(SlideLecture.words(text(image)));
        return (int) words.stream().filter(read::remove).count();
    }

    private static String text(byte[] image) {
        try {
            Process process = new ProcessBuilder("tesseract", "stdin", "stdout", "-l", "eng", "--psm", "3")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream out = process.getOutputStream()) {
                out.write(image);
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
