package sale.tsh.tds.worker.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.persistence.Migration;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

class RetentionTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final JdbcClient jdbc = database.jdbc();

  /**
   * Counts are folded into few rows. The other tables have one row per kind, organisation,
   * maintenance task or migration, or at most one per record of Zoho.
   */
  private static final Set<String> STAY_SMALL =
      Set.of(
          "tds_queue_counts",
          "tds_attempt_counts",
          "tds_paused_kinds",
          "tds_other_kinds",
          "tds_seen_members",
          "tds_duty_leases",
          "tds_rebuilds",
          "tds_zoho_tokens",
          "tds_pull_budgets",
          "tds_pull_states",
          "tds_pull_listed",
          "tds_pull_fetches",
          "tds_pulse",
          "tds_kind_pulses",
          "tds_record_names",
          "tds_new_labels",
          Migration.HISTORY);

  private final Retention retention = retention(Map.of());

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(
        jdbc,
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_dead_letter_queue",
        "tds_inbox_events",
        "tds_refusal_counts",
        "tds_workers",
        "tds_alerts",
        "tds_notifications",
        "tds_audit_trail",
        "tds_bulk_redrives",
        "tds_backups",
        "tds_minutes",
        "tds_kind_hours",
        "tds_pull_sweeps",
        "tds_pull_requests");
  }

  @Test
  void everyTableIsRetainedOrStaysSmall() {
    List<String> tables =
        jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
            .query((row, number) -> row.getString(1))
            .list();
    assertThat(tables)
        .filteredOn(table -> !STAY_SMALL.contains(table))
        .containsExactlyInAnyOrderElementsOf(
            RetentionRules.of(RetentionSettings.from(new Settings(Map.<String, String>of()::get)))
                .stream()
                .map(RetentionRule::table)
                .distinct()
                .toList());
  }

  @ParameterizedTest
  @CsvSource({"29, 1", "31, 0"})
  void processedDeliveriesAreKeptForThirtyDays(int days, int left) {
    delivery(UUID.randomUUID(), true, days);
    UUID newest = UUID.randomUUID();
    delivery(newest, true, 0);
    retention.runOnce();
    jdbc.sql("delete from tds_inbox_events where event_id = :id").param("id", newest).update();
    assertThat(count("tds_inbox_events")).isEqualTo(left);
  }

  /** Zoho has them still. */
  @Test
  void pulledDeliveriesAreKeptForSevenDays() {
    for (int days : new int[] {6, 8}) {
      delivery(UUID.randomUUID(), true, days);
      UUID waiting = UUID.randomUUID();
      event(waiting, "retry", days);
      delivery(waiting, true, days);
    }
    jdbc.sql("update tds_inbox_events set source = 'pull'").update();
    delivery(UUID.randomUUID(), true, 8);
    retention.runOnce();
    assertThat(count("tds_inbox_events where source = 'pull'")).isEqualTo(3);
    assertThat(count("tds_inbox_events where source = 'webhook'")).isEqualTo(1);
  }

  /** However short the retention: the alert of silence measures from it. */
  @Test
  void lastAcceptedDeliveryStays() {
    delivery(UUID.randomUUID(), true, 300);
    UUID newest = UUID.randomUUID();
    delivery(newest, true, 200);
    delivery(null, true, 100);
    retention(Map.of("TDS_INBOX_RETENTION_DAYS", "1")).runOnce();
    assertThat(jdbc.sql("select event_id from tds_inbox_events").query(UUID.class).single())
        .isEqualTo(newest);
  }

  @Test
  void deliveryThatIsNotProcessedStaysForEver() {
    delivery(UUID.randomUUID(), false, 4_000);
    retention.runOnce();
    assertThat(count("tds_inbox_events")).isEqualTo(1);
  }

  /** An operator may have put a completed event back by hand: its body is needed again. */
  @ParameterizedTest
  @ValueSource(strings = {"pending", "processing", "retry", "dead_letter"})
  void deliveryWhoseEventIsNotCompletedStays(String status) {
    UUID event = UUID.randomUUID();
    event(event, status, 40);
    delivery(event, true, 40);
    retention.runOnce();
    assertThat(count("tds_inbox_events")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"29, 1", "31, 0"})
  void completedEventsAreKeptForThirtyDays(int days, int left) {
    event(UUID.randomUUID(), "completed", days);
    retention.runOnce();
    assertThat(count("tds_sync_queue")).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "processing", "retry", "dead_letter"})
  void eventThatIsNotCompletedStaysForEver(String status) {
    event(UUID.randomUUID(), status, 4_000);
    retention.runOnce();
    assertThat(count("tds_sync_queue")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "89, completed, 1",
    "91, completed, 0",
    "91, , 0",
    "91, retry, 1",
    "91, dead_letter, 1"
  })
  void attemptsAreKeptForNinetyDaysAndUntilTheirEventIsCompleted(
      int days, @Nullable String status, int left) {
    UUID event = UUID.randomUUID();
    if (status != null) {
      event(event, status, 0);
    }
    jdbc.sql(
            """
            insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms)
            values (:event, 'item.updated', '1', now() - :days * interval '1 day', 1, 'failed', 1)
            """)
        .param("event", event)
        .param("days", days)
        .update();
    retention.runOnce();
    assertThat(count("tds_sync_logs")).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "redriven_at, 89, completed, 1",
    "redriven_at, 91, completed, 0",
    "redriven_at, 91, , 0",
    "redriven_at, 91, retry, 1",
    "discarded_at, 91, , 0",
    "last_retry_at, 91, , 1",
  })
  void closedDeadLettersAreKeptForNinetyDaysAndUntilTheirRedrivenEventIsCompleted(
      String column, int days, @Nullable String status, int left) {
    UUID letter = UUID.randomUUID();
    if (status != null) {
      event(letter, status, 0);
    }
    jdbc.sql(
            """
            insert into tds_dead_letter_queue
              (id, original_queue_id, delivery_id, arrival, event_type, entity_type, entity_id, priority, payload,
               attempt_count, last_error, moved_to_dlq_at, %s)
            values (:letter, gen_random_uuid(), gen_random_uuid(), 1, 'item.updated', 'item', '1', 5, '{}',
               3, 'broken', now() - interval '200 days', now() - :days * interval '1 day')
            """
                .formatted(column))
        .param("letter", letter)
        .param("days", days)
        .update();
    retention.runOnce();
    assertThat(count("tds_dead_letter_queue")).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"89, true, 1", "91, true, 0", "91, false, 1"})
  void resolvedAlertsAreKeptForNinetyDays(int days, boolean resolved, int left) {
    jdbc.sql(
            """
            insert into tds_alerts (cause, severity, title, message, created_at, resolved_at)
            values ('a', 'info', 'a', 'a', now() - interval '200 days',
                    case when :resolved then now() - :days * interval '1 day' end)
            """)
        .param("resolved", resolved)
        .param("days", days)
        .update();
    retention.runOnce();
    assertThat(count("tds_alerts")).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"89, sent_at, 1", "91, sent_at, 0", "91, given_up_at, 0", "91, due_at, 1"})
  void sentNotificationsAreKeptForNinetyDays(int days, String column, int left) {
    jdbc.sql(
            """
            insert into tds_notifications
              (alert_id, channel, change, cause, severity, title, message, runbook, created_at, %s)
            values (gen_random_uuid(), 'slack', 'raised', 'a', 'info', 'a', 'a', 'a',
                    now() - :days * interval '1 day', now())
            """
                .formatted(column))
        .param("days", days)
        .update();
    retention.runOnce();
    assertThat(count("tds_notifications")).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"364, 1", "366, 0"})
  void auditTrailIsKeptForAYear(int days, int left) {
    jdbc.sql(
            """
            insert into tds_audit_trail (acted_at, actor, action, subject)
            values (now() - :days * interval '1 day', 'ali', 'discard', 'it')
            """)
        .param("days", days)
        .update();
    retention.runOnce();
    assertThat(count("tds_audit_trail")).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"89, true, 1", "91, true, 0", "91, false, 1"})
  void endedBulkActionsAreKeptAsLongAsDeadLetters(int days, boolean ended, int left) {
    jdbc.sql(
            """
            insert into tds_bulk_redrives (id, requested_by, filter, rate, matched, ended_at)
            values (gen_random_uuid(), 'ali', '{}', 1, 1, case when :ended then now() - :days * interval '1 day' end)
            """)
        .param("ended", ended)
        .param("days", days)
        .update();
    retention.runOnce();
    assertThat(count("tds_bulk_redrives")).isEqualTo(left);
  }

  @Test
  void refusalCountsAreKeptAsLongAsDeliveries() {
    jdbc.sql(
            """
            insert into tds_refusal_counts (hour, refusal, refused)
            values (now() - interval '31 days', 'no_id', 1), (now() - interval '29 days', 'no_id', 1)
            """)
        .update();
    retention.runOnce();
    assertThat(count("tds_refusal_counts")).isEqualTo(1);
  }

  @Test
  void workersAreKeptForAWeekAndTheLastForEver() {
    jdbc.sql(
            """
            insert into tds_workers (worker, host, pid, version, concurrency, running, seen_at)
            select 'w' || n, 'host', n, '1', 5, 0, now() - n * interval '6 days' from generate_series(2, 4) n
            """)
        .update();
    retention.runOnce();
    assertThat(jdbc.sql("select worker from tds_workers").query(String.class).single())
        .isEqualTo("w2");
  }

  @Test
  void backupsAreKeptForAYearAndTheLastForEver() {
    jdbc.sql(
            """
            insert into tds_backups (finished_at, host, file, bytes)
            select now() - n * interval '200 days', 'host', n || '.backup', 1 from generate_series(2, 4) n
            """)
        .update();
    retention.runOnce();
    assertThat(jdbc.sql("select file from tds_backups").query(String.class).single())
        .isEqualTo("2.backup");
  }

  @Test
  void hoursOfAKindAreKeptForSixWeeks() {
    jdbc.sql(
            """
            insert into tds_kind_hours (entity_type, hour, received)
            values ('item', now() - interval '43 days', 1), ('item', now() - interval '41 days', 1)
            """)
        .update();
    retention.runOnce();
    assertThat(count("tds_kind_hours")).isEqualTo(1);
  }

  @Test
  void minutesAreKeptForEightDays() {
    jdbc.sql(
            """
            insert into tds_minutes (minute, received, refused, succeeded, failed, duration_ms)
            select now() - n * interval '1 hour', n, 0, 0, 0, 0
              from unnest(array[7 * 24, 8 * 24 - 1, 8 * 24 + 1, 400 * 24]) n
            """)
        .update();
    assertThat(retention.runOnce()).isEqualTo(2);
    assertThat(jdbc.sql("select received from tds_minutes order by 1").query(Integer.class).list())
        .containsExactly(7 * 24, 8 * 24 - 1);
  }

  @Test
  void sweepsStayAYearAndTheLastOfEachKindLonger() {
    jdbc.sql(
            """
            insert into tds_pull_sweeps (organization_id, kind, started_at, arrival, ended_at)
            select '1', kind, now() - n * interval '1 day', 1, now() - n * interval '1 day'
              from (values ('item', 364), ('item', 366), ('bill', 366), ('bill', 367)) as ended (kind, n)
            """)
        .update();
    assertThat(retention.runOnce()).isEqualTo(2);
    assertThat(
            jdbc.sql("select kind from tds_pull_sweeps order by 1")
                .query((row, number) -> row.getString(1))
                .list())
        .containsExactly("bill", "item");
  }

  @Test
  void requestsToPullStayUntilTheyAreTaken() {
    jdbc.sql(
            """
            insert into tds_pull_requests (action, kind, entity_id, requested_by, requested_at, taken_at)
            select 'pull', 'item', n::text, 'test', now() - n * interval '1 day', taken
              from (values (364, now()), (366, now()), (367, null::timestamptz)) as asked (n, taken)
            """)
        .update();
    assertThat(retention.runOnce()).isEqualTo(1);
    assertThat(count("tds_pull_requests")).isEqualTo(2);
  }

  @Test
  void oneRunRemovesAllPages() {
    jdbc.sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at, completed_at)
            select gen_random_uuid(), gen_random_uuid(), n, 'item.updated', 'item', '1', 'completed',
                   now() - interval '40 days', now() - interval '40 days'
              from generate_series(1, 2500) n
            """)
        .update();
    assertThat(retention.runOnce()).isEqualTo(2_500);
    assertThat(count("tds_sync_queue")).isZero();
  }

  @Test
  void zeroDaysKeepRowsForEver() {
    event(UUID.randomUUID(), "completed", 4_000);
    delivery(UUID.randomUUID(), true, 4_000);
    Retention off =
        retention(Map.of("TDS_INBOX_RETENTION_DAYS", "0", "TDS_QUEUE_RETENTION_DAYS", "0"));
    assertThat(off.runOnce()).isZero();
  }

  @Test
  void lockedRowStaysForTheNextRun() throws SQLException {
    UUID event = UUID.randomUUID();
    event(event, "completed", 40);
    try (Connection operator = database.dataSource().getConnection();
        Statement statement = operator.createStatement()) {
      operator.setAutoCommit(false);
      statement.execute("select 1 from tds_sync_queue for update");

      assertThat(retention.runOnce()).isZero();

      operator.rollback();
    }
    assertThat(retention.runOnce()).isEqualTo(1);
  }

  private static Retention retention(Map<String, String> environment) {
    return new Retention(jdbc, RetentionSettings.from(new Settings(environment::get)));
  }

  private static void event(UUID id, String status, int days) {
    jdbc.sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at, completed_at)
            values (:id, gen_random_uuid(), 1, 'item.updated', 'item', '1', :status,
                    now() - :days * interval '1 day', now() - :days * interval '1 day')
            """)
        .param("id", id)
        .param("status", status)
        .param("days", days)
        .update();
  }

  private static void delivery(@Nullable UUID event, boolean processed, int days) {
    jdbc.sql(
            """
            insert into tds_inbox_events (id, received_at, event_id, path, body, body_size, processed, processed_at)
            values (gen_random_uuid(), now() - :days * interval '1 day', :event, 'items', '{}', 2, :processed,
                    case when :processed then now() - :days * interval '1 day' end)
            """)
        .param("days", days)
        .param("event", event, Types.OTHER)
        .param("processed", processed)
        .update();
  }

  private static int count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
  }
}
