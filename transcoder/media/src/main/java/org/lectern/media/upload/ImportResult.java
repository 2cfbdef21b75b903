package org.lectern.media.upload;

import java.util.List;

/**
 * What came of a file.
 *
 * @param notes what of it is not in the lecture, for people
 */
public record ImportResult(List<String> notes) {
    public ImportResult {
        notes = List.copyOf(notes);
    }
}
