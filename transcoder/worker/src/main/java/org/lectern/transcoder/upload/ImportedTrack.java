package org.lectern.transcoder.upload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.lectern.catalogue.upload.UploadJob;
import org.lectern.media.upload.ImportedPiece;
import org.lectern.model.DeviceRole;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;

/**
 * One of the tracks that a file gives, on its way to the store and the catalogue. Its name follows from the
 * capture's, so that a second try goes on with what the first one left. For one thread.
 */
final class ImportedTrack {
    private final UploadJob job;
    private final MediaKind kind;
    private final UUID trackId;
    private final List<TrackEntry> unreported = new ArrayList<>();
    private int known;
    private int count;
    private long recordedUs;
    private long endUs;

    ImportedTrack(UploadJob job, MediaKind kind) {
        this.job = job;
        this.kind = kind;
        trackId = UUID.nameUUIDFromBytes((job.captureId() + "/" + kind.key()).getBytes(StandardCharsets.UTF_8));
    }

    /** One of which all that there will be is in the catalogue. */
    static ImportedTrack known(UploadJob job, MediaKind kind, int entries, long recordedUs) {
        var track = new ImportedTrack(job, kind);
        track.count = entries;
        track.recordedUs = recordedUs;
        return track;
    }

    MediaKind kind() {
        return kind;
    }

    UUID trackId() {
        return trackId;
    }

    /** The first entries are in the catalogue already, from an earlier try. */
    void knows(int entries) {
        known = entries;
    }

    void add(ImportedPiece piece, byte[] bytes, ObjectStore store) {
        count = piece.sequence() + 1;
        endUs = piece.endUs();
        recordedUs += piece.format() == null ? 0 : piece.endUs() - piece.startUs();
        if (piece.sequence() < known) {
            return;
        }
        if (piece.format() == null) {
            unreported.add(
                    new TrackEntry.Gap(piece.sequence(), piece.startUs(), piece.endUs(), GapReason.NOT_CONNECTED, 0));
            return;
        }
        String key = ObjectKeys.sourceSegment(job.captureId(), trackId, piece.sequence());
        store.put(key, bytes, ObjectHeaders.immutable("video/mp4"));
        unreported.add(new TrackEntry.Segment(
                piece.sequence(),
                piece.startUs(),
                piece.endUs(),
                piece.run(),
                piece.mediaStartUs(),
                piece.mediaEndUs(),
                job.epoch().plus(piece.startUs(), ChronoUnit.MICROS),
                piece.format(),
                key,
                bytes.length,
                sha256(bytes),
                piece.packets()));
    }

    /** What is not reported yet; counts as reported then. */
    CaptureReport.Track report(boolean whole) {
        List<TrackEntry> entries = List.copyOf(unreported);
        unreported.clear();
        boolean video = kind == MediaKind.VIDEO;
        return new CaptureReport.Track(
                trackId,
                trackId,
                video ? "Video" : "Sound",
                video ? job.role() : DeviceRole.MICROPHONE,
                kind,
                whole ? count : null,
                recordedUs,
                0,
                entries);
    }

    int unreported() {
        return unreported.size();
    }

    long endUs() {
        return endUs;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
