package org.lectern.transcoder.queue;

import jakarta.enterprise.context.ApplicationScoped;
import org.lectern.catalogue.upload.UploadJob;
import org.lectern.catalogue.upload.UploadWork;
import org.lectern.catalogue.work.UploadRef;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.transcoder.upload.UploadImporter;

/** One {@code import-upload} task: read a file, as often as it is worth it. */
@ApplicationScoped
class ImportTask {
    private final UploadWork work;
    private final UploadImporter importer;

    ImportTask(UploadWork work, UploadImporter importer) {
        this.work = work;
        this.importer = importer;
    }

    /**
     * Reads a file.
     *
     * @param failures failures in a row before this try
     * @throws LecternException where another try is worth it
     */
    void run(UploadRef ref, int failures) {
        work.start(ref.uploadId()).ifPresent(job -> run(job, failures));
    }

    private void run(UploadJob job, int failures) {
        try {
            importer.run(job);
        } catch (RuntimeException e) {
            LecternException failure = e instanceof LecternException known
                    ? known
                    : new LecternException(ErrorCode.INTERNAL, "Reading the file failed unexpectedly: " + e, e);
            if (Thread.currentThread().isInterrupted()
                    || failure.code() == ErrorCode.NOT_FOUND
                    || !RetryPolicy.givesUp(failure, failures)) {
                throw failure;
            }
            importer.giveUp(job, failure);
        }
    }
}
