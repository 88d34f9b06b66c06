package sale.tsh.tds.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static sale.tsh.tds.inbox.SampleChanges.change;
import static sale.tsh.tds.inbox.SampleChanges.received;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.search.RecordLabel;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxBatchTest {

  private static final RecordLabel NAMELESS = new RecordLabel(null, null, "", "");
  private static final String TEN = "2026-11-01T10:00:00Z";

  private TestDatabase database;
  private Inbox inbox;

  @BeforeAll
  void start() {
    database = TestDatabase.migrated();
    inbox = database.inbox();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(database.jdbc(), "tds_dead_letter_queue", "tds_sync_queue", "tds_inbox_events");
  }

  @Test
  void keepsEachChangeAndQueuesItsEvent() {
    List<ReceivedChange> given =
        IntStream.range(0, 500).mapToObj(i -> timed("r" + i, "10", TEN)).toList();
    List<Optional<AcceptResult>> answers = acceptAll(given);
    assertThat(answers).hasSize(500).allMatch(Optional::isPresent);
    for (int i = 0; i < 500; i += 83) {
      AcceptResult answer = answers.get(i).orElseThrow();
      assertThat(
              count(
                  """
                  tds_inbox_events i join tds_sync_queue q on q.id = i.event_id
                   where i.id = '%s' and i.idempotency_key = '%s' and i.entity_id = 'r%d' and not i.processed
                     and q.delivery_id = i.id and q.arrival = i.arrival and q.event_type = 'item.updated'
                     and q.entity_type = 'item' and q.entity_id = i.entity_id
                  """
                      .formatted(answer.eventId(), answer.idempotencyKey(), i)))
          .isOne();
    }
    assertThat(count("tds_sync_queue")).isEqualTo(500);
  }

  /** The row is the same whether the delivery came alone or with others. */
  @Test
  void computesTheSameKeyAsForASingleChange() {
    AcceptResult together = acceptAll(List.of(timed("1", "10", TEN))).getFirst().orElseThrow();
    AcceptResult repeat = inbox.accept(timed("1", "10", TEN));
    assertThat(repeat)
        .isEqualTo(new AcceptResult(together.eventId(), together.idempotencyKey(), false, false));
    assertThat(count("tds_inbox_events where duplicate_count = 1")).isOne();
  }

  @Test
  void countsRepeatsOfKeptDeliveries() {
    AcceptResult first = inbox.accept(timed("old", "10", TEN));
    List<Optional<AcceptResult>> answers =
        acceptAll(List.of(timed("old", "10", TEN), timed("new", "10", TEN)));
    assertThat(answers.getFirst())
        .contains(new AcceptResult(first.eventId(), first.idempotencyKey(), false, false));
    assertThat(answers.getLast().orElseThrow().queued()).isTrue();
    assertThat(
            count("tds_inbox_events where duplicate_count = 1 and last_duplicate_at is not null"))
        .isOne();
    assertThat(count("tds_sync_queue")).isEqualTo(2);
  }

  @Test
  void leavesFurtherChangesOfARecordToBeAcceptedOneByOne() {
    List<Optional<AcceptResult>> answers =
        acceptAll(List.of(timed("1", "10", TEN), timed("1", "10", TEN), timed("1", "12", TEN)));
    assertThat(answers.stream().map(Optional::isPresent)).containsExactly(true, false, false);
    assertThat(count("tds_inbox_events where duplicate_count = 0")).isOne();
  }

  /** Its sender wants it done. Only a transaction of its own can close the dead letter. */
  @Test
  void leavesTheRepeatOfADeadEventToBeAcceptedAlone() {
    AcceptResult dead = inbox.accept(timed("1", "10", TEN));
    new QueueFixture(database.jdbc(), database.queue(3))
        .die(dead.eventId(), "item.rate: broken", "{}");
    assertThat(acceptAll(List.of(timed("1", "10", TEN)))).containsExactly(Optional.empty());
    assertThat(count("tds_inbox_events where duplicate_count > 0")).isZero();
    assertThat(inbox.accept(timed("1", "10", TEN)).queued()).isTrue();
  }

  /** A purge or an operator may hold a delivery for long. The others of the group do not wait. */
  @Test
  void leavesTheRepeatOfALockedDeliveryToBeAcceptedAlone() {
    acceptAll(List.of(timed("1", "10", TEN), timed("2", "10", TEN)));
    database
        .transactions()
        .executeWithoutResult(status -> {
          database
              .jdbc()
              .sql("select from tds_inbox_events where entity_id = '1' for no key update")
              .query()
              .listOfRows();
          assertThat(
                  CompletableFuture.supplyAsync(
                          () -> acceptAll(List.of(timed("1", "10", TEN), timed("2", "10", TEN))))
                      .orTimeout(10, TimeUnit.SECONDS)
                      .join()
                      .stream()
                      .map(Optional::isPresent))
              .containsExactly(false, true);
        });
  }

  @Test
  void eventsStandWhereRepeatsCannotBeCounted() {
    acceptAll(List.of(timed("old", "10", TEN)));
    database.jdbc().sql("alter table tds_dead_letter_queue rename to away").update();
    try {
      assertThat(
              acceptAll(List.of(timed("old", "10", TEN), timed("new", "10", TEN))).stream()
                  .map(Optional::isPresent))
          .containsExactly(false, true);
    } finally {
      database.jdbc().sql("alter table away rename to tds_dead_letter_queue").update();
    }
  }

  @Test
  void acceptsTenTwelveTenWithoutTimesAsThreeEvents() {
    assertThat(
            Stream.of("10", "10", "12", "10", "10")
                .map(rate -> acceptAll(List.of(timeless(rate))).getFirst().isPresent()))
        .containsExactly(true, false, true, true, false);
    assertThat(count("tds_sync_queue")).isEqualTo(3);
  }

  @Test
  void acceptsTimedAndTimelessChangesTogether() {
    acceptAll(List.of(timeless("10")));
    List<Optional<AcceptResult>> answers =
        acceptAll(List.of(timed("2", "10", TEN), timeless("10"), timed("3", "10", TEN)));
    assertThat(answers.stream().map(Optional::isPresent)).containsExactly(true, false, true);
  }

  @Test
  void marksATimeThatIsFarAhead() {
    String ahead = Instant.now().plus(Duration.ofDays(3)).toString();
    List<Optional<AcceptResult>> answers =
        acceptAll(List.of(timed("1", "10", ahead), timed("2", "10", TEN)));
    assertThat(answers.stream().map(each -> each.orElseThrow().timeAhead()))
        .containsExactly(true, false);
  }

  /** Characters that text and jsonb refuse, and the characters of an array's notation. */
  @Test
  void keepsUnstorableTextAndTheBytesThatWereReceived() {
    String quoted = "{\"a\", 'b'\\, NULL}\n";
    byte[] bytes = {'a', 0, 'b', (byte) 0xff};
    acceptAll(
        List.of(
            new ReceivedChange(
                received("a\0b", ByteBuffer.wrap(bytes)), item("1"), "h", NAMELESS, 0),
            new ReceivedChange(received(quoted, null), item("2"), "h", NAMELESS, 0),
            new ReceivedChange(received("NULL", null), item("3"), "h", NAMELESS, 0)));
    assertThat(text("select body from tds_inbox_events where entity_id = '1'"))
        .isEqualTo("a\uFFFDb");
    assertThat(text("select body_bytes::text from tds_inbox_events where entity_id = '1'"))
        .isEqualTo("\\x610062ff");
    assertThat(text("select body from tds_inbox_events where entity_id = '2'")).isEqualTo(quoted);
    assertThat(text("select body from tds_inbox_events where entity_id = '3'")).isEqualTo("NULL");
    assertThat(count("tds_inbox_events where body_bytes is null")).isEqualTo(2);
  }

  @Test
  void keepsAllOrNothing() {
    database.jdbc().sql("alter table tds_sync_queue rename to away").update();
    try {
      assertThat(catchThrowable(() -> acceptAll(List.of(timed("1", "10", TEN))))).isNotNull();
    } finally {
      database.jdbc().sql("alter table away rename to tds_sync_queue").update();
    }
    assertThat(count("tds_inbox_events")).isZero();
  }

  @Test
  void notifiesWaitingWorkersWithItsCommitIfAsked() throws SQLException {
    try (Connection listening = database.dataSource().getConnection();
        Statement statement = listening.createStatement()) {
      statement.execute("listen " + EventQueue.CHANNEL);
      PGConnection postgres = listening.unwrap(PGConnection.class);
      inbox.acceptAll(List.of(timed("1", "10", TEN)), false);
      inbox.acceptAll(List.of(timed("2", "10", TEN), timed("3", "10", TEN)), true);
      assertThat(postgres.getNotifications(10_000)).as("one for all").hasSize(1);
      inbox.acceptAll(List.of(timed("2", "10", TEN)), true);
      database
          .jdbc()
          .sql("select pg_notify('%s', 'the next')".formatted(EventQueue.CHANNEL))
          .query()
          .singleRow();
      assertThat(postgres.getNotifications(10_000))
          .as("a repeat sends no notification")
          .extracting(PGNotification::getParameter)
          .containsExactly("the next");
      statement.execute("unlisten *");
    }
  }

  private List<Optional<AcceptResult>> acceptAll(List<ReceivedChange> given) {
    return inbox.acceptAll(given, false);
  }

  private static ReceivedChange timed(String id, String rate, String modified) {
    return ReceivedChange.of(
        received("{}", null),
        change(id, "{\"rate\":\"%s\"}".formatted(rate), Optional.of(Instant.parse(modified))));
  }

  private static ReceivedChange timeless(String rate) {
    return ReceivedChange.of(
        received("{}", null), change("t", "{\"rate\":\"%s\"}".formatted(rate), Optional.empty()));
  }

  private static ParsedDelivery.Change item(String id) {
    return change(id, "{}", Optional.of(Instant.parse(TEN)));
  }

  private String text(String query) {
    return database.jdbc().sql(query).query(String.class).single();
  }

  private int count(String tableAndCondition) {
    return database.count(tableAndCondition);
  }
}
