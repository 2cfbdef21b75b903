package org.lectern.api.upload;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.lectern.catalogue.upload.Uploads;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectStore;

/** Removes from the store what was uploaded and is not wanted any more. */
@ApplicationScoped
class UploadedObjects {
    private static final Logger LOG = Logger.getLogger(UploadedObjects.class);

    private final Uploads uploads;
    private final ObjectStore store;

    UploadedObjects(Uploads uploads, ObjectStore store) {
        this.uploads = uploads;
        this.store = store;
    }

    /** Removes objects that no row names any more. */
    void remove(List<String> keys) {
        for (String key : keys) {
            try {
                store.delete(key);
            } catch (LecternException e) {
                LOG.warnf("%s is not needed any more and could not be removed: %s", key, e.getMessage());
            }
        }
    }

    /** Files that nobody has gone on sending for days. */
    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void removeForgotten() {
        remove(uploads.deleteForgotten());
    }
}
