package org.lectern.media.confined;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lectern.media.upload.ImportOrder;
import org.lectern.media.upload.ImportResult;
import org.lectern.media.upload.ImportedPiece;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;

/**
 * Believes of what a confined child says only what can be: journals without holes that go forward, formats
 * that there are, texts of a length. For one thread.
 */
final class ImportJudge {
    private static final int MOST_SIDE = 16_384;
    private static final int MOST_NOTES = 50;
    private static final int MOST_NOTE = 500;
    /** What leads in stands a little before position 0. */
    private static final long LEAD_IN_US = 2_000_000;

    private final ImportOrder order;
    private final Map<MediaKind, ImportedPiece> last = new EnumMap<>(MediaKind.class);

    ImportJudge(ImportOrder order) {
        this.order = order;
    }

    ImportedPiece check(ImportedPiece piece, byte[] bytes) {
        ImportedPiece before = last.put(piece.kind(), piece);
        require(piece.sequence() == (before == null ? 0 : before.sequence() + 1));
        require(piece.startUs() >= (before == null ? -LEAD_IN_US : before.endUs()));
        require(piece.endUs() > piece.startUs() && piece.endUs() <= order.longestUs() + LEAD_IN_US);
        SourceFormat format = piece.format();
        require((format == null) == (bytes.length == 0));
        if (format != null) {
            require(format.codec().kind() == piece.kind());
            require(piece.mediaStartUs() >= 0 && piece.mediaEndUs() > piece.mediaStartUs() && piece.packets() > 0);
            require(piece.run() >= 0 && (before == null || piece.run() >= before.run()));
            boolean video = piece.kind() == MediaKind.VIDEO;
            require(format.width() >= 0 && format.width() <= MOST_SIDE);
            require(format.height() >= 0 && format.height() <= MOST_SIDE);
            require(video == (format.frameRate() != null) && video == (format.width() > 0));
            require(format.sampleRate() >= 0 && format.sampleRate() <= 384_000);
            require(format.channels() >= 0 && format.channels() <= 64);
        }
        return piece;
    }

    ImportResult check(ImportResult result) {
        List<String> notes = result.notes();
        require(notes.size() <= MOST_NOTES);
        return new ImportResult(notes.stream()
                .map(note -> note.substring(0, Math.min(note.length(), MOST_NOTE)))
                .toList());
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw new LecternException(ErrorCode.MEDIA_DAMAGED, "What reads the file talks nonsense.");
        }
    }
}
