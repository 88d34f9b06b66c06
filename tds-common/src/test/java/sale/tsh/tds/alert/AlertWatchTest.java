package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.notification.Outbox;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.testing.TestDatabase;

/** Lesson 6: the alert service was written but never started. Lesson 13: alerts piled up. */
class AlertWatchTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final Duration HOUR = Duration.ofHours(1);

  private final QueueState state = new QueueState(database.jdbc());
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private AlertWatch watch = watch(Map.of());

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void atRest() {
    state.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "500, ,",
    "501, warning, Queue Backlog Warning",
    "1000, warning, Queue Backlog Warning",
    "1001, critical, Queue Backlog Critical",
  })
  void backlog(int pending, @Nullable String severity, @Nullable String title) {
    state.pending(pending);
    watch.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({
    "50, ,",
    "51, warning, Elevated Dead Letter Queue",
    "100, warning, Elevated Dead Letter Queue",
    "101, critical, High Dead Letter Queue",
  })
  void deadLetters(int open, @Nullable String severity, @Nullable String title) {
    state.deadLetters(open);
    watch.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"59, ,", "61, warning, Stuck Events Detected"})
  void stuckEvents(int minutes, @Nullable String severity, @Nullable String title) {
    state.processing(1, Duration.ofMinutes(minutes));
    watch.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 5, ,",
    "100, 6, warning, Elevated Failure Rate",
    "100, 10, warning, Elevated Failure Rate",
    "100, 11, critical, High Failure Rate",
    "10, 10, critical, High Failure Rate",
    "9, 9, ,",
  })
  void failureRate(int attempts, int failed, @Nullable String severity, @Nullable String title) {
    state.attempts(attempts, failed);
    watch.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"14, ,", "16, warning, Pending Events Waiting Too Long"})
  void oldestPendingAge(int minutes, @Nullable String severity, @Nullable String title) {
    state.events("pending", 1, Duration.ofMinutes(minutes));
    watch.runOnce();
    assertOnly(severity, title);
  }

  @Test
  void theAgeOfTheOldestPendingEventCanBeLeftUnwatched() {
    state.events("pending", 1, Duration.ofDays(3));
    watch(Map.of("ALERT_PENDING_AGE", "0")).runOnce();
    assertThat(open()).isEmpty();
  }

  /** Lesson 5: three days without a webhook, and no alarm for the silence. */
  @ParameterizedTest
  @CsvSource({"23, ,", "25, critical, No Webhooks Received"})
  void silence(int hours, @Nullable String severity, @Nullable String title) {
    state.accepted(Duration.ofHours(hours));
    watch(Map.of("ALERT_SILENCE_HOURS", "24")).runOnce();
    assertOnly(severity, title);
  }

  @Test
  void silenceIsUnwatchedUnlessAskedFor() {
    state.accepted(Duration.ofDays(300));
    watch.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void silenceIsNothingWhereNoWebhookEverCame() {
    watch(Map.of("ALERT_SILENCE_HOURS", "1")).runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void aWorkerThatIsNoLongerSeen() {
    now = now.plus(HOUR);
    state.workerSeen(Duration.ofSeconds(119));
    watch.runOnce();
    assertThat(open()).isEmpty();

    state.workerSeen(Duration.ofSeconds(122));
    watch.runOnce();
    assertOnly("critical", "Worker Not Seen");
    assertThat(message())
        .isEqualTo("No worker has been seen for 2 minutes. Start tds-core-worker.");
  }

  @Test
  void aWorkerThatNeverCame() {
    now = now.plus(HOUR);
    watch.runOnce();
    assertOnly("critical", "Worker Not Seen");
  }

  /** After a restart of the machine the API comes up before the worker does. */
  @Test
  void aProcessThatHasJustStartedGivesTheWorkerTimeToAppear() {
    state.workerSeen(HOUR);
    now = now.plusSeconds(119);
    watch.runOnce();
    assertThat(open()).isEmpty();

    now = now.plusSeconds(2);
    watch.runOnce();
    assertOnly("critical", "Worker Not Seen");
  }

  /** A restart of the API is no sign of a worker. */
  @Test
  void aProcessThatHasJustStartedKeepsTheAlertOfAWorkerThatIsAway() {
    state.workerSeen(HOUR);
    now = now.plus(HOUR);
    watch.runOnce();
    assertOnly("critical", "Worker Not Seen");

    watch(Map.of()).runOnce();
    assertOnly("critical", "Worker Not Seen");
  }

  @ParameterizedTest
  @CsvSource({"35, ,", "37, critical, Backup Too Old"})
  void backupAge(int hours, @Nullable String severity, @Nullable String title) {
    state.backedUp(Duration.ofHours(hours));
    watch(Map.of("ENVIRONMENT", "production")).runOnce();
    assertOnly(severity, title);
  }

  /** A machine that was set up without backups is told of it a day and a half later. */
  @ParameterizedTest
  @CsvSource({"35, ,", "37, critical, Backup Too Old"})
  void noBackupEver(int hours, @Nullable String severity, @Nullable String title) {
    state.installed(Duration.ofHours(hours));
    watch(Map.of("ENVIRONMENT", "production")).runOnce();
    assertOnly(severity, title);
  }

  @Test
  void nobodyBacksUpADevelopersMachine() {
    state.backedUp(Duration.ofDays(300));
    watch.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void aPausedKind() {
    state.pause("item");
    watch.runOnce();
    assertOnly("info", "Event Kind Paused");
    assertThat(message()).isEqualTo("Not claimed: item. Resume when the reason is gone.");

    state.resume("item");
    watch.runOnce();
    assertThat(open()).isEmpty();
    assertThat(
            database
                .jdbc()
                .sql("select message from tds_notifications where change = 'resolved'")
                .query(String.class)
                .single())
        .isEqualTo("No kind is paused.");
  }

  @Test
  void severalCausesStandSideBySide() {
    state.pending(501);
    state.deadLetters(101);
    state.attempts(10, 10);
    watch.runOnce();
    assertThat(open())
        .extracting(Row::title)
        .containsExactlyInAnyOrder(
            "Queue Backlog Warning", "High Dead Letter Queue", "High Failure Rate");
  }

  @Test
  void anOpenAlertIsUpdatedAndNotRepeated() {
    state.pending(600);
    watch.runOnce();
    Row raised = open().getFirst();
    state.pending(700);
    watch.runOnce();

    assertThat(open()).hasSize(1);
    assertThat(open().getFirst().id()).isEqualTo(raised.id());
    assertThat(message()).startsWith("700 events are pending.");
    assertThat(told()).containsExactly("raised Queue Backlog Warning");
  }

  @Test
  void aCriticalAlertTurnsWarningWithoutANotice() {
    state.pending(1_001);
    watch.runOnce();
    state.pending(600);
    watch.runOnce();

    assertOnly("warning", "Queue Backlog Warning");
    assertThat(told()).containsExactly("raised Queue Backlog Critical");
  }

  @Test
  void aValueThatHoversAtItsThresholdDoesNotFlap() {
    for (int pending : new int[] {501, 499, 502, 451, 1_001, 999, 1_003, 901}) {
      state.pending(pending);
      watch.runOnce();
    }
    assertOnly("critical", "Queue Backlog Critical");
    assertThat(told())
        .containsExactly("raised Queue Backlog Warning", "escalated Queue Backlog Critical");

    state.pending(900);
    watch.runOnce();
    assertOnly("warning", "Queue Backlog Warning");

    state.pending(450);
    watch.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void tooFewAttemptsRaiseNothingButKeepWhatIsOpen() {
    state.attempts(10, 10);
    watch.runOnce();
    state.attempts(9, 9);
    watch.runOnce();
    assertOnly("critical", "High Failure Rate");

    state.attempts(9, 0);
    watch.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void anAcknowledgedAlertStaysQuietUntilItIsResolvedAndRaisedAnew() {
    state.pending(501);
    watch.runOnce();
    acknowledge();
    state.pending(800);
    watch.runOnce();
    assertThat(open()).allMatch(Row::acknowledged);
    state.pending(0);
    watch.runOnce();
    assertThat(told()).containsExactly("raised Queue Backlog Warning");

    state.pending(501);
    watch.runOnce();
    assertThat(open()).noneMatch(Row::acknowledged);
    assertThat(told())
        .containsExactly("raised Queue Backlog Warning", "raised Queue Backlog Warning");
  }

  @Test
  void anAcknowledgedCriticalStaysQuietAsAWarning() {
    state.pending(1_001);
    watch.runOnce();
    acknowledge();
    state.pending(600);
    watch.runOnce();

    assertThat(open()).allMatch(Row::acknowledged);
    assertThat(told()).containsExactly("raised Queue Backlog Critical");
  }

  @Test
  void anAlertWhoseWatchWasSwitchedOffIsResolved() {
    state.accepted(Duration.ofDays(2));
    watch(Map.of("ALERT_SILENCE_HOURS", "24")).runOnce();
    watch.runOnce();
    assertThat(open()).isEmpty();
    assertThat(told())
        .containsExactly("raised No Webhooks Received", "resolved No Webhooks Received");
  }

  /** A purge of the inbox is no sign of a webhook. */
  @Test
  void silenceGoesOnWhereThePurgeHasTakenTheLastDelivery() {
    AlertWatch silence = watch(Map.of("ALERT_SILENCE_HOURS", "1", "ALERT_WORKER_ABSENCE", "0"));
    state.accepted(Duration.ofHours(2));
    silence.runOnce();
    assertOnly("critical", "No Webhooks Received");
    database.jdbc().sql("truncate tds_inbox_events").update();
    silence.runOnce();
    assertOnly("critical", "No Webhooks Received");
  }

  @Test
  void theRunbookHasASectionForEachCause() throws IOException {
    String runbook = Files.readString(Path.of("../docs/OPERATIONS.md"));
    assertThat(
            AlertCatalogue.rules(
                AlertSettings.from(new Environment(Map.of("ALERT_SILENCE_HOURS", "1")::get))))
        .hasSize(8)
        .allSatisfy(rule -> assertThat(runbook).contains("### Alert " + rule.cause() + "\n"));
  }

  @Test
  void aNoticeLinksToItsSectionOfTheRunbook() {
    state.pending(501);
    watch.runOnce();
    assertThat(
            database
                .jdbc()
                .sql("select runbook from tds_notifications")
                .query(String.class)
                .single())
        .isEqualTo("docs/OPERATIONS.md#alert-queue-backlog");
  }

  @Test
  void watchesThatOverlapRaiseOneAlertAndTellOnce() throws Exception {
    state.pending(501);
    state.deadLetters(51);
    state.attempts(10, 10);
    atOnce(8);
    assertThat(open()).hasSize(3);
    assertThat(told()).hasSize(3);

    state.pending(1_001);
    state.deadLetters(0);
    atOnce(8);
    assertThat(open())
        .extracting(Row::title)
        .containsExactlyInAnyOrder("Queue Backlog Critical", "High Failure Rate");
    assertThat(told()).hasSize(5);
  }

  private void atOnce(int watches) throws Exception {
    CyclicBarrier together = new CyclicBarrier(watches);
    Callable<@Nullable Void> look =
        () -> {
          AlertWatch each = watch(Map.of());
          together.await();
          each.runOnce();
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(watches)) {
      for (Future<@Nullable Void> done :
          threads.invokeAll(java.util.Collections.nCopies(watches, look))) {
        done.get();
      }
    }
  }

  private AlertWatch watch(Map<String, String> settings) {
    return new AlertWatch(
        new QueueFigures(database.jdbc(), database.transactions(), () -> now),
        database.jdbc(),
        new Outbox(database.jdbc(), List.of("slack")),
        database.transactions(),
        AlertSettings.from(new Environment(settings::get)));
  }

  private void assertOnly(@Nullable String severity, @Nullable String title) {
    if (title == null) {
      assertThat(open()).isEmpty();
    } else {
      assertThat(open())
          .extracting(Row::severity, Row::title)
          .containsExactly(tuple(severity, title));
    }
  }

  private static org.assertj.core.groups.Tuple tuple(@Nullable String severity, String title) {
    return org.assertj.core.groups.Tuple.tuple(severity, title);
  }

  private void acknowledge() {
    database
        .jdbc()
        .sql("update tds_alerts set acknowledged_at = now() where resolved_at is null")
        .update();
  }

  private String message() {
    return open().getFirst().message();
  }

  private List<Row> open() {
    return database
        .jdbc()
        .sql(
            """
            select id, severity, title, message, acknowledged_at is not null as acknowledged
              from tds_alerts
             where resolved_at is null
            """)
        .query(
            (row, number) ->
                new Row(
                    row.getObject("id", UUID.class),
                    row.getString("severity"),
                    row.getString("title"),
                    row.getString("message"),
                    row.getBoolean("acknowledged")))
        .list();
  }

  private List<String> told() {
    return database
        .jdbc()
        .sql("select change || ' ' || title from tds_notifications order by id")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private record Row(
      UUID id, String severity, String title, String message, boolean acknowledged) {}
}
