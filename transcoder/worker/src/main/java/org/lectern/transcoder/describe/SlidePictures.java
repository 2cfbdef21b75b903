package org.lectern.transcoder.describe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.describe.Description;
import org.lectern.media.describe.Luma;
import org.lectern.media.describe.RenditionPictures;
import org.lectern.media.describe.SlideDetector;
import org.lectern.media.describe.Stills;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.transcoder.Gate;

/** Takes the sharp picture of each slide from the best rung, and reads its text: one slide at a time. */
final class SlidePictures implements AutoCloseable {
    /** A slides device that shows a film has no end of slides; those that stood longest are kept. */
    private static final int MOST_SLIDES = 600;

    private static final int WIDTH = 1920;
    private static final int THUMBNAIL_WIDTH = 240;
    /** Tesseract reads letters best that are some 30 pixels high. */
    private static final int TEXT_WIDTH = 1920;

    private final Tesseract tesseract;
    private final DescribedObjects objects;
    private final Gate gate;
    private final RenditionPictures pictures = new RenditionPictures();
    private final Stills stills = new Stills();

    SlidePictures(Tesseract tesseract, DescribedObjects objects, Gate gate) {
        this.tesseract = tesseract;
        this.objects = objects;
        this.gate = gate;
    }

    /**
     * The slides of a track.
     *
     * @param rendition the best rung
     * @param languages what to read in; null if nothing is to be read
     */
    List<Description.Slide> take(
            PublishedRendition rendition, String track, List<SlideDetector.Slide> found, @Nullable String languages) {
        List<SlideDetector.Slide> kept = found.stream()
                .sorted(Comparator.comparingLong((SlideDetector.Slide slide) -> slide.startUs() - slide.endUs()))
                .limit(MOST_SLIDES)
                .sorted(Comparator.comparingLong(SlideDetector.Slide::startUs))
                .toList();
        List<Description.Slide> taken = new ArrayList<>();
        for (SlideDetector.Slide slide : kept) {
            gate.pass();
            take(rendition, track, slide, languages, taken);
        }
        return taken;
    }

    private void take(
            PublishedRendition rendition,
            String track,
            SlideDetector.Slide slide,
            @Nullable String languages,
            List<Description.Slide> taken) {
        RenditionTimeline.Entry entry = rendition.at(slide.stillUs());
        Luma[] grey = new Luma[1];
        String[] paths = new String[2];
        pictures.decodeLast(
                rendition.init(entry), rendition.segment(entry), rendition.ticks(slide.stillUs()), (ticks, picture) -> {
                    int index = taken.size();
                    paths[0] = objects.slide(track, index, stills.webp(picture, WIDTH));
                    paths[1] = objects.slideThumbnail(track, index, stills.webp(picture, THUMBNAIL_WIDTH));
                    grey[0] = languages == null ? null : stills.grey(picture, TEXT_WIDTH);
                });
        if (paths[0] != null && paths[1] != null) {
            String text = grey[0] == null || languages == null ? "" : tesseract.read(grey[0], languages);
            taken.add(new Description.Slide(track, slide.startUs(), slide.endUs(), paths[0], paths[1], text));
        }
    }

    @Override
    public void close() {
        stills.close();
        pictures.close();
    }
}
