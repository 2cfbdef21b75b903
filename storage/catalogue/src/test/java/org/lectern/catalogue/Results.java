package org.lectern.catalogue;

import java.util.List;
import org.lectern.model.plan.ChunkResult;

/** What workers would bring back. */
final class Results {
    private Results() {}

    /** These renditions, without segments. */
    static ChunkResult of(List<String> renditions) {
        return of(renditions, "init.mp4");
    }

    static ChunkResult of(List<String> renditions, String initUri) {
        return new ChunkResult(renditions.stream()
                .map(name -> new ChunkResult.Rendition(name, "avc1.64001f", 1000, initUri, 700, List.of()))
                .toList());
    }
}
