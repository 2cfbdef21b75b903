package org.lectern.model.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A stretch of a timeline, [startUs, endUs), in microseconds; with the arithmetic of sets of them. Pure. */
public record Span(long startUs, long endUs) {
    /** Its length. */
    public long lengthUs() {
        return Math.max(0, endUs - startUs);
    }

    /** The sum of their lengths; of spans that do not overlap. */
    public static long lengthUs(Collection<Span> spans) {
        return spans.stream().mapToLong(Span::lengthUs).sum();
    }

    /** The same set as spans that neither touch nor overlap, in order; empty ones go. */
    public static List<Span> join(Collection<Span> spans) {
        List<Span> joined = new ArrayList<>();
        spans.stream()
                .filter(span -> span.lengthUs() > 0)
                .sorted(Comparator.comparingLong(Span::startUs))
                .forEach(span -> {
                    Span last = joined.isEmpty() ? null : joined.getLast();
                    if (last != null && span.startUs <= last.endUs) {
                        joined.set(joined.size() - 1, new Span(last.startUs, Math.max(last.endUs, span.endUs)));
                    } else {
                        joined.add(span);
                    }
                });
        return joined;
    }

    /** What of the first set is not in the second, in order. */
    public static List<Span> minus(Collection<Span> from, Collection<Span> taken) {
        List<Span> left = new ArrayList<>(join(from));
        for (Span hole : join(taken)) {
            List<Span> next = new ArrayList<>();
            for (Span span : left) {
                if (hole.endUs <= span.startUs || hole.startUs >= span.endUs) {
                    next.add(span);
                } else {
                    next.add(new Span(span.startUs, hole.startUs));
                    next.add(new Span(hole.endUs, span.endUs));
                }
            }
            left = join(next);
        }
        return left;
    }

    /** What of a set lies in [fromUs, untilUs), in order. */
    public static List<Span> within(Collection<Span> spans, long fromUs, long untilUs) {
        return join(spans.stream()
                .map(span -> new Span(Math.max(fromUs, span.startUs), Math.min(untilUs, span.endUs)))
                .toList());
    }
}
