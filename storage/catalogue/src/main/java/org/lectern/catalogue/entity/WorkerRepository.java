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
                .createNativeQuery("update scheduled_tasks t set task_name = :all"
                        + " where t.task_name in (:names) and t.picked = false and not exists (select 1"
                        + " from scheduled_tasks o where o.task_name = :all and o.task_instance = t.task_instance)")
                .setParameter("all", Tasks.ENCODE_CHUNK.getTaskName())
                .setParameter("names", taskNames)
                .executeUpdate();
    }

    public void removeUnseenSince(Instant since) {
        delete("seenAt < ?1", since);
    }
}
