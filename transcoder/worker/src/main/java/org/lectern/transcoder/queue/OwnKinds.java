package org.lectern.transcoder.queue;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes no tasks of some names, as others do them better; they are known nevertheless, so that they are
 * taken over from a worker that died.
 */
final class OwnKinds extends PostgreSqlJdbcCustomization {
    private final Supplier<Collection<String>> others;

    /** @param others names of tasks, asked each time; no text of a user */
    OwnKinds(Supplier<Collection<String>> others) {
        super(true, false);
        this.others = others;
    }

    @Override
    public boolean supportsSingleStatementLockAndFetch() {
        return false;
    }

    @Override
    public boolean supportsGenericLockAndFetch() {
        return true;
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String tableName, int limit, String requiredAndCondition, boolean orderByPriority) {
        String names = others.get().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        String own = names.isEmpty() ? "" : " and task_name not in (" + names + ") ";
        return super.createGenericSelectForUpdateQuery(tableName, limit, requiredAndCondition + own, orderByPriority);
    }
}
