package org.lectern.media.hls.check;

import java.util.List;
import java.util.stream.Stream;

/** A parsed multivariant playlist. */
record MultivariantFile(
        String where,
        int version,
        boolean independentSegments,
        List<Attributes> media,
        List<Variant> variants,
        List<Attributes> iframes) {

    /** A variant stream. */
    record Variant(Attributes attributes, String uri) {
        boolean isVideo() {
            return attributes.has("RESOLUTION")
                    || Stream.of(attributes.text("CODECS").split(",")).anyMatch(Codecs::isVideo);
        }

        long bandwidth() {
            return attributes.number("BANDWIDTH");
        }
    }

    /** The URIs of the audio renditions of a group. */
    List<String> audioUris(String group) {
        return media.stream()
                .filter(tag ->
                        tag.text("TYPE").equals("AUDIO") && tag.text("GROUP-ID").equals(group))
                .map(tag -> tag.text("URI"))
                .filter(uri -> !uri.isEmpty())
                .toList();
    }

    boolean hasVideo() {
        return variants.stream().anyMatch(Variant::isVideo);
    }
}
