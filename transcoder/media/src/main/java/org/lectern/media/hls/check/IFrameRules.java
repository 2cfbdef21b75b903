package org.lectern.media.hls.check;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.Obus;
import org.lectern.model.Codec;

/** The rules between an I-frame playlist and the rendition whose pictures it lists. */
final class IFrameRules {
    private static final int MOOF = 0x6d6f6f66;
    private static final int MDAT = 0x6d646174;
    private static final int IDR = 5;
    private static final int SLICE = 1;

    private final MediaFile file;
    private final Findings findings;

    private IFrameRules(MediaFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    static void check(Attributes tag, MediaFile file, @Nullable ProbedRendition rendition, Findings findings) {
        if (!file.iframesOnly()) {
            findings.must(36, file.where(), "EXT-X-I-FRAMES-ONLY is missing");
        }
        var rules = new IFrameRules(file, findings);
        rules.rates(tag);
        if (rendition != null) {
            rules.pictures(rendition);
        }
    }

    private void rates(Attributes tag) {
        Rates rates = Rates.of(
                file.segments().stream()
                        .filter(segment -> segment.range() != null)
                        .map(segment -> new Rates.Piece(
                                segment.durationUs(),
                                segment.range() == null ? 0 : segment.range().length()))
                        .toList(),
                file.targetDurationSeconds());
        double stated = tag.number("BANDWIDTH");
        if (Math.abs(rates.peak() / stated - 1) > 0.10) {
            findings.should(39, file.where(), "takes %.0f bit/s, not %.0f".formatted(rates.peak(), stated));
        }
        double every = file.totalUs() / 1e6 / file.segments().size();
        if (every > 1.5) {
            findings.should(37, file.where(), "has a picture each %.1f s, not each second".formatted(every));
        }
    }

    private void pictures(ProbedRendition rendition) {
        Map<String, ProbedRendition.Segment> byUri = new HashMap<>();
        rendition.segments().forEach(segment -> byUri.put(segment.uri(), segment));
        long atUs = 0;
        long idrs = rendition.segments().stream()
                .mapToLong(segment -> segment.idrTicks().size())
                .sum();
        if (idrs != file.segments().size()) {
            findings.must(
                    36,
                    file.where(),
                    "lists %d pictures of %d".formatted(file.segments().size(), idrs));
        }
        for (int i = 0; i < file.segments().size(); i++) {
            MediaFile.Segment picture = file.segments().get(i);
            String where = "%s picture %d".formatted(file.where(), i);
            ProbedRendition.Segment segment = byUri.get(picture.uri());
            MediaFile.Range range = picture.range();
            if (segment == null || range == null || range.offset() + range.length() > segment.bytes().length) {
                findings.must(38, where, "lies in no segment of the rendition");
                return;
            }
            String wrong = wrongRange(rendition.format().codec(), segment.bytes(), range);
            if (wrong != null) {
                findings.must(38, where, wrong);
            }
            boolean first = i == 0 || !file.segments().get(i - 1).uri().equals(picture.uri());
            boolean expected =
                    first && rendition.file().segments().get(segment.index()).discontinuity();
            if (picture.discontinuity() != expected) {
                findings.must(21, where, "has %s discontinuity, unlike its rendition".formatted(expected ? "no" : "a"));
            }
            long time = atUs;
            if (segment.idrTicks().stream().noneMatch(idr -> Math.abs(rendition.micros(idr) - time) <= 2)) {
                findings.must(38, where, "no IDR picture stands at %d us".formatted(atUs));
            }
            atUs += picture.durationUs();
        }
        if (Math.abs(atUs - rendition.file().totalUs()) > 2) {
            findings.must(
                    17,
                    file.where(),
                    "lasts %d us, its rendition %d"
                            .formatted(atUs, rendition.file().totalUs()));
        }
    }

    /** What is wrong with a range that should hold a {@code moof} and one IDR picture, or null. */
    private static @Nullable String wrongRange(Codec codec, byte[] segment, MediaFile.Range range) {
        try (var in = new DataInputStream(new ByteArrayInputStream(segment, range.offset(), range.length()))) {
            int moofBytes = in.readInt();
            if (in.readInt() != MOOF) {
                return "the range does not begin with a moof";
            }
            in.skipNBytes(moofBytes - 8L);
            in.readInt();
            if (in.readInt() != MDAT) {
                return "no mdat follows the moof";
            }
            if (codec == Codec.AV1) {
                return Obus.isSync(in.readAllBytes()) ? null : "the range holds no whole key frame";
            }
            while (in.available() > 4) {
                int length = in.readInt();
                int type = in.readByte() & 0x1f;
                if (length > in.available() + 1) {
                    return "the range ends within the picture";
                }
                if (type == IDR) {
                    return null;
                }
                if (type == SLICE) {
                    return "the picture is not an IDR";
                }
                in.skipNBytes(length - 1L);
            }
            return "the range holds no picture";
        } catch (IOException e) {
            return "the range ends before its picture begins";
        }
    }
}
