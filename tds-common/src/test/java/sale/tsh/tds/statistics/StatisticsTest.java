package sale.tsh.tds.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

class StatisticsTest {

  private static TestDatabase database;
  private JdbcClient jdbc;
  private Statistics statistics;
  private StatisticsKeeper keeper;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void clean() {
    jdbc = database.jdbc();
    statistics = new Statistics(jdbc);
    keeper = new StatisticsKeeper(jdbc, database.transactions());
    Tables.empty(jdbc, "tds_sync_queue", "tds_sync_logs", "tds_attempt_counts");
  }

  /**
   * The statements of docs/OPERATIONS.md, "Purging" and "Stuck events", that change the queue, and
   * others that an operator may run.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from tds_sync_queue where status = 'completed' and completed_at < now() - interval '30 days'",
        "update tds_sync_queue set status = 'pending', started_at = null where status = 'processing' and started_at < now() - interval '1 hour'",
        "update tds_sync_queue set status = 'completed'",
        "update tds_sync_queue set priority = 1",
        "update tds_sync_queue set status = 'pending' where false",
        "delete from tds_sync_queue",
        "delete from tds_sync_queue where status in ('retry', 'dead_letter')",
        "truncate tds_sync_queue",
        "insert into tds_sync_queue select gen_random_uuid(), delivery_id, arrival, event_type, entity_type, entity_id, status from tds_sync_queue",
        "insert into tds_sync_queue select * from tds_sync_queue on conflict (id) do update set status = 'retry'",
        "merge into tds_sync_queue q using (select id from tds_sync_queue where status = 'retry') r on q.id = r.id when matched then delete",
        """
        with gone as (
          delete from tds_sync_queue where status = 'dead_letter' returning *
        )
        insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
        select gen_random_uuid(), delivery_id, arrival, event_type, entity_type, entity_id from gone
        """,
      })
  void countsAgreeWithTheQueueAfterAnOperatorsStatement(String statement) {
    fill();
    assertCountsAgree();
    jdbc.sql(statement).update();
    assertCountsAgree();
  }

  @Test
  void rolledBackStatementCountsNothing() {
    fill();
    database
        .transactions()
        .executeWithoutResult(status -> {
          jdbc.sql("delete from tds_sync_queue").update();
          assertCountsAgree();
          status.setRollbackOnly();
        });
    assertCountsAgree();
    assertThat(statistics.queueCounts().total()).isEqualTo(16);
  }

  @Test
  void changeCountsOnlyAfterItsCommit() {
    fill();
    QueueCounts before = statistics.queueCounts();
    database
        .transactions()
        .executeWithoutResult(status -> {
          jdbc.sql("delete from tds_sync_queue").update();
          assertThat(onAnotherConnection(statistics::queueCounts)).isEqualTo(before);
        });
    assertThat(statistics.queueCounts().total()).isZero();
  }

  @Test
  void foldingLeavesARowPerStatusAndChangesNoCount() {
    fill();
    for (int i = 0; i < 1_000; i++) {
      jdbc.sql("update tds_sync_queue set status = 'retry' where status = 'processing'").update();
      jdbc.sql("update tds_sync_queue set status = 'processing' where status = 'retry'").update();
    }
    QueueCounts counts = statistics.queueCounts();
    keeper.runOnce();
    assertThat(statistics.queueCounts()).isEqualTo(counts);
    assertThat(rows("tds_queue_counts")).isLessThanOrEqualTo(5);
    assertCountsAgree();
  }

  @Test
  void recountCorrectsWhatNoTriggerSaw() {
    fill();
    jdbc.sql("insert into tds_queue_counts values ('completed', 1000000), ('pending', -17)")
        .update();
    keeper.recount();
    assertCountsAgree();
  }

  @Test
  void countsOfAKindAgreeWithTheQueue() {
    fill();
    jdbc.sql("update tds_sync_queue set entity_type = 'bill' where status in ('pending', 'retry')")
        .update();
    assertThat(statistics.countsByKind())
        .containsOnly(
            entry("bill", new QueueCounts(2, 0, 3, 0, 0)),
            entry("item", new QueueCounts(0, 3, 0, 5, 3)));
    assertCountsAgree();
  }

  /** The previous release, which runs on during an upgrade, knows no kinds. */
  @Test
  void foldOfThePreviousReleaseIsCountedAnew() {
    fill();
    jdbc.sql("update tds_queue_counts set entity_type = null").update();
    assertThat(statistics.queueCounts().total()).isEqualTo(16);
    keeper.runOnce();
    assertThat(statistics.countsByKind())
        .containsOnly(entry("item", new QueueCounts(2, 3, 3, 5, 3)));
    assertThat(rows("tds_queue_counts where entity_type is null")).isZero();
    assertCountsAgree();
  }

