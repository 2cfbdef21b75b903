package org.lectern.recorder.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A track in the spool: its folder, its journal, and how much of it has left the recorder. One thread
 * appends; all methods are safe for all threads.
 */
public final class SpooledTrack {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledTrack.class);

    private final UUID captureId;
    private final Path folder;
    private final SpoolDisk disk;
    private final Journal journal;
    private final JournalLine.Header header;
    private final Runnable changed;
    private final List<JournalLine.Entry> entries = new ArrayList<>();
    private final BitSet uploaded = new BitSet();
    private int accepted;
    private int gaps;
    private long recordedUs;
    private long residualUs;
    private int lastRun = -1;
    private int nextFile;
    private JournalLine.@Nullable Anchor lastAnchor;
    private volatile @Nullable TrackRecovery recovery;

    private SpooledTrack(
            UUID captureId, Path folder, SpoolDisk disk, Journal journal, JournalLine.Header header, Runnable changed) {
        this.captureId = captureId;
        this.folder = folder;
        this.disk = disk;
        this.journal = journal;
        this.header = header;
        this.changed = changed;
    }

    /**
     * The identifier of a track follows from what it is, so that a recorder can name it alone.
     *
     * @param standby the recorder itself where it stands by for another: both record the same device
     *     into the same capture and must not write the same objects. Null for the room's own recorder
     */
    public static UUID id(UUID captureId, UUID deviceId, @Nullable MediaKind kind, @Nullable UUID standby) {
        String name = captureId + "/" + deviceId + "/" + (kind == null ? "none" : kind.key())
                + (standby == null ? "" : "/" + standby);
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Makes the folder and the journal of a new track. */
    static SpooledTrack create(UUID captureId, Path tracks, SpoolDisk disk, JournalLine.Header header, Runnable changed)
            throws IOException {
        Path folder = tracks.resolve(header.trackId().toString());
        Files.createDirectories(folder);
        disk.syncFolder(tracks);
        Journal journal = Journal.open(disk, folder).journal();
        journal.append(header);
        return new SpooledTrack(captureId, folder, disk, journal, header, changed);
    }

    /** Reads a track that is on the disk; null if not even its first line is whole. */
    static @Nullable SpooledTrack open(UUID captureId, Path folder, SpoolDisk disk, Runnable changed)
            throws IOException {
        Journal.Opened opened = Journal.open(disk, folder);
        if (opened.lines().isEmpty() || !(opened.lines().getFirst() instanceof JournalLine.Header header)) {
            return null;
        }
        var track = new SpooledTrack(captureId, folder, disk, opened.journal(), header, changed);
        Set<String> present = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> present.add(file.getFileName().toString()));
        }
        for (JournalLine line : opened.lines()) {
            track.replay(line, present);
        }
        return track;
    }

    private void replay(JournalLine line, Set<String> present) {
        switch (line) {
            case JournalLine.Header ignored -> {}
            case JournalLine.Anchor anchor -> {
                lastAnchor = anchor;
                lastRun = Math.max(lastRun, anchor.run());
            }
            case JournalLine.Entry entry -> {
                add(entry);
                // A file that is gone was confirmed by the store: nothing else removes one.
                if (entry.file() == null || !present.contains(entry.file())) {
                    uploaded.set(entry.entry().sequence());
                }
                if (entry.entry() instanceof TrackEntry.Segment segment) {
                    lastRun = Math.max(lastRun, segment.run());
                }
            }
        }
    }

    private void add(JournalLine.Entry line) {
        entries.add(line);
        switch (line.entry()) {
            case TrackEntry.Gap ignored -> gaps++;
            case TrackEntry.Segment segment -> recordedUs += segment.endUs() - segment.startUs();
        }
    }

    public JournalLine.Header header() {
        return header;
    }

    public UUID captureId() {
        return captureId;
    }

    public Path folder() {
        return folder;
    }

    public SpoolDisk disk() {
        return disk;
    }

    /** End of the last entry, 0 if there is none. */
    public synchronized long endUs() {
        return entries.isEmpty() ? 0 : entries.getLast().entry().endUs();
    }

    /** Number of entries. */
    public synchronized int size() {
        return entries.size();
    }

    /** Length of all segments, uploaded or not. */
    public synchronized long recordedUs() {
        return recordedUs;
    }

    /** Notes how far the track's media may stand beside its true place; the largest counts. */
    public synchronized void noteResidual(long us) {
        residualUs = Math.max(residualUs, us);
    }

    /** The largest that was noted since the recorder started, microseconds. */
    public synchronized long residualUs() {
        return residualUs;
    }

    /** Number of entries that are gaps. */
    public synchronized int gaps() {
        return gaps;
    }

    /** All entries, a copy. */
    public synchronized List<TrackEntry> entries() {
        return entries.stream().map(JournalLine.Entry::entry).toList();
    }

    /** The names of all files that the journal knows, here or gone. */
    synchronized Set<String> files() {
        Set<String> files = new HashSet<>();
        for (JournalLine.Entry entry : entries) {
            if (entry.file() != null) {
                files.add(entry.file());
            }
        }
        return files;
    }

    synchronized JournalLine.@Nullable Anchor lastAnchor() {
        return lastAnchor;
    }

    /** The number of the next run. */
    public synchronized int nextRun() {
        return ++lastRun;
    }

    /** The number of the next file. */
    public synchronized int nextFile() {
        return nextFile++;
    }

    synchronized void reserve(int file, int run) {
        nextFile = Math.max(nextFile, file + 1);
        lastRun = Math.max(lastRun, run);
    }

    /** Makes whole what a crash left; where the disk refuses now, {@link #makeWhole} tries again. */
    void recover(Instant epoch) {
        recovery = new TrackRecovery(this, epoch);
        try {
            makeWhole();
        } catch (IOException e) {
            LOG.error("{} cannot be made whole yet: {}", folder, e.toString());
        }
    }

    /**
     * Must come before anything is placed: what was recorded earlier has the place before it. For the
     * thread that appends.
     *
     * @throws IOException if the disk still refuses
     */
    public void makeWhole() throws IOException {
        TrackRecovery unfinished = recovery;
        if (unfinished != null) {
            unfinished.recover();
            recovery = null;
        }
    }

    /** Notes where a run stands as far as it is known. */
    public void anchor(int run, long offsetUs) throws IOException {
        var anchor = new JournalLine.Anchor(run, offsetUs);
        journal.append(anchor);
        synchronized (this) {
            lastAnchor = anchor;
        }
    }

    /** The key under which the next entry's segment will lie in the store. */
    public synchronized String nextKey() {
        return ObjectKeys.sourceSegment(captureId, header.trackId(), entries.size());
    }

    /** Adds an entry; it is on the disk when this returns. */
    public void append(TrackEntry entry, @Nullable String file) throws IOException {
        var line = new JournalLine.Entry(entry, file);
        journal.append(line);
        synchronized (this) {
            add(line);
            if (file == null) {
                uploaded.set(entry.sequence());
            }
        }
        changed.run();
    }

    /** The segments that the store has not confirmed, oldest first. */
    public synchronized List<JournalLine.Entry> waiting() {
        List<JournalLine.Entry> waiting = new ArrayList<>();
        for (int i = uploaded.nextClearBit(0); i < entries.size(); i = uploaded.nextClearBit(i + 1)) {
            waiting.add(entries.get(i));
        }
        return waiting;
    }

    /** Notes that the store has confirmed a segment, and removes its file. */
    public void confirm(JournalLine.Entry entry) throws IOException {
        String file = entry.file();
        if (file != null) {
            Files.deleteIfExists(folder.resolve(file));
        }
        synchronized (this) {
            uploaded.set(entry.entry().sequence());
        }
        changed.run();
    }

    /** Entries that may be told to the server and are not known to have arrived; at most {@code most}. */
    public synchronized List<TrackEntry> reportable(int most) {
        List<TrackEntry> found = new ArrayList<>();
        for (int i = accepted; i < entries.size() && found.size() < most; i++) {
            if (uploaded.get(i)) {
                found.add(entries.get(i).entry());
            }
        }
        return found;
    }

    /** Notes how far the server knows this track without a hole. */
    public synchronized void accepted(int known) {
        accepted = Math.max(accepted, Math.min(known, entries.size()));
    }

    /** Whether the server knows every entry. */
    public synchronized boolean isReported() {
        return accepted == entries.size();
    }

    public void close() {
        journal.close();
    }
}
