package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

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
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.notification.NotificationOutbox;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.statistics.QueueHealthReader;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/** Which alerts the monitor raises, and when. */
class AlertMonitorTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final Duration HOUR = Duration.ofHours(1);

  private final QueueState state = new QueueState(database.jdbc());
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private AlertMonitor monitor = monitor(Map.of());

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
  void backlogAlertStartsAboveItsThreshold(
      int pending, @Nullable String severity, @Nullable String title) {
    state.pending(pending);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  /** Lesson 6: 58 of 58 events were dead letters, and nobody noticed. */
  @ParameterizedTest
  @CsvSource({
    "50, ,",
    "51, warning, Elevated Dead Letter Queue",
    "100, warning, Elevated Dead Letter Queue",
    "101, critical, High Dead Letter Queue",
  })
  void deadLetterAlertStartsAboveItsThreshold(
      int open, @Nullable String severity, @Nullable String title) {
    state.deadLetters(open);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"59, ,", "61, warning, Stuck Events Detected"})
  void stuckEventAlertStartsAfterAnHour(
      int minutes, @Nullable String severity, @Nullable String title) {
    state.processing(1, Duration.ofMinutes(minutes));
    monitor.runOnce();
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
  void failureRateAlertStartsAboveItsThreshold(
      int attempts, int failed, @Nullable String severity, @Nullable String title) {
    state.attempts(attempts, failed);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"14, ,", "16, warning, Pending Events Waiting Too Long"})
  void pendingAgeAlertStartsAfterItsLimit(
      int minutes, @Nullable String severity, @Nullable String title) {
    state.events("pending", 1, Duration.ofMinutes(minutes));
    monitor.runOnce();
    assertOnly(severity, title);
  }

  /** An operator who pauses a kind must not be told to start more workers. */
  @Test
  void eventsOfAPausedKindRaiseNoAlertOfTheBacklog() {
    state.pause("item");
    state.events("pending", 1_001, Duration.ofMinutes(16));
    monitor.runOnce();
    assertOnly("info", "Event Kind Paused");

    state.resume("item");
    state.pause("contact");
    monitor.runOnce();
    assertThat(open())
        .extracting(Row::title)
        .containsExactlyInAnyOrder(
            "Queue Backlog Critical", "Pending Events Waiting Too Long", "Event Kind Paused");
  }

  @Test
  void backlogAlertSaysWhatWaitsForAPausedKindBesides() {
    state.pending(501);
    state.pause("contact");
    database
        .jdbc()
        .sql(
            """
            insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
            select gen_random_uuid(), gen_random_uuid(), n, 'contact.updated', 'contact', n::text
              from generate_series(1, 7) n
            """)
        .update();
    monitor.runOnce();
    assertThat(open())
        .extracting(Row::message)
        .contains(
            "501 events are pending. 7 more wait for a paused kind. Monitor; may need scaling.");
  }

  @Test
  void pendingAgeAlertCanBeSwitchedOff() {
    state.events("pending", 1, Duration.ofDays(3));
    monitor(Map.of("ALERT_PENDING_AGE", "0")).runOnce();
    assertThat(open()).isEmpty();
  }

  /** Lesson 5: three days without a webhook, and no alarm for the silence. */
  @ParameterizedTest
  @CsvSource({"23, ,", "25, critical, No Webhooks Received"})
  void silenceAlertStartsAfterItsLimit(
      int hours, @Nullable String severity, @Nullable String title) {
    state.accepted(Duration.ofHours(hours));
    monitor(Map.of("ALERT_SILENCE_HOURS", "24")).runOnce();
    assertOnly(severity, title);
  }

  /** Without a setting the rhythm decides, see RhythmTest. */
  @Test
  void longSilenceIsNoAlertByItself() {
    state.accepted(Duration.ofDays(300));
    monitor.runOnce();
    assertThat(open()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4, true, ,",
    "5, true, critical, No Webhooks Received",
    "4, false, ,",
    "5, false, warning, Kind Gone Quiet",
  })
  void silenceBeyondTheRhythmRaisesOneAlert(
      long overdue, boolean ofAllKinds, @Nullable String severity, @Nullable String title) {
    state.overdue(overdue, ofAllKinds);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @Test
  void quietKindGivesWayToTheAlertOfAllKinds() {
    state.overdue(12, false);
    monitor.runOnce();
    assertThat(message())
        .isEqualTo(
            "No webhook came of item for 5 hours (12 would be usual). Check its workflow rule in Zoho, and the refused deliveries.");

    state.overdue(12, true);
    monitor.runOnce();
    assertOnly("critical", "No Webhooks Received");
    assertThat(message())
        .startsWith("No webhook has been accepted for 5 hours, 12 would be usual. Check");
  }

  /** The newest webhook may not be counted yet. */
  @Test
  void newWebhookEndsTheSilenceAtOnce() {
    state.overdue(12, true);
    monitor.runOnce();
    state.accepted(Duration.ofSeconds(-1));
    database.jdbc().sql("update tds_inbox_events set entity_type = 'item'").update();
    monitor.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void silenceAlertNeedsAFirstWebhook() {
    monitor(Map.of("ALERT_SILENCE_HOURS", "1")).runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void workerThatIsNoLongerSeenRaisesAnAlert() {
    now = now.plus(HOUR);
    state.workerSeen(Duration.ofSeconds(119));
    monitor.runOnce();
    assertThat(open()).isEmpty();

    state.workerSeen(Duration.ofSeconds(122));
    monitor.runOnce();
    assertOnly("critical", "Worker Not Seen");
    assertThat(message())
        .isEqualTo("No worker has been seen for 2 minutes. Start tds-core-worker.");
  }

  @Test
  void workerThatNeverCameRaisesAnAlert() {
    now = now.plus(HOUR);
    monitor.runOnce();
    assertOnly("critical", "Worker Not Seen");
  }

  /** After a restart of the machine the API comes up before the worker does. */
  @Test
  void newProcessGivesTheWorkerTimeToAppear() {
    state.workerSeen(HOUR);
    now = now.plusSeconds(119);
    monitor.runOnce();
    assertThat(open()).isEmpty();

    now = now.plusSeconds(2);
    monitor.runOnce();
    assertOnly("critical", "Worker Not Seen");
  }

  /** A restart of the API is no sign of a worker. */
  @Test
  void newProcessKeepsTheAlertOfAnAbsentWorker() {
    state.workerSeen(HOUR);
    now = now.plus(HOUR);
    monitor.runOnce();
    assertOnly("critical", "Worker Not Seen");

    monitor(Map.of()).runOnce();
    assertOnly("critical", "Worker Not Seen");
  }

  @ParameterizedTest
  @CsvSource({"35, ,", "37, critical, Backup Too Old"})
  void backupAgeAlertStartsAfterItsLimit(
      int hours, @Nullable String severity, @Nullable String title) {
    state.backedUp(Duration.ofHours(hours));
    monitor(Map.of("ENVIRONMENT", "production")).runOnce();
    assertOnly(severity, title);
  }

  /** A machine without backups raises the alert a day and a half after its setup. */
  @ParameterizedTest
  @CsvSource({"35, ,", "37, critical, Backup Too Old"})
  void machineWithoutAnyBackupRaisesAnAlert(
      int hours, @Nullable String severity, @Nullable String title) {
    state.installed(Duration.ofHours(hours));
    monitor(Map.of("ENVIRONMENT", "production")).runOnce();
    assertOnly(severity, title);
  }

  @Test
  void localMachineNeedsNoBackup() {
    state.backedUp(Duration.ofDays(300));
    monitor.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void pausedKindRaisesAnAlert() {
    state.pause("item");
    monitor.runOnce();
    assertOnly("info", "Event Kind Paused");
    assertThat(message()).isEqualTo("Not claimed: item. Resume when the reason is gone.");

    state.resume("item");
    monitor.runOnce();
    assertThat(open()).isEmpty();
    assertThat(
            database
                .jdbc()
                .sql("select message from tds_notifications where change = 'resolved'")
                .query(String.class)
                .single())
        .isEqualTo("No kind is paused.");
  }

  @ParameterizedTest
  @CsvSource({
    "infinity, true, critical, Pulling From Zoho Has Stopped",
    "infinity, false, ,",
    "2000-01-01T00:00:00Z, true, ,",
    "2100-01-01T00:00:00Z, false, ,",
  })
  void onlyRefusedCredentialsRaiseTheAlertOfPulling(
      String until, boolean refused, @Nullable String severity, @Nullable String title) {
    state.pulling(until, refused);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"0, ,", "1, warning, Deletions Held Back"})
  void heldDeletionsRaiseAnAlert(int held, @Nullable String severity, @Nullable String title) {
    state.heldDeletions(held);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"2, ,", "3, warning, Webhooks Lost"})
  void lostWebhooksRaiseAnAlert(int lost, @Nullable String severity, @Nullable String title) {
    state.lostWebhooks(lost);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @Test
  void alertOfLostWebhooksNamesTheKind() {
    state.lostWebhooks(5);
    monitor.runOnce();
    assertThat(message()).startsWith("Zoho lost 5 webhooks of the kind invoice in 24 hours. Check");

    database
        .jdbc()
        .sql(
            "update tds_inbox_events set received_at = now() - interval '3 h' where source = 'webhook'")
        .update();
    monitor.runOnce();
    assertThat(message())
        .startsWith(
            "Zoho has stopped sending the kind invoice: 5 changes of 24 hours came by pull");
  }

  @ParameterizedTest
  @CsvSource({"3, 2, ,", "2, 3, ,", "3, 3, warning, Mirror Drifts Each Night"})
  void driftOfTwoNightsRaisesAnAlert(
      int before, int last, @Nullable String severity, @Nullable String title) {
    state.drift(before, last);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  /** What is still to be fetched would be found again each night. */
  @Test
  void mirrorThatIsStillBeingFilledDoesNotDrift() {
    state.drift(900, 800);
    database
        .jdbc()
        .sql(
            """
            insert into tds_pull_fetches (organization_id, kind, entity_id, reason, priority, found_at, due_at)
            values ('1', 'invoice', '7', 'backfill', 9, now() - interval '25 h', now())
            """)
        .update();
    monitor.runOnce();
    assertThat(open()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"600, 11, ,", "599, 13, ,", "600, 13, warning, Zoho Calls Spent Early"})
  void callsThatAreSpentEarlyRaiseAnAlert(
      int made, int hoursLeft, @Nullable String severity, @Nullable String title) {
    state.calls(made, Duration.ofHours(hoursLeft));
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"89, ,", "91, warning, Newest Changes Not Read"})
  void headThatIsThreeIntervalsOldRaisesAnAlert(
      int minutes, @Nullable String severity, @Nullable String title) {
    state.headRead(Duration.ofMinutes(minutes));
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({
    "120, ,",
    "-120, ,",
    "121, warning, Clock Differs From Zoho",
    "-121, warning, Clock Differs From Zoho"
  })
  void clockThatDiffersFromZohosRaisesAnAlert(
      int secondsAhead, @Nullable String severity, @Nullable String title) {
    state.zohoClock(Duration.ofSeconds(secondsAhead));
    monitor.runOnce();
    assertOnly(severity, title);
  }

  @ParameterizedTest
  @CsvSource({"false, ,", "true, warning, Zoho Scope Missing"})
  void missingScopeRaisesAnAlert(
      boolean missing, @Nullable String severity, @Nullable String title) {
    state.missingScope(missing);
    monitor.runOnce();
    assertOnly(severity, title);
  }

  /** An operator who paused pulling knows it. */
  @Test
  void headOfAPausedPullingRaisesNoAlert() {
    state.headRead(Duration.ofDays(1));
    state.pulling("infinity", false);
    monitor.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void eachCauseHasItsOwnAlert() {
    state.pending(501);
    state.deadLetters(101);
    state.attempts(10, 10);
    monitor.runOnce();
    assertThat(open())
        .extracting(Row::title)
        .containsExactlyInAnyOrder(
            "Queue Backlog Warning", "High Dead Letter Queue", "High Failure Rate");
  }

  /** Lesson 13: the same cause added a row every five minutes. */
  @Test
  void openAlertIsUpdatedAndNotRepeated() {
    state.pending(600);
    monitor.runOnce();
    Row raised = open().getFirst();
    state.pending(700);
    monitor.runOnce();

    assertThat(open()).hasSize(1);
    assertThat(open().getFirst().id()).isEqualTo(raised.id());
    assertThat(message()).startsWith("700 events are pending.");
    assertThat(messages()).containsExactly("raised Queue Backlog Warning");
  }

  @Test
  void criticalAlertTurnsWarningWithoutAMessage() {
    state.pending(1_001);
    monitor.runOnce();
    state.pending(600);
    monitor.runOnce();

    assertOnly("warning", "Queue Backlog Warning");
    assertThat(messages()).containsExactly("raised Queue Backlog Critical");
  }

  @Test
  void valueThatHoversAtItsThresholdDoesNotFlap() {
    for (int pending : new int[] {501, 499, 502, 451, 1_001, 999, 1_003, 901}) {
      state.pending(pending);
      monitor.runOnce();
    }
    assertOnly("critical", "Queue Backlog Critical");
    assertThat(messages())
        .containsExactly("raised Queue Backlog Warning", "escalated Queue Backlog Critical");

    state.pending(900);
    monitor.runOnce();
    assertOnly("warning", "Queue Backlog Warning");

    state.pending(450);
    monitor.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void tooFewAttemptsRaiseNoAlertButKeepAnOpenOne() {
    state.attempts(10, 10);
    monitor.runOnce();
    state.attempts(9, 9);
    monitor.runOnce();
    assertOnly("critical", "High Failure Rate");

    state.attempts(9, 0);
    monitor.runOnce();
    assertThat(open()).isEmpty();
  }

  @Test
  void acknowledgedAlertStaysQuietUntilItIsResolvedAndRaisedAgain() {
    state.pending(501);
    monitor.runOnce();
    acknowledge();
    state.pending(800);
    monitor.runOnce();
    assertThat(open()).allMatch(Row::acknowledged);
    state.pending(0);
    monitor.runOnce();
    assertThat(messages()).containsExactly("raised Queue Backlog Warning");

    state.pending(501);
    monitor.runOnce();
    assertThat(open()).noneMatch(Row::acknowledged);
    assertThat(messages())
        .containsExactly("raised Queue Backlog Warning", "raised Queue Backlog Warning");
  }

  @Test
  void acknowledgedCriticalAlertStaysQuietAsAWarning() {
    state.pending(1_001);
    monitor.runOnce();
    acknowledge();
    state.pending(600);
    monitor.runOnce();

    assertThat(open()).allMatch(Row::acknowledged);
    assertThat(messages()).containsExactly("raised Queue Backlog Critical");
  }

  @Test
  void alertThatWasSwitchedOffIsResolved() {
    state.accepted(Duration.ofDays(2));
    monitor(Map.of("ALERT_SILENCE_HOURS", "24")).runOnce();
    monitor.runOnce();
    assertThat(open()).isEmpty();
    assertThat(messages())
        .containsExactly("raised No Webhooks Received", "resolved No Webhooks Received");
  }

  /** A purge of the inbox is no sign of a webhook. */
  @Test
  void silenceAlertOutlivesThePurgeOfTheLastDelivery() {
    AlertMonitor silence = monitor(Map.of("ALERT_SILENCE_HOURS", "1", "ALERT_WORKER_ABSENCE", "0"));
    state.accepted(Duration.ofHours(2));
    silence.runOnce();
    assertOnly("critical", "No Webhooks Received");
    Tables.empty(database.jdbc(), "tds_inbox_events");
    assertThat(database.count("tds_pulse")).isZero();
    silence.runOnce();
    assertOnly("critical", "No Webhooks Received");
  }

  @Test
  void messageLinksToItsSectionOfTheRunbook() {
    state.pending(501);
    monitor.runOnce();
    assertThat(
            database
                .jdbc()
                .sql("select runbook from tds_notifications")
                .query(String.class)
                .single())
        .isEqualTo("docs/OPERATIONS.md#alert-queue-backlog");
  }

  @Test
  void overlappingMonitorsRaiseOneAlertAndNotifyOnce() throws Exception {
    state.pending(501);
    state.deadLetters(51);
    state.attempts(10, 10);
    atOnce(8);
    assertThat(open()).hasSize(3);
    assertThat(messages()).hasSize(3);

    state.pending(1_001);
    state.deadLetters(0);
    atOnce(8);
    assertThat(open())
        .extracting(Row::title)
        .containsExactlyInAnyOrder("Queue Backlog Critical", "High Failure Rate");
    assertThat(messages()).hasSize(5);
  }

  private void atOnce(int monitors) throws Exception {
    CyclicBarrier together = new CyclicBarrier(monitors);
    Callable<@Nullable Void> check =
        () -> {
          AlertMonitor each = monitor(Map.of());
          together.await();
          each.runOnce();
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(monitors)) {
      for (Future<@Nullable Void> done :
          threads.invokeAll(java.util.Collections.nCopies(monitors, check))) {
        done.get();
      }
    }
  }

  private AlertMonitor monitor(Map<String, String> settings) {
    return new AlertMonitor(
        new QueueHealthReader(
            database.jdbc(),
            database.repository(PausedKindEntries.class),
            database.transactions(),
            () -> now),
        database.jdbc(),
        new NotificationOutbox(database.jdbc(), List.of("slack")),
        database.transactions(),
        AlertSettings.from(new Settings(settings::get)));
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
        .query((row, number) ->
            new Row(
                row.getObject("id", UUID.class),
                row.getString("severity"),
                row.getString("title"),
                row.getString("message"),
                row.getBoolean("acknowledged")))
        .list();
  }

  private List<String> messages() {
    return database
        .jdbc()
        .sql("select change || ' ' || title from tds_notifications order by id")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private record Row(
      UUID id, String severity, String title, String message, boolean acknowledged) {}
}
