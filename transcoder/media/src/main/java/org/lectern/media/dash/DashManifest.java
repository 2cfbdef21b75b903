package org.lectern.media.dash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lectern.media.dash.Xml.Attribute;
import org.lectern.media.hls.Bandwidth;
import org.lectern.media.hls.PublishedTrack;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/**
 * The manifest of one view of a closed publication (ISO/IEC 23009-1, profile isoff-main): the segments of
 * the HLS playlists, listed by name, with their times. Pure, and the same for the same publication.
 *
 * <p>Segments are named by their content, which no template can count; so each is listed. A list has one
 * initialisation segment: where a rendition goes on with another one, because another encoder or a worker
 * of another build made what follows, a new period begins.
 */
public final class DashManifest {
    private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";
    private static final String PROFILES = "urn:mpeg:dash:profile:isoff-main:2011,urn:mpeg:dash:profile:cmaf:2019";
    private static final String CHANNELS = "urn:mpeg:mpegB:cicp:ChannelConfiguration";
    private static final String ROLE = "urn:mpeg:dash:role:2011";

    private final Grid grid;
    private final Xml xml = new Xml();

    private DashManifest(Grid grid) {
        this.grid = grid;
    }

    /**
     * A view.
     *
     * @param tracks a video track and all sound, or all sound alone; the default sound before others
     */
    public static String write(List<PublishedTrack> tracks, Grid grid) {
        var manifest = new DashManifest(grid);
        manifest.write(tracks);
        return manifest.xml.toString();
    }

    private void write(List<PublishedTrack> tracks) {
        long endUs = tracks.stream()
                .flatMap(track -> track.plan().renditions().stream().map(track::timeline))
                .mapToLong(RenditionTimeline::endUs)
                .max()
                .orElse(0);
        List<Attribute> attributes = List.of(
                Attribute.of("xmlns", NAMESPACE),
                Attribute.of("type", "static"),
                Attribute.of("profiles", PROFILES),
                Attribute.of("minBufferTime", duration(grid.segmentUs())),
                Attribute.of("mediaPresentationDuration", duration(endUs)));
        xml.element("MPD", attributes, () -> {
            List<Integer> starts = periodStarts(tracks);
            for (int i = 0; i < starts.size(); i++) {
                int from = starts.get(i);
                int to = i + 1 < starts.size() ? starts.get(i + 1) : Integer.MAX_VALUE;
                List<Attribute> place =
                        List.of(Attribute.of("id", i), Attribute.of("start", duration(from * grid.segmentUs())));
                xml.element("Period", place, () -> period(tracks, new Range(from, to)));
            }
        });
    }

    /** Segments by their index in the publication: from the first, up to and without the second. */
    private record Range(int from, int to) {
        List<RenditionTimeline.Entry> of(RenditionTimeline timeline) {
            int end = Math.min(to, timeline.entries().size());
            return from < end ? timeline.entries().subList(from, end) : List.of();
        }
    }

    /** The indexes of segments with which a rendition goes on with another initialisation segment; 0 first. */
    private static List<Integer> periodStarts(List<PublishedTrack> tracks) {
        var starts = new TreeSet<>(Set.of(0));
        for (PublishedTrack track : tracks) {
            for (String rendition : track.plan().renditions()) {
                List<RenditionTimeline.Entry> entries =
                        track.timeline(rendition).entries();
                for (int i = 1; i < entries.size(); i++) {
                    if (!entries.get(i).initUri().equals(entries.get(i - 1).initUri())) {
                        starts.add(i);
                    }
                }
            }
        }
        return List.copyOf(starts);
    }

    private void period(List<PublishedTrack> tracks, Range range) {
        boolean main = true;
        for (PublishedTrack track : tracks) {
            if (range.of(track.timeline(track.plan().renditions().getFirst())).isEmpty()) {
                // One that ends before the others: a set without representations is not allowed.
                continue;
            }
            switch (track.plan()) {
                case TrackPlan.Video plan -> video(track, plan, range);
                case TrackPlan.Audio plan -> {
                    audio(track, plan, main, range);
                    main = false;
                }
            }
        }
    }

    /** Players switch only within a set: each codec has one of its own. */
    private void video(PublishedTrack track, TrackPlan.Video plan, Range range) {
        Map<Codec, List<VideoRung>> byCodec = new LinkedHashMap<>();
        for (VideoRung rung : plan.rungs()) {
            byCodec.computeIfAbsent(rung.codec(), codec -> new ArrayList<>()).add(rung);
        }
        byCodec.values().forEach(rungs -> video(track, plan, rungs, range));
    }

