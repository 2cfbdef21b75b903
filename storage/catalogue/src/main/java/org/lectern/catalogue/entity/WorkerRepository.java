package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.lectern.catalogue.work.Tasks;

/** Queries over workers. */
@ApplicationScoped
public class WorkerRepository implements PanacheRepositoryBase<WorkerEntity, String> {
    public List<WorkerEntity> seenSince(Instant since) {
        return list("seenAt > ?1 order by name", since);
    }

    /** Lets all workers take chunks that wait under these names of tasks. */
    public void releaseTasks(List<String> taskNames) {
        if (taskNames.isEmpty()) {
            return;
        }
        getEntityManager()
                .createNativeQuery("update scheduled_tasks set task_name = :all"
                        + " where task_name in (:names) and picked = false")
                .setParameter("all", Tasks.ENCODE_CHUNK.getTaskName())
                .setParameter("names", taskNames)
                .executeUpdate();
    }

    public void removeUnseenSince(Instant since) {
        delete("seenAt < ?1", since);
    }
}
