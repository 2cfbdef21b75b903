package org.lectern.media.hls.check;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lectern.media.mp4.Av1Config;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.CodecConfig;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;

/** The rules over all renditions of one view. */
final class ViewRules {
    private static final double FLOOR = 192_000;
    /** Within it the sound of a segment is in the same one or in the next, however it is cut. */
    private static final long MOST_OFF_MARK_US = 1_500_000;

    private final MultivariantFile file;
    private final URI uri;
    private final Map<URI, ProbedRendition> renditions;
    private final Findings findings;

    ViewRules(MultivariantFile file, URI uri, Map<URI, ProbedRendition> renditions, Findings findings) {
        this.file = file;
        this.uri = uri;
        this.renditions = renditions;
        this.findings = findings;
    }

    void check() {
        boolean floor = false;
        Map<String, Boolean> families = new TreeMap<>();
        for (MultivariantFile.Variant variant : file.variants()) {
            ProbedRendition own = renditions.get(uri.resolve(variant.uri()));
            if (own == null) {
                continue;
            }
            Rates rates = own.rates().plus(audio(variant));
            floor |= rates.peak() <= FLOOR;
            rates(variant, rates, own.file().ended());
            if (own.isVideo()) {
                families.merge(own.format().codec().name(), rates.peak() <= FLOOR, Boolean::logicalOr);
                codecs(variant, own);
            }
        }
        if (!floor) {
            findings.must(12, file.where(), "no variant's peak with sound is at most 192 kbit/s");
        }
        families(families);
        together();
        stereo();
    }

    /** A player stays with one codec: each has to carry every line, and one of them every player. */
    private void families(Map<String, Boolean> families) {
        if (!families.isEmpty() && !families.containsKey(Codec.H264.name())) {
            findings.should(1, file.where(), "has no variants of H.264");
        }
        families.forEach((codec, low) -> {
            if (!low && families.size() > 1) {
                findings.should(5, file.where(), "has no variant of %s for the weakest line".formatted(codec));
            }
        });
    }

    /** What is stated is what one of its formats is; none of them is of another codec. */
    private void codecs(MultivariantFile.Variant variant, ProbedRendition rendition) {
        List<String> stated = List.of(variant.attributes().text("CODECS").split(","));
        List<String> real =
                rendition.formats().stream().map(ViewRules::codecs).distinct().toList();
        boolean sameKind =
                real.stream().allMatch(codec -> stated.stream().anyMatch(one -> one.startsWith(codec.substring(0, 5))));
        if (!sameKind || real.stream().noneMatch(stated::contains)) {
            findings.must(26, file.where(), "%s says %s and is %s".formatted(variant.uri(), stated, real));
        }
    }

    private static String codecs(TrackFormat format) {
        CodecConfig config = format.codec() == Codec.AV1
                ? Av1Config.parse(format.codecConfig())
                : AvcConfig.parse(format.codecConfig());
        return config.codecs();
    }

    /** Where there is sound, there is sound in two channels, and each rendition has what its tag says. */
    private void stereo() {
        List<ProbedRendition> sounds = new ArrayList<>();
        file.variants().forEach(variant -> add(sounds, variant.uri()));
        for (Attributes tag : file.media()) {
            add(sounds, tag.text("URI"));
            ProbedRendition rendition = renditions.get(uri.resolve(tag.text("URI")));
            if (rendition != null
                    && !rendition.isVideo()
                    && tag.has("CHANNELS")
                    && !tag.text("CHANNELS")
                            .equals(Integer.toString(rendition.format().channels()))) {
                findings.must(
                        6,
                        rendition.file().where(),
                        "has %d channels where its tag says %s"
                                .formatted(rendition.format().channels(), tag.text("CHANNELS")));
            }
        }
        sounds.removeIf(ProbedRendition::isVideo);
        if (!sounds.isEmpty()
                && sounds.stream().noneMatch(sound -> sound.format().channels() == 2)) {
            findings.must(6, file.where(), "offers no sound in two channels");
        }
    }

    private Rates audio(MultivariantFile.Variant variant) {
        Rates most = Rates.NONE;
        if (!variant.isVideo()) {
            return most;
        }
        for (String audio : file.audioUris(variant.attributes().text("AUDIO"))) {
            ProbedRendition rendition = renditions.get(uri.resolve(audio));
            most = rendition == null ? most : most.max(rendition.rates());
        }
        return most;
    }

