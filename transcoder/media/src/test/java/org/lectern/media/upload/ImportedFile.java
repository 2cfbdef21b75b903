package org.lectern.media.upload;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lectern.media.confined.ConfinedImport;
import org.lectern.media.confined.Confinement;
import org.lectern.media.confined.Limits;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;

/** What an import makes of a file, in memory: by the confined child, or in this process. */
public final class ImportedFile {
    private static final long MIB = 1024 * 1024;
    private static final long LONGEST_US = 24 * 3_600_000_000L;
    /** Little, so that what wants much is found out. */
    public static final Limits LIMITS = Limits.ofFile(1024 * MIB, 512 * MIB);

    public final List<ImportedPiece> pieces = new ArrayList<>();
    public final Map<ImportedPiece, byte[]> bytes = new LinkedHashMap<>();
    public List<String> notes = List.of();

    private ImportedFile() {}

    /** Read by a confined child. */
    public static ImportedFile confined(Path file) throws IOException {
        var imported = new ImportedFile();
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            imported.notes = new ConfinedImport(Confinement.REQUIRED, LIMITS)
                    .read(
                            new ImportOrder(Files.size(file), LONGEST_US),
                            (offset, length) -> read(reader, offset, length),
                            imported::take)
                    .notes();
        }
        return imported;
    }

    /** Read here: for files that the test has made. */
    public static ImportedFile here(Path file) throws IOException {
        var imported = new ImportedFile();
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            imported.notes = FileImport.run(
                            new ImportOrder(Files.size(file), LONGEST_US),
                            (offset, length) -> read(reader, offset, length),
                            imported::take)
                    .notes();
        }
        return imported;
    }

    private static byte[] read(RandomAccessFile file, long offset, int length) {
        try {
            file.seek(offset);
            byte[] bytes = new byte[length];
            int count = file.read(bytes);
            return count < 0 ? null : java.util.Arrays.copyOf(bytes, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(ImportedPiece piece, byte[] file) {
        pieces.add(piece);
        bytes.put(piece, file);
    }

    public List<ImportedPiece> of(MediaKind kind) {
        return pieces.stream()
                .filter(piece -> piece.kind() == kind && piece.format() != null)
                .toList();
    }

    public long endUs(MediaKind kind) {
        return of(kind).isEmpty() ? 0 : of(kind).getLast().endUs();
    }

    /** The journal of a track, as the worker makes it. */
    public List<TrackEntry> journal(MediaKind kind) {
        return pieces.stream()
                .filter(piece -> piece.kind() == kind)
                .map(piece -> entry(piece))
                .toList();
    }

    private TrackEntry entry(ImportedPiece piece) {
        return piece.format() == null
                ? new TrackEntry.Gap(
                        piece.sequence(), piece.startUs(), piece.endUs(), org.lectern.model.GapReason.DEVICE_LOST, 0)
                : new TrackEntry.Segment(
                        piece.sequence(),
                        piece.startUs(),
                        piece.endUs(),
                        piece.run(),
                        piece.mediaStartUs(),
                        piece.mediaEndUs(),
                        Instant.EPOCH,
                        piece.format(),
                        piece.kind() + "/" + piece.sequence(),
                        bytes.get(piece).length,
                        "",
                        piece.packets());
    }

    /** The bytes of a segment of a journal. */
    public byte[] fetch(TrackEntry.Segment segment) {
        return pieces.stream()
                .filter(piece -> segment.objectKey().equals(piece.kind() + "/" + piece.sequence()))
                .map(bytes::get)
                .findFirst()
                .orElseThrow();
    }
}
