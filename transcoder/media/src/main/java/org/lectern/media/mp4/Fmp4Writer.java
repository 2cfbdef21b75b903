package org.lectern.media.mp4;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.MediaKind;

/**
 * Writes fragmented MP4 with one track: an initialisation segment, then fragments of one {@code moof}
 * and one {@code mdat} each (ISO/IEC 14496-12; CMAF, ISO/IEC 23000-19, brand {@code cmfc}). Each call gives whole bytes; nothing is kept between calls.
 * Thread-safe.
 */
public final class Fmp4Writer {
    static final int TRACK_ID = 1;
    /** sample_depends_on = 2 (others not needed): a sync sample. */
    static final int SYNC_FLAGS = 0x02000000;
    /** sample_depends_on = 1, sample_is_non_sync_sample. */
    static final int NON_SYNC_FLAGS = 0x01010000;

    private static final int[] IDENTITY_MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private Fmp4Writer() {}

    /**
     * A media segment.
     *
     * @param bytes {@code styp} and the fragments
     * @param fragments where each lies
     */
    public record MediaSegment(byte[] bytes, List<FragmentRange> fragments) {}

    /**
     * Where a fragment lies in its segment.
     *
     * @param offset first byte of its {@code moof}
     * @param length bytes of {@code moof} and {@code mdat}
     * @param firstSampleLength bytes from {@code offset} to the end of its first sample: what an
     *     I-frame playlist points at
     */
    public record FragmentRange(int offset, int length, int firstSampleLength) {}

    /** The initialisation segment: {@code ftyp} and {@code moov}. The same format gives the same bytes. */
    public static byte[] init(TrackFormat format) {
        BoxWriter out = new BoxWriter(1024);
        out.box("ftyp", () -> {
            out.ascii("iso6");
            out.u32(0);
            out.ascii("iso6cmfccmf2mp41");
        });
        out.box("moov", () -> {
            movieHeader(out, format);
            track(out, format);
            out.box(
                    "mvex",
                    () -> out.fullBox("trex", 0, 0, () -> {
                        out.u32(TRACK_ID);
                        out.u32(1);
                        out.u32(0);
                        out.u32(0);
                        out.u32(0);
                    }));
        });
        return out.toByteArray();
    }

    /**
     * One fragment: {@code moof} and {@code mdat}.
     *
     * @param sequenceNumber of the {@code mfhd}, from 1, growing within a file
     * @param samples at least one; each begins, in decode time, where the one before ends
     */
    public static byte[] fragment(int sequenceNumber, TrackFormat format, List<Sample> samples) {
        BoxWriter out = new BoxWriter(dataBytes(samples) + 128 + 16 * samples.size());
        fragment(out, sequenceNumber, format, samples);
        return out.toByteArray();
    }

    /**
     * What comes before the samples' data in a fragment: {@code moof} and the head of {@code mdat}. With the
     * data of the samples, in order, it is the same as {@link #fragment}, without a copy of them.
     */
    public static byte[] fragmentHead(int sequenceNumber, TrackFormat format, List<Sample> samples) {
        BoxWriter out = new BoxWriter(128 + 16 * samples.size());
        head(out, sequenceNumber, format, samples);
        return out.toByteArray();
    }

    /**
     * A CMAF media segment: {@code styp}, then a fragment for each list.
     *
     * @param firstSequenceNumber of the first fragment; the others follow it
     */
    public static MediaSegment segment(int firstSequenceNumber, TrackFormat format, List<List<Sample>> fragments) {
        int expected = 64;
        for (List<Sample> samples : fragments) {
            expected += dataBytes(samples) + 128 + 16 * samples.size();
        }
        BoxWriter out = new BoxWriter(expected);
        out.box("styp", () -> {
            out.ascii("msdh");
            out.u32(0);
            out.ascii("msdhmsixcmfc");
        });
        List<FragmentRange> ranges = new ArrayList<>(fragments.size());
        for (List<Sample> samples : fragments) {
            int start = out.size();
            int dataStart = fragment(out, firstSequenceNumber + ranges.size(), format, samples);
            ranges.add(new FragmentRange(
                    start, out.size() - start, dataStart + samples.getFirst().data().length - start));
        }
        return new MediaSegment(out.toByteArray(), List.copyOf(ranges));
    }

