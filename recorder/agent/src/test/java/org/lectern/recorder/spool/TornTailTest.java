package org.lectern.recorder.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TornTailTest {
    private static byte[] file() {
        ByteBuffer file = ByteBuffer.allocate(8 + 2 * 5016);
        file.putInt(8).put("ftyp".getBytes());
        for (int i = 0; i < 2; i++) {
            file.putInt(16).put("moof".getBytes()).putLong(-1);
            file.putInt(5000).put("mdat".getBytes());
            for (int j = 0; j < 4992; j++) {
                file.put((byte) (j % 250 + 1));
            }
        }
        return file.array();
    }

    private static int trusted(byte[] bytes) {
        return TornTail.trusted(bytes, bytes.length);
    }

    @Test
    void wholeFile_isTrusted() {
        assertThat(trusted(file())).isEqualTo(file().length);
        assertThat(TornTail.trusted(new byte[0], 0)).isZero();
    }

    @Test
    void pagesThatWereNeverWritten_costTheLastFragmentOnly() {
        byte[] hole = file();
        java.util.Arrays.fill(hole, 8192, 8192 + 1000, (byte) 0);
        assertThat(trusted(hole)).isEqualTo(8 + 5016);
        byte[] end = file();
        java.util.Arrays.fill(end, end.length - 40, end.length, (byte) 0);
        assertThat(trusted(end)).isEqualTo(8 + 5016);
        // What is before the last fragment was forced.
        byte[] before = file();
        java.util.Arrays.fill(before, 1000, 2000, (byte) 0);
        assertThat(trusted(before)).isEqualTo(before.length);
    }
}
