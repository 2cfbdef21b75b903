package org.lectern.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.encoding.Encoding;
import org.lectern.catalogue.encoding.EncodingState;
import org.lectern.catalogue.encoding.WorkerInfo;
import org.lectern.catalogue.encoding.Workers;
import org.lectern.embedded.EmbeddedStackResource;

/** Ten thousand chunks in the queue of a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class EncodingQueueTest {
    private static final int MANY = 10_000;
    private static final String WORKER = "box/17";
    private static final String PLAN = """
            {"kind":"video","frameRate":{"numerator":25,"denominator":1},"keyframeIntervalUs":2000000,"rungs":[
            {"name":"360p","width":640,"height":360,"crf":25,"maxBitsPerSecond":600000,"bFrames":3,"preset":"veryfast","tune":""}]}""";

    @Inject
    Encoding encoding;

    @Inject
    Workers workers;

    @Inject
    DataSource dataSource;

    private final UUID lecture = UUID.randomUUID();
    private final UUID capture = UUID.randomUUID();
    private final UUID track = UUID.randomUUID();
    private final UUID publication = UUID.randomUUID();
    private final UUID planned = UUID.randomUUID();

    @BeforeEach
    void queueMany() {
        update("delete from chunk");
        update("delete from scheduled_tasks");
        update("delete from worker");
        update(
                "insert into lecture values (?, null, 'Hall', 'Graphs', null, 'PROCESSING', true, now(), now())",
                lecture);
        update(
                "insert into capture (id, lecture_id, room_name, state, epoch, requested_at) values (?, ?, 'Hall', 'COMPLETE', now(), now())",
                capture,
                lecture);
        update(
                "insert into track (id, capture_id, device_id, name, role, kind, known_entries, known_until_us)"
                        + " values (?, ?, ?, 'Camera', 'PRESENTER', 'VIDEO', 0, 0)",
                track,
                capture,
                UUID.randomUUID());
        update(
                "insert into publication (id, lecture_id, capture_id, version, state, origin_us, segment_us, chunk_segments,"
                        + " views, created_at) values (?, ?, ?, 1, 'FINISHING', 0, 6000000, 2, '[]', now())",
                publication,
                lecture,
                capture);
        update(
                "insert into publication_track (id, publication_id, track_id, name, plan, planned_chunks)"
                        + " values (?, ?, ?, 'presenter', ?, ?)",
                planned,
                publication,
                track,
                PLAN,
                MANY);
        update(
                "insert into chunk (publication_track_id, chunk_index, state, start_us, end_us, attempts, queued_at)"
                        + " select ?, i, 'QUEUED', i * 12000000::bigint, (i + 1) * 12000000::bigint, 0, now() from generate_series(0, ?) i",
                planned,
                MANY - 1);
        update(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)"
                        + " select 'encode-chunk', ? || '/' || i, now(), false, 1, 70 from generate_series(0, ?) i",
                planned.toString(),
                MANY - 1);
        update("vacuum analyze scheduled_tasks");
    }

    @AfterEach
    void clear() {
        workers.resume();
        workers.leave(WORKER);
        update("delete from lecture where id = ?", lecture);
        update("delete from scheduled_tasks");
    }

    @Test
    void eta_comesFromWhatChunksTookAndHowManyThreadsThereAre() {
        assertThat(state().etaSeconds()).as("nobody is there").isNull();
        workers.seen(WORKER, 4, 0);
        assertThat(state().etaSeconds()).as("nothing has been measured").isNull();

        // Ten chunks took 3 s each on one thread.
        update(
                "update chunk set state = 'DONE', encode_us = 3000000, finished_at = now(), result = '{\"renditions\":[]}'"
                        + " where chunk_index < 10 and publication_track_id = ?",
                planned);

        EncodingState state = state();
        assertThat(state.workers()).extracting(WorkerInfo::threads).containsExactly(4);
        assertThat(state.chunksWaiting()).isEqualTo(MANY - 10);
        assertThat(state.etaSeconds()).isCloseTo((MANY - 10) * 3 / 4.0, within(3.0));
        assertThat(state.lectures()).singleElement().satisfies(one -> {
            assertThat(one.lectureId()).isEqualTo(lecture);
            assertThat(one.chunksOpen()).isEqualTo(MANY - 10);
            assertThat(one.etaSeconds()).isEqualTo(state.etaSeconds());
        });

        workers.pause("admin");
        workers.pause("somebody else");
        assertThat(workers.seen(WORKER, 4, 2)).isTrue();
        EncodingState paused = state();
        assertThat(paused.pausedBy()).isEqualTo("admin");
        assertThat(paused.etaSeconds()).isNull();
        workers.resume();
        assertThat(workers.seen(WORKER, 4, 2)).isFalse();
    }

    @Test
    void taskOfAFullQueue_isFoundByLookingAtAFewPages() {
        // As a worker that has x264 alone takes tasks.
        List<String> plan = rows("""
                explain (analyze, buffers, costs off, timing off, summary off)
                select task_name, task_instance from scheduled_tasks
                where picked = false and execution_time <= now()
                and task_name not in ('encode-chunk-nvenc', 'encode-chunk-vaapi', 'encode-chunk-qsv', 'encode-chunk-openh264')
                order by priority desc, execution_time asc for update skip locked limit 2""");

        String text = String.join("\n", plan);
        assertThat(text)
                .contains("Index Scan using scheduled_tasks_due")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
        Matcher pages = Pattern.compile("shared hit=(\\d+)").matcher(text);
        assertThat(pages.find()).isTrue();
        assertThat(Integer.parseInt(pages.group(1))).as(text).isLessThan(50);
    }

    /** One that is not older than what the test has just done: a forecast serves for two seconds. */
    private EncodingState state() {
        return await().pollDelay(Duration.ofMillis(2_100)).until(encoding::state, Objects::nonNull);
    }

    private void update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> rows(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
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
}