    private void rates(MultivariantFile.Variant variant, Rates rates, boolean ended) {
        double statedAverage = variant.attributes().number("AVERAGE-BANDWIDTH");
        double statedPeak = variant.bandwidth();
        if (!ended) {
            if (rates.average() > 1.10 * statedAverage) {
                findings.must(9, file.where(), above(variant, "average", rates.average(), statedAverage));
            }
            if (rates.peak() > 1.25 * statedPeak) {
                findings.must(9, file.where(), above(variant, "peak", rates.peak(), statedPeak));
            }
            return;
        }
        if (Math.abs(rates.average() / statedAverage - 1) > 0.10) {
            findings.must(7, file.where(), above(variant, "average", rates.average(), statedAverage));
        }
        if (Math.abs(rates.peak() / statedPeak - 1) > 0.10) {
            findings.must(8, file.where(), above(variant, "peak", rates.peak(), statedPeak));
        }
        if (statedPeak < rates.peak() * 0.999) {
            findings.must(30, file.where(), above(variant, "peak with sound", rates.peak(), statedPeak));
        }
        if (rates.peak() > 2.0 * rates.average()) {
            findings.should(10, file.where(), above(variant, "peak", rates.peak(), rates.average()));
        }
    }

    private static String above(MultivariantFile.Variant variant, String what, double real, double stated) {
        return "%s: the %s rate is %.0f bit/s against %.0f".formatted(variant.uri(), what, real, stated);
    }

    private void together() {
        List<ProbedRendition> video = new ArrayList<>();
        List<ProbedRendition> all = new ArrayList<>();
        for (MultivariantFile.Variant variant : file.variants()) {
            add(all, variant.uri());
            if (variant.isVideo()) {
                add(video, variant.uri());
            }
        }
        file.media().forEach(tag -> add(all, tag.text("URI")));
        if (all.isEmpty()) {
            return;
        }
        ProbedRendition first = all.getFirst();
        for (ProbedRendition other : all) {
            if (other.file().targetDurationSeconds() != first.file().targetDurationSeconds()) {
                findings.must(17, other.file().where(), "has another target duration than the first variant");
            }
            long frameUs = Math.max(first.frameUs(), other.frameUs());
            boolean ended = first.file().ended() && other.file().ended();
            if (first.file().ended() != other.file().ended()) {
                findings.must(19, other.file().where(), "has ended, or has not, unlike the first variant");
            }
            if (ended && Math.abs(other.endUs() - first.endUs()) > frameUs) {
                findings.must(
                        17,
                        other.file().where(),
                        "ends at %d us, the first variant at %d us".formatted(other.endUs(), first.endUs()));
            }
            // A camera's own key pictures may stand elsewhere than the marks that all sound is cut at.
            boolean bothVideo = video.contains(first) && video.contains(other);
            aligned(first, other, bothVideo ? 1 : Math.max(frameUs, MOST_OFF_MARK_US));
            discontinuous(first, other);
        }
    }

    /** As far as both go: what one has, all have at the same place. */
    private void discontinuous(ProbedRendition first, ProbedRendition other) {
        int common = Math.min(first.segments().size(), other.segments().size());
        for (int i = 0; i < common; i++) {
            boolean one = first.file().segments().get(i).discontinuity();
            if (one != other.file().segments().get(i).discontinuity()) {
                findings.must(
                        21,
                        "%s segment %d".formatted(other.file().where(), i),
                        "has %s discontinuity, unlike the first variant".formatted(one ? "no" : "a"));
            }
        }
    }

    private void add(List<ProbedRendition> list, String relative) {
        ProbedRendition rendition = renditions.get(uri.resolve(relative));
        if (rendition != null && !list.contains(rendition)) {
            list.add(rendition);
        }
    }

    private void aligned(ProbedRendition first, ProbedRendition other, long toleranceUs) {
        int common = Math.min(first.segments().size(), other.segments().size());
        for (int i = 0; i < common; i++) {
            long startUs = first.micros(first.segments().get(i).startTicks());
            long otherUs = other.micros(other.segments().get(i).startTicks());
            if (Math.abs(startUs - otherUs) > toleranceUs) {
                findings.should(
                        24,
                        "%s segment %d".formatted(other.file().where(), i),
                        "begins at %d us, in the first variant at %d us".formatted(otherUs, startUs));
                return;
            }
        }
    }
}
