package org.lectern.media.encode;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.lectern.media.mp4.NalUnits;

/** A minimal decoder configuration of H.265 (ISO/IEC 14496-15, 8.3.3.1). */
final class HevcConfigMaker {
    private HevcConfigMaker() {}

    static byte[] payload(List<byte[]> units) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] fixed = new byte[22];
        fixed[0] = 1;
        fixed[1] = 1;
        fixed[13] = (byte) 0xf0;
        fixed[15] = (byte) 0xfc;
        fixed[16] = (byte) 0xfd;
        fixed[17] = (byte) 0xf8;
        fixed[18] = (byte) 0xf8;
        fixed[21] = 0x0f;
        out.writeBytes(fixed);
        List<byte[]> sets = units.stream()
                .filter(unit -> NalUnits.h265Type(unit) >= 32 && NalUnits.h265Type(unit) <= 34)
                .toList();
        out.write(sets.size());
        for (byte[] unit : sets) {
            out.write(0x80 | NalUnits.h265Type(unit));
            out.write(0);
            out.write(1);
            out.write(unit.length >> 8);
            out.write(unit.length);
            out.writeBytes(unit);
        }
        return out.toByteArray();
    }
}