  @Test
  void countsStayExactWhileWritersFoldsAndRecountsRunAtOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(6)) {
      List<Future<?>> running = new ArrayList<>();
      for (long seed = 1; seed <= 4; seed++) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        running.add(threads.submit(() -> changeAtRandom(random)));
      }
      Future<?> folding = threads.submit(() -> repeat(60, keeper::runOnce));
      Future<?> recounting = threads.submit(() -> repeat(60, keeper::recount));
      running.addAll(List.of(folding, recounting));
      while (running.stream().anyMatch(each -> !each.isDone())) {
        assertCountsAgree();
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    assertCountsAgree();
  }

  @Test
  void lastHourCountsTheAttemptsThatEndedInIt() {
    log("applied", "1 minute", 1_000);
    log("unchanged", "59 minutes", 2_000);
    log("superseded", "1 second", 3_000);
    log("incomplete", "2 seconds", 0);
    log("failed", "30 minutes", 4_000);
    log("applied", "61 minutes", 9_000);
    log("failed", "3 days", 9_000);
    assertThat(statistics.lastHour()).isEqualTo(new LastHour(4, 1, 10_000));
    assertThat(statistics.lastHour().successRatePercent()).isEqualTo(80);
    assertThat(statistics.lastHour().averageSeconds()).isEqualTo(2);
  }

  @Test
  void foldingKeepsTheLastHourAndDropsOlderPeriods() {
    for (int i = 0; i < 2_000; i++) {
      log(i % 10 == 0 ? "failed" : "applied", i % 2 == 0 ? "10 minutes" : "2 hours", 5);
    }
    LastHour hour = statistics.lastHour();
    keeper.runOnce();
    assertThat(statistics.lastHour()).isEqualTo(hour).isEqualTo(new LastHour(800, 200, 5_000));
    assertThat(rows("tds_attempt_counts")).isLessThanOrEqualTo(10);
  }

  @Test
  void hourWithoutAttemptsHasNoFailures() {
    assertThat(statistics.lastHour().successRatePercent()).isEqualTo(100);
    assertThat(statistics.lastHour().averageSeconds()).isZero();
  }

  @Test
  void oldestPendingAgeIsThatOfTheOldestEvent() {
    assertThat(statistics.oldestPendingAge()).isZero();
    add("retry", "3 hours");
    assertThat(statistics.oldestPendingAge()).isZero();
    add("pending", "1 hour");
    add("pending", "2 hours");
    assertThat(statistics.oldestPendingAge())
        .isBetween(Duration.ofHours(2), Duration.ofMinutes(121));
  }

  private void fill() {
    add("pending", "1 minute");
    add("pending", "2 minutes");
    for (int i = 0; i < 3; i++) {
      add("processing", "3 hours");
      add("retry", "2 hours");
      add("dead_letter", "2 days");
    }
    for (int i = 0; i < 5; i++) {
      add("completed", i % 2 == 0 ? "40 days" : "1 day");
    }
  }

  private void add(String status, String age) {
    jdbc.sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at, started_at, completed_at)
            values (gen_random_uuid(), gen_random_uuid(), 1, 'item.updated', 'item', '1', :status,
                    now() - :age::interval, now() - :age::interval, now() - :age::interval)
            """)
        .param("status", status)
        .param("age", age)
        .update();
  }

  private void log(String outcome, String age, double durationMs) {
    jdbc.sql(
            """
            insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms)
            values (gen_random_uuid(), 'item.updated', '1', now() - :age::interval, 1, :outcome, :duration)
            """)
        .param("outcome", outcome)
        .param("age", age)
        .param("duration", durationMs)
        .update();
  }

  private void changeAtRandom(RandomGenerator random) {
    List<String> statements =
        Stream.of("pending", "processing", "retry", "completed", "dead_letter")
            .map(status ->
                "update tds_sync_queue set status = '%s' where id in (select id from tds_sync_queue where random() < 0.2 limit 5 for update skip locked)"
                    .formatted(status))
            .toList();
    repeat(
        150,
        () -> {
          add("pending", "1 minute");
          jdbc.sql(statements.get(random.nextInt(statements.size()))).update();
          jdbc.sql(
                  "delete from tds_sync_queue where id in (select id from tds_sync_queue where random() < 0.01 for update skip locked)")
              .update();
        });
  }

  private static void repeat(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }

  /** The queue counted row by row and the stored counts, read at one moment. */
  private void assertCountsAgree() {
    long differences =
        jdbc.sql(
                """
                with counted as (
                  select status, entity_type, count(*) as events from tds_sync_queue group by status, entity_type
                ), kept as (
                  select status, entity_type, sum(events)::bigint as events
                    from tds_queue_counts
                   group by status, entity_type
                  having sum(events) <> 0
                )
                select count(*)
                  from counted
                  full join kept using (status, entity_type, events)
                 where counted.events is null or kept.events is null
                """)
            .query(Long.class)
            .single();
    assertThat(differences).isZero();
  }

  private long rows(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  private static <T> T onAnotherConnection(Callable<T> work) {
    try (var thread = Executors.newSingleThreadExecutor()) {
      return thread.submit(work).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
