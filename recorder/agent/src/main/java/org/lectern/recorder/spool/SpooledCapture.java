package org.lectern.recorder.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A capture in the spool: its folder, its record, its tracks. Safe for all threads. */
public final class SpooledCapture {
    static final String FILE = "capture.json";

    /** The record a second time: a capture whose record cannot be read would be recorded and never told. */
    static final String COPY = "capture.copy.json";

    private static final Logger LOG = LoggerFactory.getLogger(SpooledCapture.class);

    private final SpoolDisk disk;
    private final Path folder;
    private final KeptJson json;
    private final Runnable changed;
    private final List<SpooledTrack> tracks = new CopyOnWriteArrayList<>();
    private CaptureRecord record;

    private SpooledCapture(SpoolDisk disk, Path folder, KeptJson json, CaptureRecord record, Runnable changed) {
        this.disk = disk;
        this.folder = folder;
        this.json = json;
        this.record = record;
        this.changed = changed;
    }

    /** Makes the folder of a new capture. */
    static SpooledCapture create(SpoolDisk disk, Path captures, KeptJson json, CaptureRecord record, Runnable changed)
            throws IOException {
        Path folder = captures.resolve(record.captureId().toString());
        Files.createDirectories(folder);
        disk.syncFolder(captures);
        var capture = new SpooledCapture(disk, folder, json, record, changed);
        capture.save(record);
        // Where both copies of a record were lost, its tracks are here still.
        capture.openTracks();
        return capture;
    }

    /** Reads a capture and makes its tracks whole. */
    static SpooledCapture open(SpoolDisk disk, Path folder, KeptJson json, Runnable changed) throws IOException {
        CaptureRecord record = readRecord(folder, json);
        var capture = new SpooledCapture(disk, folder, json, record, changed);
        if (record.complete()) {
            return capture;
        }
        capture.openTracks();
        return capture;
    }

    private static CaptureRecord readRecord(Path folder, KeptJson json) throws IOException {
        try {
            return read(folder.resolve(FILE), json);
        } catch (IOException e) {
            LOG.warn("{} cannot be read; its copy is taken.", folder.resolve(FILE));
            return read(folder.resolve(COPY), json);
        }
    }

    private static CaptureRecord read(Path file, KeptJson json) throws IOException {
        CaptureRecord read = json.read(Files.readAllBytes(file), CaptureRecord.class);
        if (read == null || read.captureId() == null || read.room() == null || read.epoch() == null) {
            throw new IOException("not the record of a capture");
        }
        return read;
    }

    private void openTracks() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            for (Path track : found.filter(Files::isDirectory).sorted().toList()) {
                openTrack(track);
            }
        }
    }

    private void openTrack(Path track) {
        try {
            SpooledTrack opened = SpooledTrack.open(record.captureId(), track, disk, changed);
            if (opened != null) {
                opened.recover(record.epoch());
                tracks.add(opened);
            }
        } catch (IOException e) {
            // The other tracks must be recorded on.
            LOG.error("The track in {} cannot be read; it is left as it is.", track, e);
        }
    }

    private synchronized void save(CaptureRecord changedRecord) throws IOException {
        byte[] bytes = json.write(changedRecord);
        disk.replace(folder.resolve(FILE), bytes);
        disk.replace(folder.resolve(COPY), bytes);
        record = changedRecord;
    }

    public synchronized CaptureRecord record() {
        return record;
    }

    /** Notes that the capture is to stop; the first such call counts. */
    public synchronized void stopping(Instant at) throws IOException {
        if (record.stopAt() == null) {
            save(record.stopping(at));
        }
    }

    /** Notes when the capture is to stop by itself; does nothing once it has stopped. */
    public synchronized void ending(Instant at) throws IOException {
        if (record.stopAt() == null && !at.equals(record.endsAt())) {
            save(record.ending(at));
        }
    }

    /**
     * Closes a capture that should have stopped while the recorder was down: what is missing up to then
     * is a gap in every track.
     */
    public void closeAfterwards(Instant at) throws IOException {
        stopping(at);
        CaptureRecord now = record();
        long endUs = Math.max(1, ChronoUnit.MICROS.between(now.epoch(), at));
        for (DeviceConfig device : now.room().devices()) {
            if (tracks.stream().noneMatch(track -> track.header().deviceId().equals(device.id()))) {
                track(device, null);
            }
        }
        for (SpooledTrack track : tracks) {
            track.makeWhole();
            long fromUs = track.endUs();
            if (fromUs < endUs) {
                track.append(new TrackEntry.Gap(track.size(), fromUs, endUs, GapReason.RECORDER_DOWN, 0), null);
            }
        }
        closed(at);
    }

    /** Notes that every journal is finished. */
    public void closed(Instant at) throws IOException {
        save(record().closed(at));
        changed.run();
    }

    /** Notes that the server has everything. */
    public void completed() throws IOException {
        save(record().completed());
        tracks.forEach(SpooledTrack::close);
        // Nobody asks for them any more; a recorder runs for terms.
        tracks.clear();
    }

    /** The tracks so far. */
    public List<SpooledTrack> tracks() {
        return new ArrayList<>(tracks);
    }

    /** The track of a device, made if it is not there yet. */
    public synchronized SpooledTrack track(DeviceConfig device, @Nullable MediaKind kind) throws IOException {
        var id = SpooledTrack.id(
                record.captureId(), device.id(), kind, record.room().standby());
        for (SpooledTrack track : tracks) {
            if (track.header().trackId().equals(id)) {
                return track;
            }
        }
        DeviceRole role = device.role();
        var header = new JournalLine.Header(id, device.id(), device.name(), role, kind);
        SpooledTrack track = SpooledTrack.create(record.captureId(), folder, disk, header, changed);
        // Where its journal was lost, its segments may be here still.
        track.recover(record.epoch());
        tracks.add(track);
        return track;
    }
}
