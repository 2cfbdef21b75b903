package org.lectern.model.plan;

import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * The level that sound is brought to.
 *
 * @param targetLufs integrated loudness (ITU-R BS.1770-4, EBU R 128) in LUFS, -36 to -9
 * @param peakDbtp the highest true peak in dBTP, -9 to 0
 */
public record Loudness(double targetLufs, double peakDbtp) {
    /**
     * -18 LUFS is what AES TD1008 asks of speech that is streamed: a telephone's loudspeaker is loud
     * enough with it, and -23 LUFS, which broadcast has, is not. What AAC adds to peaks stays below full
     * scale with -1.5 dBTP.
     */
    public static final Loudness SPEECH = new Loudness(-18, -1.5);

    public Loudness {
        if (!(targetLufs >= -36 && targetLufs <= -9) || !(peakDbtp >= -9 && peakDbtp <= 0)) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "Loudness is -36 to -9 LUFS with a true peak of -9 to 0 dBTP; got %s LUFS and %s dBTP."
                            .formatted(targetLufs, peakDbtp));
        }
    }
}
