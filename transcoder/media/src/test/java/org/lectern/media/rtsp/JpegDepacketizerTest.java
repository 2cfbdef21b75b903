package org.lectern.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.media.rtsp.Rtp.bytes;
import static org.lectern.media.rtsp.Rtp.join;
import static org.lectern.media.rtsp.Rtp.packet;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class JpegDepacketizerTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    /** A picture as a JPEG with the usual tables of Huffman codes, and the two things that RTP sends of it. */
    private static byte[] jpeg() throws Exception {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillRect(0, 0, WIDTH / 2, HEIGHT);
        pen.setColor(Color.BLUE);
        pen.fillOval(20, 8, 32, 32);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    private static byte[] tables(byte[] jpeg) {
        var tables = new ByteArrayOutputStream();
        for (int at = 2; (jpeg[at + 1] & 0xff) != 0xda; at += 2 + RtpPacket.u16(jpeg, at + 2)) {
            if ((jpeg[at + 1] & 0xff) == 0xdb) {
                int end = at + 2 + RtpPacket.u16(jpeg, at + 2);
                for (int table = at + 4; table < end; table += 65) {
                    tables.write(jpeg, table + 1, 64);
                }
            }
        }
        return tables.toByteArray();
    }

    private static byte[] scan(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xda) {
            at += 2 + RtpPacket.u16(jpeg, at + 2);
        }
        return Arrays.copyOfRange(jpeg, at + 2 + RtpPacket.u16(jpeg, at + 2), jpeg.length - 2);
    }

    private static byte[] header(int offset, int quality) {
        return bytes(0, offset >> 16, offset >> 8, offset, 1, quality, WIDTH / 8, HEIGHT / 8);
    }

    private static List<byte[]> packets(byte[] jpeg) {
        byte[] scan = scan(jpeg);
        byte[] tables = tables(jpeg);
        int half = scan.length / 2;
        return List.of(
                packet(
                        1,
                        9,
                        false,
                        join(header(0, 255), bytes(0, 0, 0, tables.length), tables, Arrays.copyOf(scan, half))),
                packet(2, 9, true, join(header(half, 255), Arrays.copyOfRange(scan, half, scan.length))));
    }

    @Test
    void picture_isTheOneThatWasSent() throws Exception {
        byte[] jpeg = jpeg();

        List<Rtp.Unit> units = Rtp.units(new JpegDepacketizer(), packets(jpeg).toArray(byte[][]::new));

        BufferedImage sent = ImageIO.read(new ByteArrayInputStream(jpeg));
        BufferedImage came =
                ImageIO.read(new ByteArrayInputStream(units.getFirst().data()));
        assertThat(came.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH))
                .isEqualTo(sent.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH));
    }

    @Test
    void pictureWithALostPacket_isLeftOut_andTheNextOneComes() throws Exception {
        List<byte[]> packets = new ArrayList<>(packets(jpeg()));
        byte[] lost = {};
        List<Rtp.Unit> units =
                Rtp.units(new JpegDepacketizer(), packets.getFirst(), lost, packets.getFirst(), packets.getLast());
        assertThat(units).hasSize(1);
        assertThat(Rtp.units(new JpegDepacketizer(), packets.getLast())).isEmpty();
    }

    @Test
    void usualTables_areThoseOfTheStandard_atQuality50() {
        // ITU-T T.81, table K.1, in zigzag order.
        List<Rtp.Unit> units =
                Rtp.units(new JpegDepacketizer(), packet(1, 9, true, join(header(0, 50), bytes(1, 2, 3))));
        byte[] picture = units.getFirst().data();
        assertThat(Arrays.copyOfRange(picture, 7, 15)).isEqualTo(bytes(16, 11, 12, 14, 12, 10, 16, 14));
    }
}
