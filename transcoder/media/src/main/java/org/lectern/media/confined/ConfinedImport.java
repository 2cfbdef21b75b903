package org.lectern.media.confined;

import org.jspecify.annotations.Nullable;
import org.lectern.media.upload.ImportOrder;
import org.lectern.media.upload.ImportResult;
import org.lectern.media.upload.ImportedPiece;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Reads uploaded files, each in a confined child of its own. Thread-safe. */
public final class ConfinedImport {
    private final Confinement confinement;
    private final Limits limits;

    public ConfinedImport(Confinement confinement, Limits limits) {
        this.confinement = confinement;
        this.limits = limits;
    }

    /** The file that is read. */
    @FunctionalInterface
    public interface FileBytes {
        /**
         * @param offset where, from 0
         * @param length how many at most
         * @return at least one byte; null at the end of the file
         */
        byte @Nullable [] read(long offset, int length);
    }

    /** Where what is read goes. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * @param piece its values are within bounds
         * @param bytes fragmented MP4; not to be decoded outside of a confined child
         */
        void take(ImportedPiece piece, byte[] bytes);
    }

    /**
     * Reads a file.
     *
     * @throws LecternException with {@code UPLOAD_UNREADABLE}, {@code UPLOAD_WITHOUT_MEDIA}, {@code
     *     UPLOAD_OVER_LIMIT}; as {@link ConfinedChild} besides
     */
    public ImportResult read(ImportOrder order, FileBytes file, Receiver receiver) {
        var judge = new ImportJudge(order);
        try (ConfinedChild child = ConfinedChild.start(confinement, limits)) {
            byte[] result = child.run(ChildJobs.IMPORT, order, new ConfinedChild.Dialogue() {
                @Override
                public byte @Nullable [] asked(long place, int length) {
                    if (place < 0 || length <= 0 || place >= order.bytes()) {
                        return null;
                    }
                    return file.read(place, Math.min(length, ImportOrder.MOST_READ_BYTES));
                }

                @Override
                public void given(byte[] head, byte[] body) {
                    receiver.take(judge.check(Messages.read(head, ImportedPiece.class), body), body);
                }
            });
            return judge.check(Messages.read(result, ImportResult.class));
        } catch (LecternException e) {
            throw e.code() == ErrorCode.MEDIA_DAMAGED
                    ? new LecternException(ErrorCode.UPLOAD_UNREADABLE, String.valueOf(e.getMessage()), e)
                    : e;
        }
    }
}
