package org.lectern.catalogue.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may be uploaded: properties {@code lectern.upload.…}, or {@code LECTERN_UPLOAD_…}. */
@ConfigMapping(prefix = "lectern.upload")
public interface UploadsConfig {
    /** The largest file that is taken. */
    @WithDefault("64G")
    MemorySize largest();

    /** What all uploaded files together may take in the store. */
    @WithDefault("2048G")
    MemorySize quota();

    /** What a worker does where it cannot shut in what reads files of strangers. */
    @WithDefault("required")
    Confine confine();

    /** What reading a file, or encoding a chunk of it, may take of the worker's memory. */
    @WithDefault("2G")
    MemorySize memory();

    /** The longest lecture that is made of a file. */
    @WithDefault("PT24H")
    Duration longest();

    /** How well what reads files of strangers has to be shut in. */
    enum Confine {
        /** Wholly, or nothing is read. */
        REQUIRED,
        /** As well as the machine can; the log says what is missing. */
        BEST_EFFORT
    }

    /** A file of which nothing more has come for so long is removed. */
    @WithDefault("P7D")
    Duration forgottenAfter();
}
