package org.lectern.recorder.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;

/**
 * One message of FLV or RTMP (Adobe's FLV 10.1, annex E; Enhanced RTMP v2 for H.265).
 *
 * @param type 8 sound, 9 picture, 18 data
 */
public record FlvTag(int type, long milliseconds, byte[] data) {
    private static final int VIDEO = 9;

    /** The messages of a file. */
    public static List<FlvTag> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        in.position(13);
        List<FlvTag> tags = new ArrayList<>();
        while (in.remaining() > 15) {
            int type = in.get();
            byte[] data = new byte[number24(in)];
            long milliseconds = number24(in) | (in.get() & 0xffL) << 24;
            number24(in);
            in.get(data);
            in.getInt();
            tags.add(new FlvTag(type, milliseconds, data));
        }
        return tags;
    }

    private static int number24(ByteBuffer in) {
        return (in.get() & 0xff) << 16 | (in.get() & 0xff) << 8 | in.get() & 0xff;
    }

    /** The pictures of a fragmented MP4 file in H.265, without pictures out of order. */
    public static List<FlvTag> h265(Path file) throws IOException {
        Fmp4File media = Fmp4Reader.read(Files.readAllBytes(file));
        List<FlvTag> tags = new ArrayList<>();
        tags.add(new FlvTag(VIDEO, 0, enhanced(0x90, media.format().codecConfig())));
        for (Sample sample : media.samples()) {
            tags.add(new FlvTag(
                    VIDEO,
                    sample.dts() * 1000 / media.format().timescale(),
                    enhanced(sample.sync() ? 0x93 : 0xa3, sample.data())));
        }
        return tags;
    }

    private static byte[] enhanced(int header, byte[] data) {
        var out = new ByteArrayOutputStream();
        out.write(header);
        out.writeBytes("hvc1".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return out.toByteArray();
    }

    /** What both hold, the second after the first. */
    public static List<FlvTag> joined(List<FlvTag> first, List<FlvTag> second) {
        long end = first.stream().mapToLong(FlvTag::milliseconds).max().orElse(0) + 40;
        List<FlvTag> all = new ArrayList<>(first);
        second.forEach(tag -> all.add(new FlvTag(tag.type, tag.milliseconds + end, tag.data)));
        return all;
    }

    /** Without data messages, and without the end marks of coders. */
    public static List<FlvTag> media(List<FlvTag> tags) {
        return tags.stream()
                .filter(tag -> tag.type != 18 && !(tag.type == VIDEO && tag.data[0] == 0x17 && tag.data[1] == 2))
                .toList();
    }

    /** As a file. */
    public static Path write(Path file, List<FlvTag> tags) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'F', 'L', 'V', 1, 5, 0, 0, 0, 9, 0, 0, 0, 0});
        for (FlvTag tag : tags) {
            ByteBuffer header = ByteBuffer.allocate(11);
            header.putInt(tag.type << 24 | tag.data.length);
            header.putInt((int) tag.milliseconds << 8 | (int) (tag.milliseconds >> 24));
            out.writeBytes(header.array());
            out.writeBytes(tag.data);
            out.writeBytes(ByteBuffer.allocate(4).putInt(11 + tag.data.length).array());
        }
        return Files.write(file, out.toByteArray());
    }
}
