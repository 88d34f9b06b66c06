package sale.tsh.tds.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.persistence.ConnectionLoss;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.worker.SteppedWorker;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.mirror.RecordChange;
import sale.tsh.tds.worker.mirror.RecordReader;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventProcessorTest {

  private SteppedWorker worker;
  private String id = "";
  private int ids;

  @BeforeAll
  void start() {
    worker = new SteppedWorker();
  }

  @AfterAll
  void stop() {
    worker.close();
  }

  @BeforeEach
  void another() {
    id = "p" + ++ids;
  }

  /** Lesson 11: kinds without a handler were marked completed. */
  @ParameterizedTest
  @MethodSource("kinds")
  void writesEveryKindItAcceptsIntoItsTable(Kind kind) {
    UUID event =
        worker.deliver(
            kind.paths().iterator().next(),
            "{\"%s\":\"%s\",\"notes\":\"n\"}".formatted(kind.key(), id));
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(worker.count("zoho.%s where %s = '%s'".formatted(kind.table(), kind.key(), id)))
        .isOne();
  }

  static List<Kind> kinds() {
    return KindCatalogue.kinds();
  }

  /** The method decides, whatever the event type says. The inbox does not keep the method. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void deletesByTheMethodAlsoWithAnUnknownVerb(int together) {
    List<UUID> events =
        IntStream.range(0, together)
            .mapToObj(i ->
                worker.deliver(
                    new Delivery(
                        "DELETE",
                        "customers",
                        "",
                        "application/json",
                        "{\"event_type\":\"contact.frobbed\",\"contact_id\":\"%s-%d\"}"
                            .formatted(id, i))))
            .toList();
    worker.runAll();
    assertThat(events).allSatisfy(event -> assertThat(worker.outcome(event)).isEqualTo("applied"));
    assertThat(
            worker.count(
                "zoho.contacts where deleted_at is not null and contact_id like '%s-%%'"
                    .formatted(id)))
        .isEqualTo(together);
  }

  @Test
  void completesTheEventItsDeliveryAndItsLogTogether() {
    UUID event = item("\"name\":\"Whole\"");
    worker.runAll();
    assertThat(
            worker.count(
                """
                tds_sync_queue q
                  join tds_inbox_events i on i.event_id = q.id
                  join tds_sync_logs l on l.queue_id = q.id
                 where q.id = '%s' and q.status = 'completed' and q.attempt_count = 1
                   and q.completed_at >= q.started_at and q.error_message is null
                   and i.processed and i.processed_at is not null and l.outcome = 'applied' and l.attempt = 1
                """
                    .formatted(event)))
        .isOne();
  }

  /** Loads no more bodies at a time than memory should hold. An event without a delivery fails. */
  @Test
  void processesAClaimOfLargeBodiesInParts() {
    List<UUID> events =
        IntStream.range(0, 5)
            .mapToObj(i ->
                worker.deliver("items", "{\"item_id\":\"%s-%d\",\"name\":\"n\"}".formatted(id, i)))
            .toList();
    worker
        .jdbc()
        .sql("update tds_inbox_events set body_size = 5000000 where event_id = any(?::uuid[])")
        .param(events.stream().map(UUID::toString).toArray(String[]::new))
        .update();
    worker
        .jdbc()
        .sql("delete from tds_inbox_events where event_id = ?")
        .param(events.get(2))
        .update();
    worker.runAll();
    assertThat(events)
        .extracting(worker::outcome)
        .containsExactly("applied", "applied", "failed", "applied", "applied");
  }

  /** Lesson 10: a handler crashed on "" where a number was expected; money was a float. */
  @ParameterizedTest
  @CsvSource({
    "'\"\"', ",
    "'\" \"', ",
    "null, ",
    "'0.1', 0.1",
    "'\"1234567890123456789.0123456789\"', 1234567890123456789.0123456789",
    "'1500.00', 1500.00",
    "'1e3', 1000",
    "'-0.00', 0.00",
  })
  void readsNumbersExactlyAndBlanksAsNull(String json, @Nullable String expected) {
    item("\"name\":\"n\",\"rate\":" + json);
    worker.runAll();
    assertThat(worker.row("select rate::text as rate from zoho.items where item_id = ?", id))
        .containsEntry("rate", expected);
  }

  @Test
  void keepsNineteenDigitIdsExact() {
    worker.deliver(
        "items", "{\"item\":{\"item_id\":1234567890123456789,\"group_id\":9223372036854775807}}");
    worker.runAll();
    assertThat(worker.row("select group_id from zoho.items where item_id = '1234567890123456789'"))
        .containsEntry("group_id", "9223372036854775807");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rate\":\"abc\" | item.rate: \"abc\" is not a decimal number",
        "\"rate\":true | item.rate: true is not a decimal number",
        "\"rate\":{\"a\":1} | item.rate: {\"a\":1} is not a decimal number",
        "\"rate\":\"1.500,00\" | item.rate: \"1.500,00\" is not a decimal number",
        "\"rate\":1e999999 | item.rate: 1E+999999 is not a decimal number",
        "\"name\":[1] | item.name: [1] is not text",
        "\"last_modified_time\":\"soon\" | item.last_modified_time: \"soon\" is not a time with an offset like 2026-09-04T14:22:03+0100",
        "\"last_modified_time\":\"2026-09-04T14:22:03\" | item.last_modified_time: \"2026-09-04T14:22:03\" is not a time with an offset like 2026-09-04T14:22:03+0100",
      })
  void failsOnAnUnreadableValueAndNamesIt(String member, String error) {
    UUID event = item(member);
    worker.runAll();
    assertThat(worker.row("select status, error_message from tds_sync_queue where id = ?", event))
        .containsEntry("status", "dead_letter")
        .containsEntry("error_message", error);
    assertThat(
            worker.count("tds_sync_logs where queue_id = '" + event + "' and outcome = 'failed'"))
        .isEqualTo(3);
    assertThat(
            worker.row(
                "select payload->>'item_id' as id from tds_dead_letter_queue where original_queue_id = ?",
                event))
        .containsEntry("id", id);
    assertThat(worker.count("zoho.items where item_id = '" + id + "'")).isZero();
  }

  /** Money, stock and the order of versions depend on none of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"created_time\":\"yesterday\" | created_time",
        "\"created_time\":\"9999-12-31T23:59:59-0800\" | created_time",
        "\"last_modified_time\":\"9999-12-31T23:59:59-0800\" | last_modified_time",
        "\"last_modified_time\":\"0000-06-01T00:00:00Z\" | last_modified_time",
        "\"description\":{\"a\":1} | description",
        "\"is_active\":[] | status",
      })
  void appliesARecordWithAnUnreadableSideValue(String member, String column) {
    int before = worker.unreadable().size();
    UUID event = item("\"name\":\"n\",\"rate\":5," + member);
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(
            worker.row(
                "select %s::text as side, rate::text as rate, record - 'item_id' - 'name' - 'rate' <> '{}' as kept from zoho.items where item_id = ?"
                    .formatted(column),
                id))
        .containsEntry("side", null)
        .containsEntry("rate", "5")
        .containsEntry("kept", true);
    assertThat(worker.unreadable()).hasSize(before + 1).last().isEqualTo("item");
    assertThat(worker.row("select note, error from tds_sync_logs where queue_id = ?", event))
        .containsEntry("error", null)
        .hasEntrySatisfying(
            "note",
            note ->
                assertThat((String) note).startsWith("1 column was left empty; the first: item."));
  }

  /** PostgreSQL holds none of them, and refuses the whole statement. */
  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01", "-0044-03-15", "+10000-01-01", "0000-01-01T00:00:00"})
  void appliesARecordWithADateInNoYear(String date) {
    UUID event =
        worker.deliver(
            "invoices",
            "{\"invoice_id\":\"%s\",\"total\":5,\"due_date\":\"%s\"}".formatted(id, date));
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(
            worker.row(
                "select due_date, record->>'due_date' as kept from zoho.invoices where invoice_id = ?",
                id))
        .containsEntry("due_date", null)
        .containsEntry("kept", date);
    assertThat(worker.row("select note from tds_sync_logs where queue_id = ?", event))
        .containsEntry(
            "note",
            "1 column was left empty; the first: invoice.due_date: \"%s\" is not a date like 2026-09-04"
                .formatted(date));
  }

  /** The columns of many references have an index, which takes no text of some kilobytes. */
  @Test
  void failsOnAReferenceLongerThanAnyId() {
    String reference =
        new Random(1)
            .ints(3_000, 'a', 'z' + 1)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    UUID event =
        worker.deliver(
            "invoices", "{\"invoice_id\":\"%s\",\"customer_id\":\"%s\"}".formatted(id, reference));
    worker.runAll();
    assertThat(worker.row("select error_message from tds_sync_queue where id = ?", event))
        .hasEntrySatisfying(
            "error_message",
            error ->
                assertThat((String) error)
                    .startsWith("invoice.customer_id: \"" + reference.substring(0, 20))
                    .endsWith(" is not an id"));
  }

  /** A delivery that lost to a newer one left no column empty. */
  @Test
  void aSupersededEventHasNoNote() {
    item("\"name\":\"n\",\"last_modified_time\":\"2026-11-02T00:00:00+0300\"");
    worker.runAll();
    UUID older =
        item(
            "\"description\":[1],\"name\":\"o\",\"last_modified_time\":\"2026-11-01T00:00:00+0300\"");
    worker.runAll();
    assertThat(worker.row("select outcome, note from tds_sync_logs where queue_id = ?", older))
        .containsEntry("outcome", "superseded")
        .containsEntry("note", null);
  }

  /** .NET's zero date means that there is none. */
  @Test
  void readsAZeroDateAsNull() {
    int before = worker.unreadable().size();
    UUID event =
        item(
            "\"created_time\":\"0001-01-01T00:00:00+0530\",\"last_modified_time\":\"0001-01-01T00:00:00\"");
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(worker.unreadable()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({
    "true, active",
    "false, inactive",
    "'\"True\"', active",
    "'\"FALSE\"', inactive",
    "'\"yes\"', active",
    "'\"no\"', inactive",
    "1, active",
    "0, inactive",
    "'\"1\"', active",
    "'\"0\"', inactive",
    "'\"crm\"', crm",
  })
  void readsAFlagInEverySpelling(String flag, String status) {
    item("\"is_active\":" + flag);
    worker.runAll();
    assertThat(worker.row("select status from zoho.items where item_id = ?", id))
        .containsEntry("status", status);
  }

  @ParameterizedTest
  @CsvSource({
    "contacts, contact_id, is_taxable, '\"Yes\"', true",
    "contacts, contact_id, is_taxable, 0, false",
    "contacts, contact_id, is_taxable, '\"0\"', false",
    "contacts, contact_id, is_taxable, '\"\"', ",
    "items, item_id, track_inventory, '\" TRUE \"', true",
    "items, item_id, is_taxable, 1, true",
    "items, item_id, is_taxable, '\"perhaps\"', ",
  })
  void readsAFlagColumnInEverySpelling(
      String path, String key, String flag, String written, @Nullable String read) {
    worker.deliver(path, "{\"%s\":\"%s\",\"%s\":%s}".formatted(key, id, flag, written));
    worker.runAll();
    assertThat(
            worker.row(
                "select %s::text as flag from zoho.%s where %s = ?".formatted(flag, path, key), id))
        .containsEntry("flag", read);
  }

  @ParameterizedTest
  @CsvSource({
    "customers, contact_id, contacts",
    "users, user_id, users",
    "prices, pricebook_id, price_lists"
  })
  void readsTheStatusOfAFlagInOtherKindsToo(String path, String key, String table) {
    Map.of(
            "true", "active",
            "\"True\"", "active",
            "\"yes\"", "active",
            "1", "active",
            "\"1\"", "active",
            "false", "inactive",
            "\"FALSE\"", "inactive",
            "\"no\"", "inactive",
            "0", "inactive",
            "\"0\"", "inactive")
        .forEach((flag, status) -> {
          worker.deliver(path, "{\"%s\":\"%s\",\"is_active\":%s}".formatted(key, id, flag));
          worker.runAll();
          assertThat(
                  worker.row("select status from zoho.%s where %s = ?".formatted(table, key), id))
              .as(flag)
              .containsEntry("status", status);
        });
  }

  @Test
  void failsOnMoreLinesThanAnyRecordHasAndNamesThem() {
    String lines = "{},".repeat(20_000);
    UUID event =
        worker.deliver(
            "invoices", "{\"invoice_id\":\"%s\",\"line_items\":[%s{}]}".formatted(id, lines));
    worker.runAll();
    assertThat(worker.row("select error_message from tds_sync_queue where id = ?", event))
        .containsEntry("error_message", "invoice.line_items: 20001 lines are more than 20000");
  }

  /** An invisible character at an id's end made a reference to nothing. */
  @Test
  void stripsInvisibleCharactersFromAReference() {
    item("\"group_id\":\"\\u200b77\\u00a0\"");
    worker.runAll();
    assertThat(worker.row("select group_id from zoho.items where item_id = ?", id))
        .containsEntry("group_id", "77");
  }

  @Test
  void namesTheLineOfAnUnreadableValue() {
    UUID event =
        worker.deliver(
            "invoices",
            "{\"invoice\":{\"invoice_id\":\"%s\",\"line_items\":[{\"rate\":1},{\"rate\":\"x\"}]}}"
                .formatted(id));
    worker.runAll();
    assertThat(worker.row("select error_message from tds_sync_queue where id = ?", event))
        .containsEntry(
            "error_message", "invoice.line_items[1].rate: \"x\" is not a decimal number");
  }

  @Test
  void letsAPoisonEventHarmOnlyItself() {
    UUID good = item("\"name\":\"Good\"");
    another();
    UUID poison = item("\"name\":\"Refused by the table\"");
    another();
    UUID better = item("\"name\":\"Better\"");
    worker
        .jdbc()
        .sql("alter table zoho.items add constraint poison check (name <> 'Refused by the table')")
        .update();
    try {
      worker.runAll();
    } finally {
      worker.jdbc().sql("alter table zoho.items drop constraint poison").update();
    }
    assertThat(worker.outcome(good)).isEqualTo("applied");
    assertThat(worker.outcome(better)).isEqualTo("applied");
    assertThat(worker.row("select status, error_message from tds_sync_queue where id = ?", poison))
        .containsEntry("status", "dead_letter")
        .hasEntrySatisfying(
            "error_message", error -> assertThat(String.valueOf(error)).contains("poison"));
    assertThat(worker.count("tds_sync_logs where queue_id = '" + good + "'"))
        .as("a failed set charges no event that is sound")
        .isOne();
  }

  /** A client's row, an index that is built, a client's own transaction on the table. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select from zoho.items where item_id = '%s' for update",
        "lock table zoho.items in share mode",
        "lock table zoho.items in access exclusive mode"
      })
  void putsOffAnEventThatOnlyWaitsForALock(String lock) throws SQLException {
    item("\"name\":\"Before\"");
    worker.runAll();
    UUID event = item("\"name\":\"After\"");
    try (Connection holder = worker.connect()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute(lock.formatted(id));
      for (int attempt = 1; attempt <= 2; attempt++) {
        worker.processor(Duration.ofSeconds(2)).process(worker.claim(1));
        assertThat(worker.row("select * from tds_sync_queue where id = ?", event))
            .containsEntry("status", "retry")
            .containsEntry("attempt_count", 0)
            .hasEntrySatisfying(
                "error_message", error -> assertThat(String.valueOf(error)).contains("lock"));
      }
    }
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(worker.row("select attempt_count from tds_sync_queue where id = ?", event))
        .containsEntry("attempt_count", 1);
  }

  @Test
  void appliesTheRestOfASetWhileOneRecordIsLocked() throws SQLException {
    item("\"name\":\"Before\"");
    worker.runAll();
    UUID locked = item("\"name\":\"After\"");
    String record = id;
    another();
    UUID other = item("\"name\":\"Other\"");
    try (Connection holder = worker.connect()) {
      holder.setAutoCommit(false);
      holder
          .createStatement()
          .execute("select from zoho.items where item_id = '%s' for update".formatted(record));
      worker.processor(Duration.ofSeconds(1)).process(worker.claim(2));
      assertThat(worker.outcome(other)).isEqualTo("applied");
      assertThat(worker.row("select status from tds_sync_queue where id = ?", locked))
          .containsEntry("status", "retry");
    }
    worker.runAll();
    assertThat(worker.outcome(locked)).isEqualTo("applied");
  }

  /** The sleeping worker is frozen, or its machine is gone. The server releases its locks. */
  @Test
  @Timeout(60)
  void takesOverFromAWorkerThatSleepsInItsTransaction() throws InterruptedException {
    UUID event = item("\"name\":\"Taken over\"");
    RecordChange sleepersChange =
        new RecordReader(unreadable -> {}, (kind, record) -> {})
            .read(
                KindCatalogue.kindOf("item"),
                new ClaimedEvent(event, null, event, "item.updated", "item", id, 0, false),
                new Delivery(
                    "POST",
                    "items",
                    "",
                    "application/json",
                    "{\"item_id\":\"%s\"}".formatted(id),
                    Instant.now(),
                    false));
    CountDownLatch merged = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread sleeper =
        Thread.ofVirtual()
            .start(() -> {
              try {
                worker
                    .transactions()
                    .executeWithoutResult(status -> {
                      new Mirror(worker.jdbc(), Duration.ofMillis(300))
                          .apply(KindCatalogue.kindOf("item"), List.of(sleepersChange));
                      merged.countDown();
                      awaitUninterruptibly(wakes);
                    });
              } catch (RuntimeException e) {
                end.set(e);
              }
            });
    merged.await();
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    wakes.countDown();
    sleeper.join();
    assertThat(ConnectionLoss.causedBy(end.get())).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void rollsItsEffectBackWhenTheLeaseIsLost() {
    UUID event = item("\"name\":\"Late\"");
    List<ClaimedEvent> claimed = worker.claim(1);
    worker
        .jdbc()
        .sql("update tds_sync_queue set status = 'pending', started_at = null where id = ?")
        .param(event)
        .update();
    worker.processor().process(claimed);
    assertThat(worker.count("zoho.items where item_id = '" + id + "'")).isZero();
    assertThat(worker.count("tds_sync_logs where queue_id = '" + event + "'")).isZero();
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
  }

  /** What jsonb refuses must not keep an attempt from ending, well or badly. */
  @Test
  void endsAttemptsWhateverABodyContains() {
    String unstorable = "\"name\":\"a\\u0000b \\ud800\",\"deep\":{\"\\u0000\":1e400000}";
    UUID well = item(unstorable);
    another();
    UUID badly = item(unstorable + ",\"rate\":\"\\u0000\"");
    worker.runAll();
    assertThat(worker.outcome(well)).isEqualTo("applied");
    assertThat(worker.row("select name from zoho.items where item_id = ?", "p" + (ids - 1)))
        .containsEntry("name", "a\uFFFDb \uFFFD");
    assertThat(worker.row("select status from tds_sync_queue where id = ?", badly))
        .containsEntry("status", "dead_letter");
  }

  @Test
  void failsAnEventWhoseDeliveryIsGone() {
    UUID event = item("\"name\":\"n\"");
    worker.jdbc().sql("delete from tds_inbox_events where event_id = ?").param(event).update();
    worker.runAll();
    Map<String, @Nullable Object> row =
        worker.row("select status, error_message from tds_sync_queue where id = ?", event);
    assertThat(row).containsEntry("status", "dead_letter");
    assertThat(String.valueOf(row.get("error_message"))).contains("no longer kept in the inbox");
  }

  /** As after a way back to a program that did not know the kind yet. */
  @Test
  void failsAnEventOfAnUnknownKindAndNotItsNeighbours() {
    UUID unknown = item("\"name\":\"n\"");
    worker
        .jdbc()
        .sql("update tds_sync_queue set entity_type = 'widget' where id = ?")
        .param(unknown)
        .update();
    another();
    UUID good = item("\"name\":\"n\"");
    worker.runAll();
    assertThat(worker.outcome(good)).isEqualTo("applied");
    assertThat(worker.row("select status, error_message from tds_sync_queue where id = ?", unknown))
        .containsEntry("status", "dead_letter")
        .hasEntrySatisfying(
            "error_message", error -> assertThat(String.valueOf(error)).contains("widget"));
  }

  @Test
  void reopensTheDeadLetterOfAnEventThatWasMadePendingByHand() {
    UUID event = item("\"rate\":\"abc\"");
    worker.runAll();
    worker
        .jdbc()
        .sql("update tds_sync_queue set status = 'pending' where id = ?")
        .param(event)
        .update();
    worker.runAll();
    assertThat(
            worker.row(
                "select attempt_count from tds_dead_letter_queue where original_queue_id = ?",
                event))
        .containsEntry("attempt_count", 4);
  }

  @Test
  void appliesARedrivenEventOnceItsCauseIsRepaired() {
    UUID event = item("\"name\":\"Unwelcome\"");
    worker
        .jdbc()
        .sql("alter table zoho.items add constraint unwelcome check (name <> 'Unwelcome')")
        .update();
    worker.runAll();
    worker.jdbc().sql("alter table zoho.items drop constraint unwelcome").update();
    UUID letter =
        worker
            .jdbc()
            .sql("select id from tds_dead_letter_queue where original_queue_id = ?")
            .param(event)
            .query(UUID.class)
            .single();
    worker.deadLetters().redrive(letter);
    worker.runAll();
    assertThat(worker.outcome(letter)).isEqualTo("applied");
    assertThat(worker.count("tds_inbox_events where event_id = '" + letter + "' and processed"))
        .isOne();
  }

  private UUID item(String members) {
    return worker.deliver("items", "{\"item\":{\"item_id\":\"%s\",%s}}".formatted(id, members));
  }
}
