package sale.tsh.tds.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.entity.WorkerEntries;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.refusal.RefusalCause;
import sale.tsh.tds.statistics.QueueHealthReader;
import sale.tsh.tds.statistics.StatisticsKeeper;
import sale.tsh.tds.statistics.TrendSpan;
import sale.tsh.tds.statistics.Trends;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.SampleRecords;
import sale.tsh.tds.testing.TestDatabase;
import sale.tsh.tds.worker.maintenance.Heartbeat;
import sale.tsh.tds.worker.maintenance.Retention;
import sale.tsh.tds.worker.maintenance.RetentionSettings;

/**
 * The previous release runs on the newest schema, because an upgrade migrates while its processes
 * still run, and a rollback leaves the schema as it is. The statements that it ran in a small life
 * are kept in a script. Here they run again, and each must find or change as many rows as then.
 */
class ReleasedStatementsTest {

  private static final String SCRIPT = "tds-worker/src/test/resources/released-statements.txt";

  @Test
  void thePreviousReleaseRunsOnTheNewestSchema() throws SQLException {
    assertRunAgain(RecordedStatement.read(Checkout.read(SCRIPT)));
  }

  /**
   * This release can be recorded, for the release after it. With {@code
   * -Dreleased.statements=write} the test also writes the script, as CONTRIBUTING.md says.
   */
  @Test
  void thisReleaseIsRecorded() throws SQLException, IOException {
    StatementRecorder recorder = new StatementRecorder();
    TestDatabase database = TestDatabase.migrated(recorder::around);
    try (SteppedWorker worker = new SteppedWorker(database)) {
      live(database, worker);
    }
    assertRunAgain(recorder.statements());
    if ("write".equals(System.getProperty("released.statements"))) {
      write(recorder.statements());
    }
  }

