package org.lectern.media.hls.check;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.Obus;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/** Fetches and parses the segments of a media playlist. */
final class RenditionProbe {
    private final Loader loader;
    private final Findings findings;
    private final Map<URI, byte[]> inits = new HashMap<>();

    RenditionProbe(Loader loader, Findings findings) {
        this.loader = loader;
        this.findings = findings;
    }

    /** All segments, or null with findings where any cannot be read. */
    @Nullable
    ProbedRendition probe(URI playlist, MediaFile file) throws InterruptedException {
        List<ProbedRendition.Segment> segments = new ArrayList<>();
        List<TrackFormat> formats = new ArrayList<>();
        TrackFormat format = null;
        for (int i = 0; i < file.segments().size(); i++) {
            MediaFile.Segment listed = file.segments().get(i);
            String mapUri = listed.mapUri();
            byte[] init = mapUri == null ? null : init(playlist.resolve(mapUri));
            byte[] bytes = loader.media(playlist.resolve(listed.uri()), "video/iso.segment");
            if (init == null || bytes == null) {
                return null;
            }
            String where = "%s segment %d".formatted(file.where(), i);
            Fmp4File parsed = parse(where, init, bytes);
            if (parsed == null) {
                return null;
            }
            if (format != null && !format.equals(parsed.format()) && !listed.discontinuity()) {
                findings.must(21, where, "has another format than the segment before it, and no discontinuity");
            }
            if (format != null && format.timescale() != parsed.format().timescale()) {
                findings.must(21, where, "has another timescale than the segment before it");
                return null;
            }
            format = parsed.format();
            if (!formats.contains(format)) {
                formats.add(format);
            }
            segments.add(segment(i, listed.uri(), bytes, parsed));
        }
        return format == null ? null : new ProbedRendition(file, List.copyOf(formats), List.copyOf(segments));
    }

    private byte @Nullable [] init(URI uri) throws InterruptedException {
        byte[] known = inits.get(uri);
        if (known == null) {
            known = loader.media(uri, "video/mp4");
            if (known != null) {
                inits.put(uri, known);
            }
        }
        return known;
    }

    private @Nullable Fmp4File parse(String where, byte[] init, byte[] segment) {
        var whole = new ByteArrayOutputStream(init.length + segment.length);
        whole.writeBytes(init);
        whole.writeBytes(segment);
        try {
            Fmp4File parsed = Fmp4Reader.read(whole.toByteArray());
            if (parsed.validBytes() != whole.size() || parsed.samples().isEmpty()) {
                findings.must(
                        0,
                        where,
                        "is torn: %d of %d bytes are whole"
                                .formatted(parsed.validBytes() - init.length, segment.length));
                return null;
            }
            return parsed;
        } catch (LecternException e) {
            findings.must(0, where, "cannot be read: " + e.getMessage());
            return null;
        }
    }

    private static ProbedRendition.Segment segment(int index, String uri, byte[] bytes, Fmp4File parsed) {
        List<Sample> samples = parsed.samples();
        boolean video = parsed.format().kind() == MediaKind.VIDEO;
        List<Long> idrs = !video
                ? List.of()
                : samples.stream()
                        .filter(sample -> isIdr(parsed.format().codec(), sample))
                        .map(Sample::pts)
                        .toList();
        return new ProbedRendition.Segment(
                index,
                uri,
                bytes,
                samples.stream().mapToLong(Sample::pts).min().orElse(0),
                samples.getFirst().dts(),
                samples.stream().mapToLong(Sample::duration).sum(),
                samples.stream().mapToLong(Sample::duration).max().orElse(0),
                !video
                        || isIdr(parsed.format().codec(), samples.getFirst())
                                && samples.getFirst().pts() == idrs.getFirst(),
                idrs);
    }

    /** By the picture itself; the sync flag of the container is only a claim. */
    static boolean isIdr(Codec codec, Sample sample) {
        if (codec == Codec.AV1) {
            return Obus.isSync(sample.data());
        }
        try {
            return NalUnits.splitLengthPrefixed(sample.data(), 4).stream()
                            .mapToInt(NalUnits::h264Type)
                            .filter(type -> type == NalUnits.H264_SLICE || type == NalUnits.H264_IDR)
                            .findFirst()
                            .orElse(0)
                    == NalUnits.H264_IDR;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
