package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** A lecture on slides whose text is 24 px of 1080 high: what it costs, and whether it can be read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegibleSlidesTest {
    private TrackPlan.Video plan;
    private Encoded encoded;

    @BeforeAll
    void encode() {
        var lecture = new SlideLecture();
        TestSource source = LiveSource.of(
                SlideLecture.WIDTH,
                SlideLecture.HEIGHT,
                SlideLecture.FRAMES_PER_SECOND,
                SlideLecture.SECONDS * SlideLecture.FRAMES_PER_SECOND,
                lecture::at);
        plan = LadderPlanner.withAv1((TrackPlan.Video) LadderPlanner.plan(
                DeviceRole.SLIDES,
                SourceFormat.video(
                        Codec.H264,
                        SlideLecture.WIDTH,
                        SlideLecture.HEIGHT,
                        new FrameRate(SlideLecture.FRAMES_PER_SECOND, 1)),
                Grid.DEFAULT));
        encoded = Encoded.track(plan, Grid.DEFAULT, source, 0, SlideLecture.SECONDS * 1_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"1080p, 75", "720p, 58", "480p, 40", "1080p-av1, 36", "720p-av1, 32"})
    void slides_ofEachRung_costLittle(String rendition, double mostKilobits) {
        assertThat(kilobits(rendition)).isLessThanOrEqualTo(mostKilobits);
    }

    @Test
    void everySegment_isWithinTheCapOfItsRung() {
        for (VideoRung rung : plan.rungs()) {
            for (ChunkResult.Segment segment : encoded.segments(rung.name())) {
                assertThat(segment.bytes() * 8.0 / 6)
                        .as("%s, segment %d", rung.name(), segment.index())
                        .isLessThan(rung.maxBitsPerSecond() * 1.25);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1080p, 0.97", "720p, 0.97", "480p, 0.92", "1080p-av1, 0.97", "720p-av1, 0.97"})
    void text_ofTwentyFourPixels_isRead(String rendition, double least) {
        assertThat(wordsRead(rendition))
                .as("words read of %s at %.1f kbit/s", rendition, kilobits(rendition))
                .isGreaterThanOrEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({"1080p-av1, 1080p", "720p-av1, 720p"})
    void av1_isReadAsWellAsH264_inLessThanTwoThirdsOfItsBytes(String av1, String h264) {
        assertThat(kilobits(av1)).isLessThan(kilobits(h264) * 2 / 3);
        assertThat(wordsRead(av1)).isGreaterThanOrEqualTo(wordsRead(h264));
    }

    /** The part of all words that is read. */
    private double wordsRead(String rendition) {
        assumeTrue(Reading.isPossible(), "Tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-eng");
        Map<Integer, byte[]> images = images(rendition);
        int all = 0;
        int found = 0;
        for (int slide = 0; slide < SlideLecture.slides(); slide++) {
            List<String> words = SlideLecture.words(slide);
            all += words.size();
            found += Reading.found(words, images.get(slide));
        }
        assertThat(all).isGreaterThan(300);
        return (double) found / all;
    }

    private double kilobits(String rendition) {
        long bytes = encoded.segments(rendition).stream()
                .mapToLong(ChunkResult.Segment::bytes)
                .sum();
        return bytes * 8.0 / SlideLecture.SECONDS / 1000;
    }

    /** Each slide when it is complete. */
    private Map<Integer, byte[]> images(String rendition) {
        Map<Integer, byte[]> images = new HashMap<>();
        double rate = plan.frameRate().framesPerSecond();
        int[] next = {0};
        encoded.pictures(rendition, frame -> {
            int picture = next[0]++;
            for (int slide = 0; slide < SlideLecture.slides(); slide++) {
                if (picture == Math.round(SlideLecture.completeAtSeconds(slide) * rate)) {
                    images.put(slide, Reading.image(frame));
                }
            }
            return picture;
        });
        return images;
    }
}
