package org.lectern.recorder.spool;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;

/** One line of a track's journal on disk. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalLine.Header.class, name = "track"),
    @JsonSubTypes.Type(value = JournalLine.Anchor.class, name = "anchor"),
    @JsonSubTypes.Type(value = JournalLine.Entry.class, name = "entry")
})
public sealed interface JournalLine {
    /**
     * The first line: which track this is.
     *
     * @param kind null for a device that never delivered anything
     */
    record Header(
            UUID trackId,
            UUID deviceId,
            String name,
            DeviceRole role,
            @Nullable MediaKind kind) implements JournalLine {}

    /**
     * Where a run stands as far as it is known: written when its first part is, and again while it gets
     * better, so that a segment that was never sealed can be placed after a crash.
     *
     * @param offsetUs position less media time
     */
    record Anchor(int run, long offsetUs) implements JournalLine {}

    /**
     * An entry of the track.
     *
     * @param file name of the segment's file beside the journal, null for a gap
     */
    record Entry(TrackEntry entry, @Nullable String file) implements JournalLine {}
}
