package org.lectern.media.dash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lectern.media.hls.PublishedTrack;
import org.lectern.media.hls.TestTracks;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class DashManifestTest {
    private static final long TOTAL_US = 31_000_000;

    private final PublishedTrack camera = TestTracks.camera("presenter", new FrameRate(30_000, 1001), TOTAL_US);
    private final PublishedTrack sound = TestTracks.audio("audio", "Lecturer <1> & guest", "de", TOTAL_US);

    private static Element parse(String manifest) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(manifest)))
                .getDocumentElement();
    }

    private static List<Element> all(Element from, String name) {
        var found = from.getElementsByTagNameNS("urn:mpeg:dash:schema:mpd:2011", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Element representation(Element manifest, String id) {
        return all(manifest, "Representation").stream()
                .filter(one -> one.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Start and duration of each segment. */
    private static List<long[]> times(Element representation) {
        return all(representation, "S").stream()
                .map(one -> new long[] {Long.parseLong(one.getAttribute("t")), Long.parseLong(one.getAttribute("d"))})
                .toList();
    }

    @Test
    void view_listsEachSegmentWithItsTime() throws Exception {
        Element manifest = parse(DashManifest.write(List.of(camera, sound), Grid.DEFAULT));

        assertThat(manifest.getAttribute("type")).isEqualTo("static");
        assertThat(manifest.getAttribute("mediaPresentationDuration")).matches("PT31\\.\\d{6}S");
        for (PublishedTrack track : List.of(camera, sound)) {
            for (String rendition : track.plan().renditions()) {
                Element listed = representation(manifest, track.name() + "-" + rendition);
                List<ChunkResult.Segment> segments = track.timeline(rendition).segments();
                assertThat(all(listed, "SegmentURL"))
                        .extracting(url -> url.getAttribute("media"))
                        .containsExactlyElementsOf(
                                segments.stream().map(ChunkResult.Segment::uri).toList());
                assertThat(times(listed))
                        .containsExactlyElementsOf(segments.stream()
                                .map(segment -> new long[] {segment.startTicks(), segment.durationTicks()})
                                .toList());
            }
        }
    }

    @Test
    void sets_sayWhatPlayersChooseBy() throws Exception {
        Element manifest = parse(DashManifest.write(List.of(camera, sound), Grid.DEFAULT));

        List<Element> sets = all(manifest, "AdaptationSet");
        assertThat(sets.getFirst().getAttribute("frameRate")).isEqualTo("30000/1001");
        assertThat(all(sets.getFirst(), "BaseURL").getFirst().getTextContent()).isEqualTo("presenter/");
        Element top = representation(manifest, "presenter-1080p");
        assertThat(top.getAttribute("width")).isEqualTo("1920");
        assertThat(top.getAttribute("codecs")).isEqualTo("avc1.64001f");
        assertThat(Long.parseLong(top.getAttribute("bandwidth"))).isGreaterThan(500_000);
        assertThat(all(manifest, "Label").getFirst().getTextContent()).isEqualTo("Lecturer <1> & guest");
        assertThat(sets.subList(1, sets.size()))
                .allSatisfy(set -> assertThat(set.getAttribute("lang")).isEqualTo("de"));
        assertThat(all(manifest, "Role"))
                .extracting(role -> role.getAttribute("value"))
                .startsWith("main")
                .filteredOn("main"::equals)
                .hasSize(1);
    }

    @Test
    void slidesInAv1_areASetOfTheirOwn() throws Exception {
        Element manifest = parse(DashManifest.write(List.of(TestTracks.slidesInAv1(TOTAL_US), sound), Grid.DEFAULT));

        List<List<String>> video = all(manifest, "AdaptationSet").stream()
                .filter(set -> set.getAttribute("contentType").equals("video"))
                .map(set -> all(set, "Representation").stream()
                        .map(one -> one.getAttribute("codecs"))
                        .distinct()
                        .toList())
                .toList();
        assertThat(video).containsExactly(List.of("avc1.64001f"), List.of("av01.0.08M.08"));
    }

    @Test
    void soundOfOtherChannels_isASetOfItsOwn() throws Exception {
        Element manifest = parse(DashManifest.write(List.of(sound), Grid.DEFAULT));

        assertThat(all(manifest, "AdaptationSet"))
                .allSatisfy(
                        set -> assertThat(all(set, "AudioChannelConfiguration")).hasSize(1));
        assertThat(all(manifest, "AudioChannelConfiguration"))
                .extracting(channels -> channels.getAttribute("value"))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherInit_beginsAPeriod() throws Exception {
        List<ChunkResult> chunks = new ArrayList<>(camera.chunks());
        ChunkResult last = chunks.getLast();
        int from = last.renditions().getFirst().segments().getFirst().index();
        chunks.set(
                chunks.size() - 1,
                new ChunkResult(last.renditions().stream()
                        .map(rendition -> rendition.name().equals("720p")
                                ? new ChunkResult.Rendition(
                                        rendition.name(),
                                        rendition.codecs(),
                                        rendition.timescale(),
                                        "720p/init-bb.mp4",
                                        rendition.initBytes(),
                                        rendition.segments())
                                : rendition)
                        .toList()));
        var mixed = new PublishedTrack("presenter", "presenter", null, camera.plan(), chunks);

        Element manifest = parse(DashManifest.write(List.of(mixed, sound), Grid.DEFAULT));

        List<Element> periods = all(manifest, "Period");
        assertThat(periods)
                .extracting(period -> period.getAttribute("start"))
                .containsExactly("PT0.000000S", "PT%d.000000S".formatted(6 * from));
        assertThat(inits(representation(periods.getFirst(), "presenter-720p"))).containsExactly("720p/init-aa.mp4");
        assertThat(inits(representation(periods.getLast(), "presenter-720p"))).containsExactly("720p/init-bb.mp4");
        Element sounds = representation(periods.getLast(), "audio-aac-96k");
        assertThat(times(sounds).getFirst()[0]).isCloseTo(from * 6 * 48_000L, within(1024L));
        assertThat(all(sounds, "SegmentList").getFirst().getAttribute("presentationTimeOffset"))
                .isEqualTo(Long.toString(from * 6 * 48_000L));
        for (String rendition : camera.plan().renditions()) {
            List<String> listed = periods.stream()
                    .flatMap(period -> all(representation(period, "presenter-" + rendition), "SegmentURL").stream())
                    .map(url -> url.getAttribute("media"))
                    .toList();
            assertThat(listed)
                    .containsExactlyElementsOf(mixed.timeline(rendition).segments().stream()
                            .map(ChunkResult.Segment::uri)
                            .toList());
        }
    }

    private static List<String> inits(Element representation) {
        return all(representation, "Initialization").stream()
                .map(init -> init.getAttribute("sourceURL"))
                .toList();
    }
}
