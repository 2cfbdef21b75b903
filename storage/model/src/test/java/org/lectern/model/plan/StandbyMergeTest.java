package org.lectern.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.GapReason;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;

class StandbyMergeTest {
    private static final long SECOND = 1_000_000;
    private static final SourceFormat CAMERA = SourceFormat.video(Codec.H264, 1280, 720, new FrameRate(25, 1));
    private static final SourceFormat SOUND = SourceFormat.audio(Codec.AAC, 48_000, 2);

    @Test
    void journal_withoutHoles_staysAsItIs() {
        List<TrackEntry> own = List.of(segment(0, 0, 6, CAMERA), segment(1, 6, 12, CAMERA));
        assertThat(StandbyMerge.merge(List.of(own, List.of(segment(0, 1, 14, CAMERA)))))
                .startsWith(own.getFirst(), own.getLast())
                .hasSize(3)
                .last()
                .satisfies(tail -> assertThat(tail.startUs()).isEqualTo(12 * SECOND - 20_000));
    }

    @Test
    void hole_isFilledHalfAFrameEarly_andTheFillingIsARunOfItsOwn() {
        List<TrackEntry> merged = StandbyMerge.merge(List.of(
                List.of(segment(0, 0, 6, CAMERA), gap(1, 6, 9), segment(2, 9, 15, CAMERA)),
                List.of(segment(0, 2, 8, CAMERA), segment(1, 8, 14, CAMERA))));
        assertThat(merged)
                .extracting(TrackEntry::startUs)
                .containsExactly(0L, 6 * SECOND - 20_000, 6 * SECOND, 8 * SECOND, 9 * SECOND);
        var first = (TrackEntry.Segment) merged.get(1);
        assertThat(first.endUs()).isEqualTo(8 * SECOND);
        assertThat(first.mediaStartUs()).isEqualTo(first.startUs() + 100 * SECOND);
        assertThat(first.run()).isEqualTo(StandbyMerge.RUNS_APART);
        var second = (TrackEntry.Segment) merged.get(3);
        assertThat(second.endUs()).isEqualTo(9 * SECOND - 20_000);
        assertThat(second.mediaEndUs()).isEqualTo(second.endUs() + 100 * SECOND);
    }

    @Test
    void sound_isCutAtTheEdge() {
        List<TrackEntry> merged = StandbyMerge.merge(
                List.of(List.of(segment(0, 0, 6, SOUND), segment(1, 9, 15, SOUND)), List.of(segment(0, 0, 20, SOUND))));
        assertThat(spans(merged.subList(1, 2))).containsExactly(new Span(6 * SECOND, 9 * SECOND));
    }

    @Test
    void holeShorterThanAFrame_isLeft() {
        List<TrackEntry> own = List.of(segmentUs(0, 0, 6_000_000), segmentUs(1, 6_039_000, 12_000_000));
        List<TrackEntry> other = List.of(segmentUs(0, 0, 12_000_000));
        assertThat(StandbyMerge.merge(List.of(own, other))).containsExactlyElementsOf(own);
    }

    @Test
    void recorderThatNeverCame_isReplacedWhole() {
        assertThat(StandbyMerge.merge(List.of(List.of(), List.of(segment(0, 3, 9, CAMERA)))))
                .singleElement()
                .satisfies(only -> assertThat(spans(List.of(only))).containsExactly(new Span(3 * SECOND, 9 * SECOND)));
    }

    @Test
    void secondStandby_fillsOnlyWhatTheFirstLeaves() {
        List<TrackEntry> merged = StandbyMerge.merge(List.of(
                List.of(segment(0, 0, 6, SOUND)), List.of(segment(0, 4, 8, SOUND)), List.of(segment(0, 0, 20, SOUND))));
        assertThat(spans(merged))
                .containsExactly(
                        new Span(0, 6 * SECOND), new Span(6 * SECOND, 8 * SECOND), new Span(8 * SECOND, 20 * SECOND));
    }

    @Test
    void anyJournals_giveTheUnionOnce_andKeepTheFirst() {
        var random = new Random(11);
        for (int i = 0; i < 300; i++) {
            List<TrackEntry> own = journal(random, SOUND);
            List<TrackEntry> other = journal(random, SOUND);
            List<TrackEntry> merged = StandbyMerge.merge(List.of(own, other));
            List<Span> all = new ArrayList<>(spans(own));
            all.addAll(spans(other));
            List<Span> missing = Span.minus(all, spans(merged));
            assertThat(missing).allMatch(span -> span.lengthUs() < 2 * StandbyMerge.SHORTEST_US);
            assertThat(Span.lengthUs(Span.join(spans(merged)))).isEqualTo(Span.lengthUs(spans(merged)));
            assertThat(merged).containsAll(own);
        }
    }

    private static List<TrackEntry> journal(Random random, SourceFormat format) {
        List<TrackEntry> journal = new ArrayList<>();
        long at = random.nextLong(2 * SECOND);
        for (int i = 0; i < 8; i++) {
            long end = at + SECOND / 10 + random.nextLong(6 * SECOND);
            journal.add(segmentUs(i, at, end, format));
            at = end + (random.nextBoolean() ? 0 : random.nextLong(5 * SECOND));
        }
        return journal;
    }

    private static List<Span> spans(List<TrackEntry> entries) {
        return entries.stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(entry -> new Span(entry.startUs(), entry.endUs()))
                .toList();
    }

    private static TrackEntry gap(int sequence, long start, long end) {
        return new TrackEntry.Gap(sequence, start * SECOND, end * SECOND, GapReason.RECORDER_DOWN, 0);
    }

    private static TrackEntry.Segment segment(int sequence, long start, long end, SourceFormat format) {
        return segmentUs(sequence, start * SECOND, end * SECOND, format);
    }

    private static TrackEntry.Segment segmentUs(int sequence, long startUs, long endUs) {
        return segmentUs(sequence, startUs, endUs, SOUND);
    }

    private static TrackEntry.Segment segmentUs(int sequence, long startUs, long endUs, SourceFormat format) {
        return new TrackEntry.Segment(
                sequence,
                startUs,
                endUs,
                0,
                startUs + 100 * SECOND,
                endUs + 100 * SECOND,
                Instant.EPOCH,
                format,
                "src/x/%08d.mp4".formatted(sequence),
                1000,
                "00",
                150);
    }
}
