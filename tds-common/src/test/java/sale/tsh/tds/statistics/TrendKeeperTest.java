package sale.tsh.tds.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

class TrendKeeperTest {

  private static final List<String> COUNTS =
      List.of("received", "refused", "succeeded", "failed", "duration_ms");
  private static final List<String> LEVELS =
      List.of("pending", "waiting_retry", "dead_letter", "oldest_pending_seconds");

  private static TestDatabase database;
  private static JdbcClient jdbc;

  private TrendKeeper keeper;
  private OffsetDateTime minute;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
    jdbc = database.jdbc();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void clean() {
    Tables.empty(
        jdbc,
        "tds_inbox_events",
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_attempt_counts",
        "tds_minutes");
    keeper = new TrendKeeper(jdbc);
    minute =
        jdbc.sql("select date_bin('1 min', now() - interval '20 min', 'epoch')")
            .query(OffsetDateTime.class)
            .single();
  }

  @Test
  void minuteThatIsOverIsWrittenOnce() {
    assertThat(keeper.runOnce()).isEqualTo(58);
    List<Map<String, @Nullable Object>> written = rows();
    // A minute may have ended meanwhile.
    assertThat(keeper.runOnce()).isLessThanOrEqualTo(1);
    assertThat(rows().subList(0, written.size())).isEqualTo(written);
    assertThat(
            database.count(
                "tds_minutes where minute < now() - interval '1 hour' or minute > now() - interval '70 s'"))
        .isZero();
  }

  @Test
  void existingRowStaysAsItIs() {
    jdbc.sql("insert into tds_minutes values (:minute, 7, 6, 5, 4, 3)")
        .param("minute", minute)
        .update();
    delivery(0, true, null);
    keeper.runOnce();
    assertThat(COUNTS.stream().map(this::value)).containsExactly(7.0, 6.0, 5.0, 4.0, 3.0);
  }

  @Test
  void deliveriesCountInTheMinuteOfTheirReceipt() {
    delivery(0, true, null);
    delivery(59.999, true, null);
    delivery(30, false, "no_id");
    delivery(31, false, "wrong_signature");
    delivery(32, false, "unreadable");
    delivery(33, false, null);
    delivery(-0.001, true, null);
    delivery(60, true, null);
    delivery(60, false, "no_id");
    keeper.runOnce();
    assertThat(value("received")).isEqualTo(2);
    assertThat(value("refused")).isEqualTo(3);
  }

  @Test
  void attemptsCountInTheMinuteOfTheirEnd() {
    attempt(UUID.randomUUID(), 0, "applied", 100);
    attempt(UUID.randomUUID(), 59.9, "superseded", 200);
    attempt(UUID.randomUUID(), 25, "failed", 400);
    attempt(UUID.randomUUID(), -1, "failed", 800);
    attempt(UUID.randomUUID(), 60, "applied", 1_600);
    keeper.runOnce();
    assertThat(value("succeeded")).isEqualTo(2);
    assertThat(value("failed")).isEqualTo(1);
    assertThat(value("duration_ms")).isEqualTo(700);
  }

  @Test
  void latencyIsFromQueuedToCompleted() {
    IntStream.rangeClosed(0, 100).forEach(n -> completed(30, n * 0.1));
    completed(-5, 100_000);
    attempt(event("retry", 3_000), 31, "failed", 1);
    keeper.runOnce();
    assertThat(value("latency_p50_ms")).isCloseTo(5_000, within(0.01));
    assertThat(value("latency_p95_ms")).isCloseTo(9_500, within(0.01));
  }

  @Test
  void latencyIsThatOfTheNewestThousandEvents() {
    completed(1, 5, 1_500);
    completed(2, 1, 1_000);
    keeper.runOnce();
    assertThat(value("succeeded")).isEqualTo(2_500);
    assertThat(value("latency_p50_ms")).isCloseTo(1_000, within(0.01));
    assertThat(value("latency_p95_ms")).isCloseTo(1_000, within(0.01));
  }

  /** Failures have no latency, and neither has a deleted event. */
  @Test
  void minuteWithoutCompletionsHasNoLatency() {
    attempt(event("retry", 10), 10, "failed", 1);
    attempt(UUID.randomUUID(), 11, "applied", 1);
    keeper.runOnce();
    assertThat(row(minute))
        .containsEntry("latency_p50_ms", null)
        .containsEntry("latency_p95_ms", null);
  }

  @Test
  void depthsAreThoseOfTheNewestMinuteOnly() {
    event("pending", 90);
    event("pending", 30);
    event("processing", 500);
    event("retry", 1_000);
    event("dead_letter", 2_000);
    event("dead_letter", 3_000);
    event("dead_letter", 4_000);
    keeper.runOnce();
    Map<String, @Nullable Object> newest = rows().getLast();
    assertThat(newest)
        .containsEntry("pending", 2L)
        .containsEntry("waiting_retry", 1L)
        .containsEntry("dead_letter", 3L);
    // Queued some time before a minute that was 20 minutes ago.
    assertThat(newest.get("oldest_pending_seconds"))
        .asInstanceOf(DOUBLE)
        .isBetween(20 * 60.0, 30 * 60.0);
    assertThat(rows().subList(0, rows().size() - 1))
        .allSatisfy(row -> LEVELS.forEach(level -> assertThat(row).containsEntry(level, null)));
  }

