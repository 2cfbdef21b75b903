package org.lectern.media.hls.check;

import java.util.ArrayList;
import java.util.List;

/** Collects findings. Not thread-safe. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void must(int rule, String where, String what) {
        all.add(new Finding(rule, Finding.Level.MUST, where, what));
    }

    void should(int rule, String where, String what) {
        all.add(new Finding(rule, Finding.Level.SHOULD, where, what));
    }

    List<Finding> all() {
        return all.stream().distinct().toList();
    }
}
