package org.lectern.catalogue.upload;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.UploadState;

/**
 * An uploaded file.
 *
 * @param role what its pictures show
 * @param received bytes that are in the store
 * @param bytesRead how far it has been read, in bytes
 * @param importedSeconds how much lecture that gave
 * @param problemCode why it cannot be read, or not to its end; null if it can
 * @param problem the same for people, with what to do
 * @param notes what of the file is not in the lecture
 */
public record UploadInfo(
        UUID id,
        UUID lectureId,
        String title,
        String fileName,
        DeviceRole role,
        UploadState state,
        long bytes,
        long received,
        long bytesRead,
        double importedSeconds,
        @Nullable ErrorCode problemCode,
        @Nullable String problem,
        List<String> notes,
        String createdBy,
        Instant createdAt) {}
