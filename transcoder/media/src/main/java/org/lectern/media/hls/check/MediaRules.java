package org.lectern.media.hls.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that a media playlist shows by itself, and how it may grow. */
final class MediaRules {
    private static final int TARGET_SECONDS = 6;
    private static final long OVER_TARGET_US = 500_000;
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private MediaRules() {}

    static void check(MediaFile file, Findings findings) {
        String where = file.where();
        if (file.targetDurationSeconds() != TARGET_SECONDS) {
            findings.should(15, where, "the target duration is %d s".formatted(file.targetDurationSeconds()));
        }
        if (file.mediaSequence() != 0) {
            findings.must(25, where, "a playlist that only grows begins with media sequence 0");
        }
        if (file.type() == null || file.ended() != "VOD".equals(file.type())) {
            findings.must(19, where, "has type %s and %s".formatted(file.type(), file.ended() ? "an end" : "no end"));
        }
        if (!file.iframesOnly() && !file.independentSegments()) {
            findings.must(33, where, "EXT-X-INDEPENDENT-SEGMENTS is missing");
        }
        if (file.segments().isEmpty()) {
            findings.must(0, where, "has no segments");
            return;
        }
        segments(file, findings);
        if (file.segments().getFirst().programDateTime() == null) {
            findings.must(18, where, "EXT-X-PROGRAM-DATE-TIME is missing");
        }
        dateTimes(file, findings);
    }

    private static void segments(MediaFile file, Findings findings) {
        int last = file.segments().size() - 1;
        for (int i = 0; i <= last; i++) {
            MediaFile.Segment segment = file.segments().get(i);
            String where = "%s segment %d".formatted(file.where(), i);
            if (segment.mapUri() == null) {
                findings.must(23, where, "has no EXT-X-MAP");
            }
            if ((segment.durationUs() + 500_000) / 1_000_000 > file.targetDurationSeconds()) {
                findings.must(25, where, "lasts %d us, above the target duration".formatted(segment.durationUs()));
            }
            if (segment.durationUs() > file.targetDurationSeconds() * 1_000_000L + OVER_TARGET_US) {
                findings.must(15, where, "lasts %d us, half a second above the target".formatted(segment.durationUs()));
            }
            boolean isShort = segment.durationUs() < file.targetDurationSeconds() * 1_000_000L - OVER_TARGET_US;
            if (!file.iframesOnly() && isShort && i < last) {
                findings.should(15, where, "lasts only %d us".formatted(segment.durationUs()));
            }
            if (segment.durationUs() <= 0) {
                findings.must(0, where, "has no duration");
            }
            if (file.iframesOnly() && segment.range() == null) {
                findings.must(38, where, "has no byte range");
            }
            if (segment.uri().contains("://") || segment.uri().startsWith("/")) {
                findings.must(45, where, "has an absolute URI, which does not inherit the signed path");
            }
        }
    }

    private static void dateTimes(MediaFile file, Findings findings) {
        Instant expected = file.segments().getFirst().programDateTime();
        for (int i = 0; i < file.segments().size(); i++) {
            MediaFile.Segment segment = file.segments().get(i);
            Instant stated = segment.programDateTime();
            if (expected == null) {
                return;
            }
            if (stated != null && Duration.between(expected, stated).abs().compareTo(ROUNDING) > 0) {
                findings.must(
                        18,
                        "%s segment %d".formatted(file.where(), i),
                        "is dated %s where the durations give %s".formatted(stated, expected));
            }
            expected = expected.plusNanos(segment.durationUs() * 1000);
        }
    }

    /**
     * Checks that {@code after} is what {@code before} may have become.
     *
     * @param before an earlier state of the same playlist, null if there was none
     */
    static void growth(@Nullable MediaFile before, MediaFile after, Findings findings) {
        if (before == null) {
            return;
        }
        if (before.ended() && !after.equals(before)) {
            findings.must(25, after.where(), "changed after its end");
        }
        if (after.mediaSequence() != before.mediaSequence()
                || after.targetDurationSeconds() != before.targetDurationSeconds()
                || after.version() != before.version()) {
            findings.must(25, after.where(), "changed its media sequence, target duration or version");
        }
        List<MediaFile.Segment> kept = after.segments()
                .subList(0, Math.min(before.segments().size(), after.segments().size()));
        if (!kept.equals(before.segments())) {
            findings.must(25, after.where(), "lost or changed segments that were published");
        }
    }
}
