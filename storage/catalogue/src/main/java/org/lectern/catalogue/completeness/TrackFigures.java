package org.lectern.catalogue.completeness;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.lectern.model.GapReason;
import org.lectern.model.IncidentKind;

/**
 * The books of one track, in microseconds of its timeline.
 *
 * @param delivers whether the device has ever delivered anything
 * @param plannedUs how long it was to be recorded
 * @param recordedUs media on the recorder's disk, whether uploaded or not
 * @param gapUs gaps that the recorder has written down
 * @param startUpUs the part of the gaps that the device took to answer at the beginning
 * @param gapReasons of all gaps
 * @param uploadedUs media in the store
 * @param wantedUs length of the publication, 0 if there is none
 * @param playableUs of that, what every rendition of the track plays
 * @param slatedUs of that, where a slate stands in for media that could not be decoded
 */
public record TrackFigures(
        boolean delivers,
        long plannedUs,
        long recordedUs,
        long gapUs,
        long startUpUs,
        Set<GapReason> gapReasons,
        long uploadedUs,
        long wantedUs,
        long playableUs,
        long slatedUs) {

    /** A device may take this long to answer after Start, and a capture this long to end. */
    static final long MARGIN_US = 2_000_000;

    /** Shorter than a frame: rounding. */
    private static final long ROUNDING_US = 40_000;

    /** Something that does not agree. */
    public record Finding(IncidentKind kind, long lostUs, String detail) {}

    public TrackFigures {
        gapReasons = gapReasons.isEmpty() ? Set.of() : EnumSet.copyOf(gapReasons);
    }

    /** What does not agree, worst first; nothing if the track is complete. */
    public List<Finding> findings() {
        if (!delivers) {
            return List.of(new Finding(
                    IncidentKind.NOTHING_RECORDED,
                    plannedUs,
                    "It delivered nothing for %s (%s). Check the device and its address."
                            .formatted(length(plannedUs), reasons())));
        }
        List<Finding> findings = new ArrayList<>();
        long unexplainedUs = plannedUs - recordedUs - gapUs;
        if (unexplainedUs > MARGIN_US) {
            findings.add(new Finding(
                    IncidentKind.CUT_SHORT,
                    unexplainedUs,
                    "%s of %s are neither recorded nor noted as a gap."
                            .formatted(length(unexplainedUs), length(plannedUs))));
        }
        long toldGapUs = gapUs - Math.min(startUpUs, MARGIN_US);
        if (toldGapUs > ROUNDING_US) {
            findings.add(new Finding(
                    IncidentKind.GAPS,
                    toldGapUs,
                    "%s of %s are missing: %s.".formatted(length(toldGapUs), length(plannedUs), reasons())));
        }
        if (recordedUs - uploadedUs > ROUNDING_US) {
            findings.add(new Finding(
                    IncidentKind.NOT_UPLOADED,
                    recordedUs - uploadedUs,
                    "%s are on the recorder and not in the store yet.".formatted(length(recordedUs - uploadedUs))));
        }
        if (slatedUs > 0) {
            findings.add(new Finding(
                    IncidentKind.DAMAGED,
                    slatedUs,
                    "%s could not be decoded; a slate stands there.".formatted(length(slatedUs))));
        }
        long missingUs = wantedUs - playableUs - slatedUs;
        if (missingUs > ROUNDING_US) {
            findings.add(new Finding(
                    IncidentKind.NOT_PLAYABLE,
                    missingUs,
                    "%s of %s are not playable yet.".formatted(length(missingUs), length(wantedUs))));
        }
        return findings;
    }

    private String reasons() {
        return gapReasons.stream().map(TrackFigures::words).collect(Collectors.joining(", "));
    }

    private static String words(GapReason reason) {
        return switch (reason) {
            case NOT_CONNECTED -> "the device did not answer";
            case DEVICE_LOST -> "the device went away";
            case RECORDER_DOWN -> "the recorder was not running";
            case OVERFLOW -> "the recorder's disk was too slow";
            case DISK_ERROR -> "the recorder's disk refused";
            case UNSUPPORTED -> "the device sends what cannot be recorded";
        };
    }

    private static String length(long us) {
        double seconds = us / 1e6;
        return seconds < 100
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
    }
}
