package sale.tsh.tds.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.worker.SteppedWorker;

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

  /** Lesson 11: entity kinds without a handler were marked completed. */
  @ParameterizedTest
  @MethodSource("kinds")
  void writesEveryKindItAcceptsIntoItsTable(EntityKind kind) {
    UUID event =
        worker.deliver(
            kind.paths().iterator().next(),
            "{\"%s\":\"%s\",\"notes\":\"n\"}".formatted(kind.key(), id));
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(worker.count("zoho.%s where %s = '%s'".formatted(kind.table(), kind.key(), id)))
        .isOne();
  }

  static List<EntityKind> kinds() {
    return EntityCatalogue.kinds();
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

  /** Of one claim no more is read at a time than memory should hold; what is gone fails alone. */
  @Test
  void aClaimOfBodiesThatAreTooMuchTogetherIsDoneInParts() {
    List<UUID> events =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    worker.deliver(
                        "items", "{\"item_id\":\"%s-%d\",\"name\":\"n\"}".formatted(id, i)))
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
  void readsNumbersExactlyAndBlanksAsNothing(String json, @Nullable String expected) {
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
  void failsOnAValueThatCannotBeReadAndNamesIt(String member, String error) {
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

  @Test
  void namesTheLineOfAValueThatCannotBeRead() {
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
  void letsAPoisonEventHurtOnlyItself() {
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
        .as("a set that failed charges nobody who was innocent")
        .isOne();
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
    String odd = "\"name\":\"a\\u0000b \\ud800\",\"deep\":{\"\\u0000\":1e400000}";
    UUID well = item(odd);
    another();
    UUID badly = item(odd + ",\"rate\":\"\\u0000\"");
    worker.runAll();
    assertThat(worker.outcome(well)).isEqualTo("applied");
    assertThat(worker.row("select name from zoho.items where item_id = ?", "p" + (ids - 1)))
        .containsEntry("name", "a\uFFFDb \uFFFD");
    assertThat(worker.row("select status from tds_sync_queue where id = ?", badly))
        .containsEntry("status", "dead_letter");
  }

  @Test
  void tellsAnEventWhoseDeliveryIsGone() {
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
  void opensTheDeadLetterAnewOfADeadEventThatWasMadePendingByHand() {
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
  void appliesARedrivenEventOnceItsCauseIsMended() {
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
    worker.queue().redrive(letter);
    worker.runAll();
    assertThat(worker.outcome(letter)).isEqualTo("applied");
    assertThat(worker.count("tds_inbox_events where event_id = '" + letter + "' and processed"))
        .isOne();
  }

  private UUID item(String members) {
    return worker.deliver("items", "{\"item\":{\"item_id\":\"%s\",%s}}".formatted(id, members));
  }
}