  @Test
  void depthsOfAnEmptyQueueAreZero() {
    keeper.runOnce();
    Map<String, @Nullable Object> newest = rows().getLast();
    assertThat(newest)
        .containsEntry("pending", 0L)
        .containsEntry("waiting_retry", 0L)
        .containsEntry("dead_letter", 0L)
        .containsEntry("oldest_pending_seconds", 0.0);
  }

  @Test
  void minutesMissedInAPauseAreWrittenWithoutDepths() {
    keeper.runOnce();
    event("pending", 10);
    delivery(10, true, null);
    attempt(UUID.randomUUID(), 20, "failed", 5);
    jdbc.sql("delete from tds_minutes where minute between :from and :to")
        .param("from", minute.minusMinutes(2))
        .param("to", minute.plusMinutes(2))
        .update();
    assertThat(keeper.runOnce()).isBetween(5, 6);
    assertThat(COUNTS.stream().map(this::value)).containsExactly(1.0, 0.0, 0.0, 1.0, 5.0);
    LEVELS.forEach(level -> assertThat(row(minute)).containsEntry(level, null));
  }

  @Test
  void twoRunsAtOnceWriteEachMinuteOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> runs =
          IntStream.range(0, 4).mapToObj(n -> threads.submit(keeper::runOnce)).toList();
      int written = 0;
      for (Future<Integer> run : runs) {
        written += run.get();
      }
      assertThat(written).isEqualTo(database.count("tds_minutes"));
      assertThat(written).isBetween(58, 59);
    }
  }

  /** Among the rows of a day, the query reads only those of the minute. */
  @Test
  void minuteIsReadFromTheIndexes() {
    jdbc.sql(
            """
            insert into tds_inbox_events (id, received_at, event_id, path, body, body_size, refusal)
            select gen_random_uuid(), now() - n * interval '4 s', case when n % 50 > 0 then gen_random_uuid() end,
                   'items', '{}', 2, case when n % 50 = 0 then 'no_id' end
              from generate_series(1, 20000) n
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at)
            select gen_random_uuid(), id, arrival, 'item.updated', 'item', '1', 'completed', received_at
              from tds_inbox_events
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms)
            select id, event_type, entity_id, queued_at + interval '1 s', 1, 'applied', 1 from tds_sync_queue
            """)
        .update();
    jdbc.sql("analyze tds_inbox_events, tds_sync_queue, tds_sync_logs").update();
    assertThat(plan())
        .contains(
            "tds_inbox_events_accepted",
            "tds_inbox_events_refused",
            "tds_sync_logs_time",
            "Index Cond: (id = l.queue_id)",
            "tds_sync_queue_recent")
        .doesNotContain("Seq Scan on tds_inbox", "Seq Scan on tds_sync");
  }

  private String plan() {
    return jdbc
        .sql("explain " + TrendKeeper.KEEP)
        .param("minute", minute)
        .param("newest", true)
        .query((row, number) -> row.getString(1))
        .stream()
        .collect(Collectors.joining("\n"));
  }

  private void delivery(double second, boolean accepted, @Nullable String refusal) {
    jdbc.sql(
            """
            insert into tds_inbox_events (id, received_at, event_id, path, body, body_size, refusal)
            values (gen_random_uuid(), :minute + :second * interval '1 s',
                    case when :accepted then gen_random_uuid() end, 'items', '{}', 2, :refusal)
            """)
        .param("minute", minute)
        .param("second", second)
        .param("accepted", accepted)
        .param("refusal", refusal, Types.VARCHAR)
        .update();
  }

  /** An event that was queued some seconds before the minute. */
  private UUID event(String status, double secondsBefore) {
    return jdbc.sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at)
            values (gen_random_uuid(), gen_random_uuid(), 1, 'item.updated', 'item', '1', :status,
                    :minute - :before * interval '1 s')
            returning id
            """)
        .param("status", status)
        .param("minute", minute)
        .param("before", secondsBefore)
        .query(UUID.class)
        .single();
  }

  private void completed(double second, double latency) {
    attempt(event("completed", latency - second), second, "applied", 1);
  }

  private void completed(double second, double latency, int events) {
    jdbc.sql(
            """
            with events as (
              insert into tds_sync_queue
                (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at)
              select gen_random_uuid(), gen_random_uuid(), n, 'item.updated', 'item', '1', 'completed',
                     :minute + (:second - :latency) * interval '1 s'
                from generate_series(1, :events) n
              returning id
            )
            insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms)
            select id, 'item.updated', '1', :minute + :second * interval '1 s', 1, 'applied', 1 from events
            """)
        .param("minute", minute)
        .param("second", second)
        .param("latency", latency)
        .param("events", events)
        .update();
  }

  private void attempt(UUID event, double second, String outcome, double durationMs) {
    jdbc.sql(
            """
            insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms)
            values (:event, 'item.updated', '1', :minute + :second * interval '1 s', 1, :outcome, :duration)
            """)
        .param("event", event)
        .param("minute", minute)
        .param("second", second)
        .param("outcome", outcome)
        .param("duration", durationMs)
        .update();
  }

  private double value(String column) {
    return jdbc.sql("select %s from tds_minutes where minute = :minute".formatted(column))
        .param("minute", minute)
        .query(Double.class)
        .single();
  }

  private static Map<String, @Nullable Object> row(OffsetDateTime minute) {
    return jdbc.sql("select * from tds_minutes where minute = :minute")
        .param("minute", minute)
        .query()
        .singleRow();
  }

  /** All minutes, oldest first. */
  private static List<Map<String, @Nullable Object>> rows() {
    return jdbc.sql("select * from tds_minutes order by minute").query().listOfRows();
  }
}
