package org.lectern.media.hls.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that a multivariant playlist shows by itself. */
final class MultivariantRules {
    private static final double FIRST_LOWEST = 500_000;
    private static final double FIRST_HIGHEST = 4_000_000;

    private final MultivariantFile file;
    private final Findings findings;

    private MultivariantRules(MultivariantFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    static void check(MultivariantFile file, Findings findings) {
        var rules = new MultivariantRules(file, findings);
        rules.variants();
        rules.groups();
        rules.iframes();
        if (!file.independentSegments()) {
            findings.must(33, file.where(), "EXT-X-INDEPENDENT-SEGMENTS is missing");
        }
    }

    private void must(int rule, String what) {
        findings.must(rule, file.where(), what);
    }

    private void variants() {
        Set<String> seen = new HashSet<>();
        for (MultivariantFile.Variant variant : file.variants()) {
            Attributes attributes = variant.attributes();
            codecs(variant.uri(), attributes);
            if (!attributes.has("AVERAGE-BANDWIDTH")) {
                must(29, variant.uri() + " has no AVERAGE-BANDWIDTH");
            } else if (attributes.number("AVERAGE-BANDWIDTH") > variant.bandwidth()) {
                must(29, variant.uri() + " has an AVERAGE-BANDWIDTH above its BANDWIDTH");
            }
            if (variant.isVideo()) {
                video(variant);
            } else if (file.hasVideo()) {
                must(35, variant.uri() + " is an audio-only variant among video variants");
            }
            if (!seen.add(variant.uri() + " " + attributes.text("AUDIO"))) {
                must(0, variant.uri() + " is listed twice");
            }
        }
        long scores = file.variants().stream()
                .filter(v -> v.attributes().has("SCORE"))
                .count();
        if (scores != 0 && scores != file.variants().size()) {
            must(
                    34,
                    "SCORE is on %d of %d variants"
                            .formatted(scores, file.variants().size()));
        }
        if (file.hasVideo() && file.variants().size() < 2) {
            severalRates(file.variants().getFirst());
        }
        firstVariant();
    }

    /** Of a picture as small as the floor there is nothing smaller to offer. */
    private void severalRates(MultivariantFile.Variant only) {
        String[] size = only.attributes().text("RESOLUTION").split("x");
        if (size.length == 2 && Integer.parseInt(size[1]) <= 360) {
            findings.should(32, file.where(), "there is only one bit rate, of a small picture");
        } else {
            must(32, "there is only one bit rate");
        }
    }

    private void codecs(String uri, Attributes attributes) {
        String codecs = attributes.text("CODECS");
        if (codecs.isEmpty()) {
            must(26, uri + " has no CODECS");
            return;
        }
        boolean audioCodec = false;
        for (String codec : codecs.split(",")) {
            if (!Codecs.isVideo(codec)) {
                audioCodec = true;
                if (!codec.equals(Codecs.AAC_LC)) {
                    must(6, "%s has audio %s, not AAC-LC".formatted(uri, codec));
                }
            } else if (codec.startsWith("avc3") || codec.startsWith("hev1")) {
                findings.should(2, file.where(), "%s has sample entries of type %s".formatted(uri, codec));
            } else if (codec.startsWith("av01")) {
                av1(uri, codec);
            } else {
                h264(uri, codec);
            }
        }
        if (attributes.has("AUDIO") && !audioCodec) {
            must(26, uri + " has an audio group, but no audio codec in CODECS");
        }
        if (!attributes.has("AUDIO")
                && audioCodec
                && Stream.of(codecs.split(",")).anyMatch(Codecs::isVideo)) {
            must(26, uri + " has an audio codec in CODECS, but no audio group");
        }
    }

    private void av1(String uri, String codec) {
        var matcher = Codecs.AV1.matcher(codec);
        if (!matcher.matches()) {
            must(26, "%s has the malformed codec %s".formatted(uri, codec));
        } else if (!matcher.group(1).equals("0") || !matcher.group(4).equals("08")) {
            findings.should(2, file.where(), "%s is not AV1 Main of 8 bits: %s".formatted(uri, codec));
        }
    }

    private void h264(String uri, String codec) {
        var matcher = Codecs.H264.matcher(codec);
        if (!matcher.matches()) {
            if (codec.startsWith("avc1")) {
                must(26, "%s has the malformed codec %s".formatted(uri, codec));
            }
            return;
        }
        if (Integer.parseInt(matcher.group(1), 16) != 100) {
            findings.should(2, file.where(), "%s is not H.264 High: %s".formatted(uri, codec));
        }
        if (Integer.parseInt(matcher.group(3), 16) > 52) {
            must(2, "%s has an H.264 level above 5.2: %s".formatted(uri, codec));
        }
    }

    private void video(MultivariantFile.Variant variant) {
        if (!variant.attributes().has("RESOLUTION")) {
            must(27, variant.uri() + " has no RESOLUTION");
        }
        if (!variant.attributes().has("FRAME-RATE")) {
            must(28, variant.uri() + " has no FRAME-RATE");
        } else if (Double.parseDouble(variant.attributes().text("FRAME-RATE")) > 60.001) {
            must(4, variant.uri() + " has more than 60 frames per second");
        }
        aspect(variant);
        String group = variant.attributes().text("AUDIO");
        if (!group.isEmpty() && file.audioUris(group).isEmpty()) {
            must(20, "%s names the audio group %s, which does not exist".formatted(variant.uri(), group));
        }
    }

    private void aspect(MultivariantFile.Variant variant) {
        double first = ratio(file.variants().getFirst().attributes().text("RESOLUTION"));
        double own = ratio(variant.attributes().text("RESOLUTION"));
        // Even widths are up to a pixel off.
        if (first > 0 && own > 0 && Math.abs(first / own - 1) > 0.02) {
            findings.should(4, file.where(), variant.uri() + " has another aspect ratio than the first variant");
        }
    }

    private static double ratio(String resolution) {
        String[] parts = resolution.split("x");
        return parts.length == 2 ? Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]) : 0;
    }

    private void firstVariant() {
        if (!file.hasVideo()) {
            return;
        }
        boolean choice = file.variants().stream().anyMatch(MultivariantRules::suitsFirst);
        MultivariantFile.Variant first = file.variants().getFirst();
        if (choice && !suitsFirst(first)) {
            findings.should(
                    11,
                    file.where(),
                    "the first variant takes %d bit/s, not about 2 Mbit/s".formatted(first.bandwidth()));
        }
    }

    private static boolean suitsFirst(MultivariantFile.Variant variant) {
        return variant.bandwidth() >= FIRST_LOWEST && variant.bandwidth() <= FIRST_HIGHEST;
    }

    private void groups() {
        Set<String> names = new HashSet<>();
        Set<String> defaults = new HashSet<>();
        for (Attributes tag : file.media()) {
            String group = tag.text("GROUP-ID");
            String name = "%s/%s".formatted(group, tag.text("NAME"));
            if (!names.add(name)) {
                must(0, "group %s has two renditions named %s".formatted(group, tag.text("NAME")));
            }
            if (tag.text("DEFAULT").equals("YES")) {
                if (!defaults.add(group)) {
                    must(0, "group %s has two defaults".formatted(group));
                }
                if (!tag.text("AUTOSELECT").equals("YES")) {
                    must(0, name + " is the default, but AUTOSELECT is not YES");
                }
            }
            if (tag.text("LANGUAGE").isEmpty()) {
                must(20, name + " has no LANGUAGE");
            }
            if (tag.text("TYPE").equals("AUDIO") && !tag.has("CHANNELS")) {
                must(20, name + " has no CHANNELS");
            }
            if (file.variants().stream()
                    .noneMatch(v -> v.attributes().text("AUDIO").equals(group))) {
                must(20, "no variant uses the group " + group);
            }
        }
        sameMembers();
    }

    /** A player that changes the group keeps the rendition: all groups offer the same ones. */
    private void sameMembers() {
        List<String> groups = file.media().stream()
                .map(tag -> tag.text("GROUP-ID"))
                .distinct()
                .toList();
        Set<Set<String>> members = new HashSet<>();
        for (String group : groups) {
            Set<String> names = new HashSet<>();
            file.media().stream()
                    .filter(tag -> tag.text("GROUP-ID").equals(group))
                    .forEach(tag -> names.add(tag.text("NAME")));
            members.add(names);
        }
        if (members.size() > 1) {
            must(20, "the audio groups do not offer the same renditions");
        }
    }

    private void iframes() {
        for (Attributes tag : file.iframes()) {
            if (!tag.has("CODECS")) {
                must(26, tag.text("URI") + " has no CODECS");
            }
            if (!tag.has("RESOLUTION")) {
                must(27, tag.text("URI") + " has no RESOLUTION");
            }
        }
    }
}