    private void video(PublishedTrack track, TrackPlan.Video plan, List<VideoRung> rungs, Range range) {
        List<Attribute> attributes = List.of(
                Attribute.of("contentType", "video"),
                Attribute.of("mimeType", "video/mp4"),
                Attribute.of("segmentAlignment", "true"),
                Attribute.of("startWithSAP", 1),
                Attribute.of("frameRate", frameRate(plan.frameRate())));
        xml.element("AdaptationSet", attributes, () -> {
            xml.text("BaseURL", track.name() + "/");
            for (VideoRung rung : rungs) {
                representation(
                        track,
                        rung.name(),
                        range,
                        List.of(
                                Attribute.of("width", rung.width()),
                                Attribute.of("height", rung.height()),
                                Attribute.of("sar", "1:1")));
            }
        });
    }

    /** Players switch only within a set: those of another number of channels are a set of their own. */
    private void audio(PublishedTrack track, TrackPlan.Audio plan, boolean main, Range range) {
        Map<Integer, List<AudioRung>> byChannels = new LinkedHashMap<>();
        for (AudioRung rung : plan.rungs()) {
            byChannels
                    .computeIfAbsent(plan.channels(rung), channels -> new ArrayList<>())
                    .add(rung);
        }
        byChannels.forEach((channels, rungs) -> {
            boolean first = main && rungs.getFirst() == plan.rungs().getFirst();
            String language = track.language();
            List<Attribute> attributes = List.of(
                    Attribute.of("contentType", "audio"),
                    Attribute.of("mimeType", "audio/mp4"),
                    Attribute.of("segmentAlignment", "true"),
                    Attribute.of("startWithSAP", 1),
                    Attribute.of("lang", language == null ? "und" : language),
                    Attribute.of("audioSamplingRate", plan.sampleRate()));
            xml.element("AdaptationSet", attributes, () -> {
                xml.element("AudioChannelConfiguration", scheme(CHANNELS, channels));
                xml.text("Label", first || channels == plan.channels() ? track.title() : track.title() + " (speech)");
                xml.element("Role", scheme(ROLE, first ? "main" : "alternate"));
                xml.text("BaseURL", track.name() + "/");
                rungs.forEach(rung -> representation(track, rung.name(), range, List.of()));
            });
        });
    }

    private void representation(PublishedTrack track, String name, Range range, List<Attribute> more) {
        RenditionTimeline timeline = track.timeline(name);
        List<RenditionTimeline.Entry> entries = range.of(timeline);
        if (entries.isEmpty()) {
            return;
        }
        List<Attribute> attributes = new ArrayList<>(List.of(
                Attribute.of("id", track.name() + "-" + name),
                Attribute.of("codecs", timeline.codecs()),
                Attribute.of("bandwidth", Bandwidth.measured(timeline, grid).peak())));
        attributes.addAll(more);
        List<Attribute> place = List.of(
                Attribute.of("timescale", timeline.timescale()),
                Attribute.of("presentationTimeOffset", timeline.ticks(range.from() * grid.segmentUs())));
        xml.element(
                "Representation",
                attributes,
                () -> xml.element("SegmentList", place, () -> {
                    xml.element(
                            "Initialization",
                            List.of(Attribute.of("sourceURL", entries.getFirst().initUri())));
                    xml.element("SegmentTimeline", List.of(), () -> times(entries));
                    for (RenditionTimeline.Entry entry : entries) {
                        xml.element(
                                "SegmentURL",
                                List.of(Attribute.of("media", entry.segment().uri())));
                    }
                }));
    }

    /** One entry for each, without repeats: dash.js counts a run as one segment when it looks for its address. */
    private void times(List<RenditionTimeline.Entry> entries) {
        for (RenditionTimeline.Entry entry : entries) {
            xml.element(
                    "S",
                    List.of(
                            Attribute.of("t", entry.segment().startTicks()),
                            Attribute.of("d", entry.segment().durationTicks())));
        }
    }

    private static String frameRate(FrameRate rate) {
        return rate.denominator() == 1
                ? Integer.toString(rate.numerator())
                : rate.numerator() + "/" + rate.denominator();
    }

    /** An {@code xs:duration}. */
    private static String duration(long us) {
        return "PT%d.%06dS".formatted(us / 1_000_000, us % 1_000_000);
    }

    private static List<Attribute> scheme(String uri, Object value) {
        return List.of(Attribute.of("schemeIdUri", uri), Attribute.of("value", value));
    }
}
