package org.lectern.transcoder.line;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Looks at the catalogue and its queue from outside, and lets tests hold tasks back. */
@ApplicationScoped
class Queue {
    @Inject
    DataSource dataSource;

    /** A recorder that may report. */
    UUID agent() {
        UUID id = UUID.randomUUID();
        update(
                "insert into agent (id, name, key_sha256, created_at) values (?, ?, ?, now())",
                id,
                id.toString(),
                id.toString());
        return id;
    }

    String publicationState(UUID lectureId) {
        return one("select state from publication where lecture_id = ? order by version", lectureId);
    }

    /** {@code name/index} of the chunks in a state. */
    List<String> chunks(UUID lectureId, String state) {
        return rows("""
                select t.name || '/' || c.chunk_index from chunk c
                join publication_track t on t.id = c.publication_track_id
                join publication p on p.id = t.publication_id
                where p.lecture_id = ? and c.state = ? order by 1""", lectureId, state);
    }

    List<String> workers(UUID lectureId) {
        return rows("""
                select distinct c.worker from chunk c
                join publication_track t on t.id = c.publication_track_id
                join publication p on p.id = t.publication_id
                where p.lecture_id = ? order by 1""", lectureId);
    }

    /** Plans what is queued of a track from now on for an encoder; before it is planned at all, nothing. */
    void planFor(UUID lectureId, String track, String encoder) {
        update("""
                update publication_track set encoder = ? where name = ? and publication_id in
                (select id from publication where lecture_id = ?)""", encoder, track, lectureId);
    }

    /** What the chunks of a track were encoded by, in order. */
    List<String> encoders(UUID lectureId, String track) {
        return rows("""
                select coalesce(c.encoder, 'x264') from chunk c
                join publication_track t on t.id = c.publication_track_id
                join publication p on p.id = t.publication_id
                where p.lecture_id = ? and t.name = ? order by c.chunk_index""", lectureId, track);
    }

    int attempts(UUID lectureId) {
        return Integer.parseInt(one("""
                select coalesce(sum(c.attempts), 0)::text from chunk c
                join publication_track t on t.id = c.publication_track_id
                join publication p on p.id = t.publication_id
                where p.lecture_id = ?""", lectureId));
    }

    void holdAll() {
        update("update scheduled_tasks set execution_time = now() + interval '1 day' where task_name = 'encode-chunk'");
    }

    /** Lets what is queued seem to have been queued long ago. */
    void age(Duration age) {
        update(
                "update chunk set queued_at = queued_at - ? * interval '1 second' where state = 'QUEUED'",
                age.toSeconds());
    }

    /** Holds back what is left for later, from here on. */
    void holdTheRest() {
        update("""
                create or replace function hold_rest() returns trigger language plpgsql as $$ begin
                if new.task_instance like '%/rest' then new.execution_time := now() + interval '1 day'; end if;
                return new; end $$""");
        update("create trigger hold_rest before insert on scheduled_tasks for each row execute function hold_rest()");
    }

    void releaseTheRest() {
        update("drop trigger if exists hold_rest on scheduled_tasks");
        update("update scheduled_tasks set execution_time = now() where task_instance like '%/rest'");
    }

    /** Of all versions, the first one first. */
    List<String> publicationStates(UUID lectureId) {
        return rows("select state from publication where lecture_id = ? order by version", lectureId);
    }

    List<String> hurriesOfVersion(UUID lectureId, int version) {
        return rows("""
                select distinct c.hurry from chunk c
                join publication_track t on t.id = c.publication_track_id
                join publication p on p.id = t.publication_id
                where p.lecture_id = ? and p.version = ? order by 1""", lectureId, version);
    }

    List<String> hurries(UUID lectureId) {
        return rows("""
                select distinct c.hurry from chunk c
                join publication_track t on t.id = c.publication_track_id
                join publication p on p.id = t.publication_id
                where p.lecture_id = ? order by 1""", lectureId);
    }

    void release(UUID lectureId, String track, int index) {
        update("""
                update scheduled_tasks set execution_time = now() where task_instance =
                (select t.id || '/' || ? from publication_track t join publication p on p.id = t.publication_id
                where t.name = ? and p.lecture_id = ?)""", Integer.toString(index), track, lectureId);
    }

    /** Leaves a chunk as a worker does that is killed while it encodes. */
    void abandon(UUID lectureId, String track, int index) {
        update("""
                update scheduled_tasks set picked = true, picked_by = 'killed', execution_time = now(),
                last_heartbeat = now() - interval '1 minute', version = version + 1 where task_instance =
                (select t.id || '/' || ? from publication_track t join publication p on p.id = t.publication_id
                where t.name = ? and p.lecture_id = ?)""", Integer.toString(index), track, lectureId);
        update("""
                update chunk set state = 'ENCODING', attempts = 1, worker = 'killed' where chunk_index = ?
                and publication_track_id = (select t.id from publication_track t
                join publication p on p.id = t.publication_id where t.name = ? and p.lecture_id = ?)""", index, track, lectureId);
    }

    UUID publication(UUID lectureId) {
        String id = one("select id::text from publication where lecture_id = ? order by version desc", lectureId);
        return id.equals("none") ? null : UUID.fromString(id);
    }

    /** Holds back whatever is queued to be described from now on. */
    void holdBackground() {
        update("""
                create or replace function hold_background() returns trigger language plpgsql as
                $$ begin new.execution_time = now() + interval '1 day'; return new; end $$""");
        update("""
                create or replace trigger hold_background before insert on background_tasks
                for each row execute function hold_background()""");
    }

    boolean isBackground(UUID publicationId) {
        return publicationId != null
                && !rows("select task_name from background_tasks where task_instance = ?", publicationId.toString())
                        .isEmpty();
    }

    boolean isPicked(UUID publicationId) {
        return !rows(
                        "select task_name from background_tasks where picked and task_instance = ?",
                        publicationId.toString())
                .isEmpty();
    }

    void releaseBackground(UUID publicationId) {
        update("drop trigger hold_background on background_tasks");
        update("update background_tasks set execution_time = now() where task_instance = ?", publicationId.toString());
    }

    /** Leaves a description as a worker does that is killed while it describes. */
    void abandonBackground(UUID publicationId) {
        update("drop trigger hold_background on background_tasks");
        update("""
                update background_tasks set picked = true, picked_by = 'killed', execution_time = now(),
                last_heartbeat = now() - interval '1 minute', version = version + 1 where task_instance = ?""", publicationId.toString());
    }

    List<String> backgroundTasks(UUID publicationId) {
        return rows(
                "select task_name from background_tasks where task_instance = ? order by 1", publicationId.toString());
    }

    String compositeState(UUID publicationId) {
        return one("select state from composite where publication_id = ?", publicationId);
    }

    private String one(String sql, Object... arguments) {
        List<String> rows = rows(sql, arguments);
        return rows.isEmpty() ? "none" : rows.getFirst();
    }

    private List<String> rows(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet result = statement.executeQuery()) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
