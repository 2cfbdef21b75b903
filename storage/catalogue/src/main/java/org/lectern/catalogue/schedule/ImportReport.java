package org.lectern.catalogue.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param applied whether anything was changed: false for a dry run, and if one line is wrong
 */
public record ImportReport(
        boolean applied, int created, int changed, int unchanged, int cancelled, int wrong, List<Line> lines) {

    /**
     * What becomes of an event of the file.
     *
     * @param line where it begins in the file, from 1
     * @param problem what is wrong and what to do; null if the line is right
     */
    public record Line(
            int line,
            @Nullable String title,
            Outcome outcome,
            @Nullable String problem) {}

    /** What becomes of it. */
    public enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED,
        CANCELLED,
        WRONG
    }

    static ImportReport of(boolean dryRun, List<Line> lines) {
        int wrong = count(lines, Outcome.WRONG);
        return new ImportReport(
                !dryRun && wrong == 0,
                count(lines, Outcome.CREATED),
                count(lines, Outcome.CHANGED),
                count(lines, Outcome.UNCHANGED),
                count(lines, Outcome.CANCELLED),
                wrong,
                lines);
    }

    private static int count(List<Line> lines, Outcome outcome) {
        return (int) lines.stream().filter(line -> line.outcome() == outcome).count();
    }
}
