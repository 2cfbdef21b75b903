package org.lectern.media.hls.check;

import org.lectern.media.mp4.Av1Config;
import org.lectern.media.mp4.Av1Sequence;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.SpsInfo;
import org.lectern.media.mp4.TrackFormat;

/** The rules between one media playlist and its segments. */
final class RenditionRules {
    private static final long IDR_INTERVAL_US = 2_000_000;
    /** EXTINF has microseconds, and its reader rounds once more. */
    private static final long ROUNDING_US = 2;

    private static final int UNSPECIFIED = 2;

    private final ProbedRendition rendition;
    private final Findings findings;

    private RenditionRules(ProbedRendition rendition, Findings findings) {
        this.rendition = rendition;
        this.findings = findings;
    }

    static void check(ProbedRendition rendition, Findings findings) {
        var rules = new RenditionRules(rendition, findings);
        rules.continuity();
        rules.times();
        if (rendition.isVideo()) {
            rules.pictures();
        } else {
            rules.sound();
        }
    }

    private String where(ProbedRendition.Segment segment) {
        return "%s segment %d".formatted(rendition.file().where(), segment.index());
    }

    private void continuity() {
        long expected = rendition.segments().getFirst().decodeTicks();
        for (ProbedRendition.Segment segment : rendition.segments()) {
            if (segment.decodeTicks() != expected) {
                findings.must(
                        13,
                        where(segment),
                        "decode time is %d where the segment before ends at %d"
                                .formatted(segment.decodeTicks(), expected));
            }
            expected = segment.decodeTicks() + segment.durationTicks();
        }
    }

    private void times() {
        long playlistUs = rendition.micros(rendition.segments().getFirst().startTicks());
        if (playlistUs > rendition.frameUs()) {
            findings.must(13, rendition.file().where(), "begins at %d us instead of 0".formatted(playlistUs));
        }
        long mostBehind = 0;
        long mostAhead = 0;
        for (ProbedRendition.Segment segment : rendition.segments()) {
            long off = rendition.micros(segment.startTicks()) - playlistUs;
            if (Math.abs(off) > ROUNDING_US) {
                findings.must(
                        14, where(segment), "begins %d us away from the time that its playlist says".formatted(off));
            }
            playlistUs += rendition.file().segments().get(segment.index()).durationUs();
            long ends = rendition.micros(segment.startTicks() + segment.durationTicks()) - playlistUs;
            mostBehind = Math.min(mostBehind, ends);
            mostAhead = Math.max(mostAhead, ends);
        }
        if (mostAhead - mostBehind > rendition.frameUs()) {
            findings.must(
                    16,
                    rendition.file().where(),
                    "durations are off by %d us over some run, more than a frame".formatted(mostAhead - mostBehind));
        }
    }

    private void pictures() {
        long lastIdr = Long.MIN_VALUE;
        for (ProbedRendition.Segment segment : rendition.segments()) {
            if (!segment.startsWithIdr()) {
                findings.must(14, where(segment), "does not start with an IDR picture");
            }
            for (long idr : segment.idrTicks()) {
                if (lastIdr != Long.MIN_VALUE
                        && rendition.micros(idr - lastIdr) > IDR_INTERVAL_US + rendition.frameUs()) {
                    findings.should(
                            3, where(segment), "%d us between IDR pictures".formatted(rendition.micros(idr - lastIdr)));
                }
                lastIdr = idr;
            }
        }
        for (TrackFormat format : rendition.formats()) {
            switch (format.codec()) {
                case H264 -> parameterSets(format);
                case AV1 -> sequenceHeader(format);
                default -> findings.must(1, rendition.file().where(), "is neither H.264 nor AV1");
            }
        }
    }

    private void parameterSets(TrackFormat format) {
        SpsInfo sps = AvcConfig.parse(format.codecConfig()).spsInfo();
        String where = rendition.file().where();
        if (!sps.progressive()) {
            findings.must(4, where, "is not progressive");
        }
        if (sps.profile() != 100) {
            findings.should(2, where, "has profile %d, not High".formatted(sps.profile()));
        }
        if (sps.colour() == null) {
            findings.should(4, where, "does not say its colour space");
        }
        size(format, sps.width(), sps.height());
    }

    private void sequenceHeader(TrackFormat format) {
        Av1Sequence sequence = Av1Config.parse(format.codecConfig()).sequence();
        if (sequence.bitDepth() != 8 || sequence.monochrome()) {
            findings.should(2, rendition.file().where(), "is not 8-bit 4:2:0");
        }
        if (sequence.colour().primaries() == UNSPECIFIED) {
            findings.should(4, rendition.file().where(), "does not say its colour space");
        }
        size(format, sequence.width(), sequence.height());
    }

    private void size(TrackFormat format, int width, int height) {
        if (width != format.width() || height != format.height()) {
            findings.must(
                    0,
                    rendition.file().where(),
                    "is %dx%d, but its header says %dx%d".formatted(width, height, format.width(), format.height()));
        }
    }

    private void sound() {
        double rate = rendition.rates().average();
        if (rate < 1_000 || rate > 170_000) {
            findings.must(6, rendition.file().where(), "takes %.0f bit/s, not 32 to 160 kbit/s".formatted(rate));
        }
        int channels = rendition.format().channels();
        if (channels != 1 && channels != 2) {
            findings.must(6, rendition.file().where(), "has %d channels, not 1 or 2".formatted(channels));
        }
    }
}