    private static int fragment(BoxWriter out, int sequenceNumber, TrackFormat format, List<Sample> samples) {
        head(out, sequenceNumber, format, samples);
        int dataStart = out.size();
        samples.forEach(sample -> out.bytes(sample.data()));
        return dataStart;
    }

    private static void head(BoxWriter out, int sequenceNumber, TrackFormat format, List<Sample> samples) {
        int start = out.size();
        int[] dataOffsetAt = new int[1];
        out.box("moof", () -> {
            out.fullBox("mfhd", 0, 0, () -> out.u32(sequenceNumber));
            out.box("traf", () -> dataOffsetAt[0] = TrackFragments.write(out, format, samples));
        });
        out.patchU32(dataOffsetAt[0], out.size() + 8L - start);
        out.u32(8L + dataBytes(samples));
        out.ascii("mdat");
    }

    private static int dataBytes(List<Sample> samples) {
        int bytes = 0;
        for (Sample sample : samples) {
            bytes = Math.addExact(bytes, sample.data().length);
        }
        return bytes;
    }

    private static void movieHeader(BoxWriter out, TrackFormat format) {
        out.fullBox("mvhd", 0, 0, () -> {
            out.u32(0);
            out.u32(0);
            out.u32(format.timescale());
            out.u32(0);
            out.u32(0x00010000);
            out.u16(0x0100);
            out.zeros(10);
            matrix(out);
            out.zeros(24);
            out.u32(TRACK_ID + 1);
        });
    }

    private static void track(BoxWriter out, TrackFormat format) {
        boolean video = format.kind() == MediaKind.VIDEO;
        out.box("trak", () -> {
            out.fullBox("tkhd", 0, 3, () -> {
                out.u32(0);
                out.u32(0);
                out.u32(TRACK_ID);
                out.u32(0);
                out.u32(0);
                out.zeros(8);
                out.u16(0);
                out.u16(0);
                out.u16(video ? 0 : 0x0100);
                out.u16(0);
                matrix(out);
                out.u32((long) format.width() << 16);
                out.u32((long) format.height() << 16);
            });
            out.box("mdia", () -> {
                out.fullBox("mdhd", 0, 0, () -> {
                    out.u32(0);
                    out.u32(0);
                    out.u32(format.timescale());
                    out.u32(0);
                    out.u16(packLanguage(format.language()));
                    out.u16(0);
                });
                out.fullBox("hdlr", 0, 0, () -> {
                    out.u32(0);
                    out.ascii(video ? "vide" : "soun");
                    out.zeros(12);
                    out.ascii(video ? "Video" : "Sound");
                    out.u8(0);
                });
                out.box("minf", () -> mediaInformation(out, format, video));
            });
        });
    }

    private static void mediaInformation(BoxWriter out, TrackFormat format, boolean video) {
        if (video) {
            out.fullBox("vmhd", 0, 1, () -> out.zeros(8));
        } else {
            out.fullBox("smhd", 0, 0, () -> out.zeros(4));
        }
        out.box(
                "dinf",
                () -> out.fullBox("dref", 0, 0, () -> {
                    out.u32(1);
                    out.fullBox("url ", 0, 1, () -> {});
                }));
        out.box("stbl", () -> {
            out.fullBox("stsd", 0, 0, () -> {
                out.u32(1);
                SampleEntries.write(out, format);
            });
            out.fullBox("stts", 0, 0, () -> out.u32(0));
            out.fullBox("stsc", 0, 0, () -> out.u32(0));
            out.fullBox("stsz", 0, 0, () -> out.u64(0));
            out.fullBox("stco", 0, 0, () -> out.u32(0));
        });
    }

    private static void matrix(BoxWriter out) {
        for (int value : IDENTITY_MATRIX) {
            out.u32(value);
        }
    }

    private static int packLanguage(String language) {
        String code = language.matches("[a-z]{3}") ? language : "und";
        return (code.charAt(0) - 0x60) << 10 | (code.charAt(1) - 0x60) << 5 | (code.charAt(2) - 0x60);
    }
}