  /** Runs the statements on an empty mirror. Then this release goes on with what they left. */
  private static void assertRunAgain(List<RecordedStatement> statements) throws SQLException {
    assertThat(statements).hasSizeGreaterThan(100);
    try (SteppedWorker worker = new SteppedWorker()) {
      List<RecordedStatement> again = new ArrayList<>();
      try (Connection connection = worker.connect();
          Statement statement =
              connection.createStatement(
                  ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
        statement.setEscapeProcessing(false);
        for (RecordedStatement each : statements) {
          again.add(each.runAgain(statement));
        }
      }
      assertThat(again).isEqualTo(statements);
      assertThat(worker.count("tds_sync_queue where status = 'pending'")).isPositive();
      worker.runAll();
      assertThat(worker.count("tds_sync_queue where status not in ('completed', 'dead_letter')"))
          .isZero();
    }
  }

  /** What the API and a worker do with deliveries, events and records, each at least once. */
  private static void live(TestDatabase database, SteppedWorker worker) {
    Heartbeat heartbeat =
        new Heartbeat(
            database.repository(WorkerEntries.class),
            new ProcessIdentity("test", "host", 1, "1.0.0"),
            "test",
            1,
            () -> 0);
    heartbeat.runOnce();
    Inbox inbox = database.inbox();
    bringEachKind(worker, inbox);
    keepOthers(inbox);
    failAndDie(worker);
    loseLeases(worker);
    readFigures(database);
    forget(database);
    heartbeat.close();
    // Is left to the release after this one.
    worker.deliver("items", "{\"item\":{\"item_id\":\"left\",\"name\":\"Left\"}}");
  }

  /** Full records, bodies that hold only an id, deletions that come too late, and deletions. */
  private static void bringEachKind(SteppedWorker worker, Inbox inbox) {
    List<Kind> kinds = KindCatalogue.kinds();
    String old = ",\"last_modified_time\":\"2001-01-01T10:00:00Z\"";
    for (List<ReceivedChange> changes :
        List.of(
            each(kinds, kind -> change(path(kind), "", SampleRecords.body(kind.name()))),
            each(kinds, kind -> change(path(kind), "", onlyTheId(kind, ""))),
            each(kinds, kind -> change(path(kind), "op=delete", onlyTheId(kind, old))),
            each(kinds, kind -> change(path(kind), "op=delete", onlyTheId(kind, ""))))) {
      assertThat(inbox.acceptAll(changes, true)).allMatch(Optional::isPresent);
      worker.runAll();
    }
    assertThat(worker.count("tds_dead_letter_queue")).isZero();
  }

  private static List<ReceivedChange> each(
      List<Kind> kinds, Function<Kind, ReceivedChange> change) {
    return kinds.stream().map(change).toList();
  }

  private static String path(Kind kind) {
    return kind.paths().iterator().next();
  }

  private static String onlyTheId(Kind kind, String more) {
    String id = SampleRecords.record(kind.name()).get(kind.key()).asString();
    return "{\"%s\":\"%s\"%s}".formatted(kind.key(), id, more);
  }

  private static void keepOthers(Inbox inbox) {
    inbox.keepPing(received(delivery("items", "", "{}")));
    boolean kept =
        inbox.keepRefused(
            received(delivery("items", "", "?")), RefusalCause.UNREADABLE, "no record", 100);
    assertThat(kept).isTrue();
  }

  /** An event fails until it is dead. It is retried, dies again, is repeated and is discarded. */
  private static void failAndDie(SteppedWorker worker) {
    String poison = "{\"item\":{\"item_id\":\"p1\",\"rate\":\"abc\"}}";
    worker.deliver("items", poison);
    worker.runAll();
    assertThat(worker.deadLetters().redrive(deadLetter(worker, 1))).isPresent();
    worker.runAll();
    deadLetter(worker, 2);
    worker.deliver("items", poison);
    worker.runAll();
    assertThat(worker.deadLetters().discard(deadLetter(worker, 3), "a test")).isTrue();
  }

  /** The open dead letter. The database made its id, which would differ from run to run. */
  private static UUID deadLetter(SteppedWorker worker, int number) {
    UUID id = new UUID(0, number);
    int changed =
        worker
            .jdbc()
            .sql(
                """
                update tds_dead_letter_queue set id = ? where redriven_at is null and discarded_at is null
                """)
            .param(id)
            .update();
    assertThat(changed).isOne();
    return id;
  }

  /** A worker gives two events back. The next one prolongs its leases and dies. */
  private static void loseLeases(SteppedWorker worker) {
    String repeated = "{\"item\":{\"item_id\":\"l1\",\"name\":\"Lost\"}}";
    worker.deliver("items", repeated);
    worker.deliver("items", repeated);
    worker.deliver("items", "{\"item\":{\"item_id\":\"l2\",\"name\":\"Lost\"}}");
    List<ClaimedEvent> claimed = worker.claim(10);
    worker.queue().renew(claimed, Duration.ofMinutes(1));
    assertThat(worker.queue().release(claimed)).isEqualTo(2);
    assertThat(worker.claim(10)).hasSize(2);
    worker
        .jdbc()
        .sql(
            """
            update tds_sync_queue set lease_expires_at = now() - interval '1 s' where status = 'processing'
            """)
        .update();
    worker.reaper().runOnce();
    ClaimSettings alone = new ClaimSettings("test", 1, Duration.ofSeconds(30));
    while (worker.queue().hasDueAlone()) {
      worker.processor().process(List.of(worker.queue().claimAlone(alone).orElseThrow()));
    }
  }

  private static void readFigures(TestDatabase database) {
    StatisticsKeeper keeper = new StatisticsKeeper(database.jdbc(), database.transactions());
    keeper.runOnce();
    keeper.recount();
    for (TrendSpan span : TrendSpan.values()) {
      assertThat(new Trends(database.jdbc()).read(span)).isNotEmpty();
    }
    var health =
        new QueueHealthReader(
                database.jdbc(),
                database.repository(PausedKindEntries.class),
                database.transactions(),
                InstantSource.system())
            .read();
    assertThat(health.counts().total()).isPositive();
  }

  private static void forget(TestDatabase database) {
    new Retention(database.jdbc(), new RetentionSettings(1, 1, 1, 1, 1, 1, 1)).runOnce();
  }

  private static ReceivedChange change(String path, String query, String body) {
    Delivery delivery = delivery(path, query, body);
    return ReceivedChange.of(
        received(delivery), (ParsedDelivery.Change) DeliveryReader.read(delivery));
  }

  private static Delivery delivery(String path, String query, String body) {
    return new Delivery(path, query, "application/json", body);
  }

  private static ReceivedDelivery received(Delivery delivery) {
    return new ReceivedDelivery(delivery, null, delivery.body().length(), "{}", "127.0.0.1");
  }

  private static void write(List<RecordedStatement> statements) throws IOException {
    StringBuilder script =
        new StringBuilder(
            """
            -- What a release said to the database in a small life, with the number of rows of each statement.
            -- ReleasedStatementsTest wrote it, and runs it on the newest schema. CONTRIBUTING.md says when, in "Add a migration".
            """);
    statements.forEach(each -> script.append(each.text()));
    Files.writeString(Path.of("..", SCRIPT), script);
  }
}
