package org.lectern.media.upload;

import org.jspecify.annotations.Nullable;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;

/**
 * An entry of the journal of one of the two tracks that a file gives: as {@link
 * org.lectern.model.TrackEntry}, without what only the store's side knows.
 *
 * @param kind which track
 * @param format null for a stretch for which the file holds nothing
 */
public record ImportedPiece(
        MediaKind kind,
        int sequence,
        long startUs,
        long endUs,
        int run,
        long mediaStartUs,
        long mediaEndUs,
        @Nullable SourceFormat format,
        int packets) {}
