package org.lectern.catalogue.upload;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lectern.model.DeviceRole;

/**
 * All that a worker needs to read an uploaded file.
 *
 * @param epoch when it was recorded: position 0 of the capture's timeline
 * @param role what its pictures show
 * @param pieces in the order of the file
 */
public record UploadJob(
        UUID uploadId,
        UUID lectureId,
        UUID captureId,
        String fileName,
        String title,
        DeviceRole role,
        Instant epoch,
        long bytes,
        List<Piece> pieces) {
    /**
     * A piece of the file.
     *
     * @param start where in the file it begins
     */
    public record Piece(String objectKey, long start, int bytes) {}
}
