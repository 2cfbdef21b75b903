package org.lectern.transcoder.describe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lectern.media.describe.Luma;

/** Pictures as programs read them from a pipe: binary PGM (netpbm). Pure. */
final class PnmImage {
    private PnmImage() {}

    /** A PGM file of a picture; one that is dark is inverted: text is read dark on light. */
    static byte[] grey(Luma picture) {
        byte[] header =
                "P5\n%d %d\n255\n".formatted(picture.width(), picture.height()).getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(header, header.length + picture.pixels().length);
        long sum = 0;
        for (byte pixel : picture.pixels()) {
            sum += pixel & 0xff;
        }
        boolean dark = sum < 110L * picture.pixels().length;
        for (int i = 0; i < picture.pixels().length; i++) {
            file[header.length + i] = dark ? (byte) ~picture.pixels()[i] : picture.pixels()[i];
        }
        return file;
    }
}
