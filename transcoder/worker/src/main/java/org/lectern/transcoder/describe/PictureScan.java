package org.lectern.transcoder.describe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.media.describe.Luma;
import org.lectern.media.describe.Picture;
import org.lectern.media.describe.PictureScaling;
import org.lectern.media.describe.PosterChooser;
import org.lectern.media.describe.RenditionPictures;
import org.lectern.media.describe.SlateLook;
import org.lectern.media.describe.SlideDetector;
import org.lectern.media.describe.StoryboardMaker;
import org.lectern.media.describe.WebVtt;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.plan.ChunkResult;
import org.lectern.transcoder.Gate;

/**
 * Looks through the lowest rung of a video track once, mostly at the first picture of each segment: for
 * its storyboard, for a poster, and for slides. Where slides may have changed, and only there, each
 * picture of the segment is looked at. Not thread-safe; used once.
 */
final class PictureScan implements AutoCloseable {
    /** A storyboard has no more; those of long lectures have fewer a minute. */
    private static final int MOST_TILES = 600;
    /** Of a key picture: a segment whose other pictures are smaller shows no change that went again. */
    private static final double QUIET_SHARE = 0.35;

    private static final int QUIET_BYTES = 1500;

    private final PublishedRendition rendition;
    private final String track;
    private final long totalUs;
    private final DescribedObjects objects;
    private final Gate gate;
    private final RenditionPictures pictures = new RenditionPictures();
    private final PictureScaling scaling = new PictureScaling();
    private final PosterChooser poster;
    private final StoryboardMaker storyboard;
    private final List<Long> tilesUs = new ArrayList<>();
    private final List<String> fragments = new ArrayList<>();
    private int sheets;

    /**
     * What was seen.
     *
     * @param storyboard path of its WebVTT file, relative to the publication
     * @param slides empty if they were not looked for
     */
    record Seen(String storyboard, PosterChooser.@Nullable Choice poster, List<SlideDetector.Slide> slides) {}

    PictureScan(PublishedRendition rendition, String track, long totalUs, DescribedObjects objects, Gate gate) {
        this.rendition = rendition;
        this.track = track;
        this.totalUs = totalUs;
        this.objects = objects;
        this.gate = gate;
        this.poster = new PosterChooser(totalUs);
        this.storyboard = new StoryboardMaker(this::store);
    }

    private void store(StoryboardMaker.Sheet sheet) {
        String path = objects.storyboardSheet(track, sheets++, sheet.jpeg());
        for (int tile = 0; tile < sheet.tiles(); tile++) {
            fragments.add(path + "#" + sheet.fragment(tile));
        }
    }

    /** @param forSlides whether slides are looked for */
    Seen look(boolean forSlides) {
        int step = Math.ceilDiv(rendition.entries().size(), MOST_TILES);
        SlideDetector detector = new SlideDetector(SlateLook::matches);
        RenditionTimeline.Entry before = null;
        Luma lookBefore = null;
        for (int i = 0; i < rendition.entries().size(); i++) {
            RenditionTimeline.Entry entry = rendition.entries().get(i);
            boolean tile = i % step == 0;
            if (!tile && !forSlides) {
                continue;
            }
            gate.pass();
            Luma look = key(entry, tile);
            if (look == null) {
                continue;
            }
            if (forSlides && before != null && lookBefore != null) {
                detect(detector, before, lookBefore, SlideDetector.isUnlike(lookBefore, look));
            }
            before = entry;
            lookBefore = look;
        }
        if (forSlides && before != null && lookBefore != null) {
            detect(detector, before, lookBefore, true);
        }
        storyboard.finish();
        return new Seen(
                objects.storyboard(track, vtt()), poster.best(), forSlides ? detector.finish(totalUs) : List.of());
    }

    private @Nullable Luma key(RenditionTimeline.Entry entry, boolean tile) {
        Luma[] look = new Luma[1];
        long atUs = rendition.startUs(entry);
        pictures.decodeKey(rendition.init(entry), rendition.key(entry), (ticks, picture) -> {
            look[0] = scaling.look(picture);
            if (tile) {
                tile(atUs, picture, look[0]);
            }
        });
        return look[0];
    }

    private void tile(long atUs, Picture picture, Luma look) {
        storyboard.add(picture);
        tilesUs.add(atUs);
        poster.add(atUs, look);
    }

    private void detect(SlideDetector detector, RenditionTimeline.Entry entry, Luma look, boolean changed) {
        ChunkResult.Segment segment = entry.segment();
        int key = segment.keyframes().getFirst().length();
        int others = segment.bytes() - key;
        if (!changed && others <= Math.max(QUIET_BYTES, QUIET_SHARE * key)) {
            detector.add(rendition.startUs(entry), look);
            return;
        }
        gate.pass();
        pictures.decode(
                rendition.init(entry),
                rendition.segment(entry),
                Long.MAX_VALUE,
                (ticks, picture) -> detector.add(rendition.timeline().micros(ticks), scaling.look(picture)));
    }

    private String vtt() {
        List<WebVtt.Cue> cues = new ArrayList<>();
        for (int i = 0; i < tilesUs.size(); i++) {
            // Before its first picture and behind its last the lecture shows these.
            long startUs = i == 0 ? 0 : tilesUs.get(i);
            long endUs = i + 1 < tilesUs.size() ? tilesUs.get(i + 1) : Math.max(totalUs, startUs + 1000);
            cues.add(new WebVtt.Cue(startUs, endUs, fragments.get(i)));
        }
        return WebVtt.write(cues);
    }

    @Override
    public void close() {
        storyboard.close();
        scaling.close();
        pictures.close();
    }
}
