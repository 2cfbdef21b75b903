package org.lectern.transcoder.encode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectern.media.encode.SegmentSource;
import org.lectern.model.TrackEntry;

/** The source of one chunk: what is seen or heard has been fetched, what is only measured comes when asked for. */
record RecordedSource(Sources recorded, SourceFetcher fetcher) implements SegmentSource {
    @Override
    public byte[] fetch(TrackEntry.Segment segment) {
        return recorded.of(segment);
    }

    @Override
    public Map<TrackEntry.Segment, byte[]> history(List<TrackEntry.Segment> segments) {
        Map<TrackEntry.Segment, byte[]> found = new HashMap<>(fetcher.fetchAll(
                segments.stream().filter(segment -> !recorded.has(segment)).toList()));
        segments.stream().filter(recorded::has).forEach(segment -> found.put(segment, recorded.of(segment)));
        return found;
    }
}
