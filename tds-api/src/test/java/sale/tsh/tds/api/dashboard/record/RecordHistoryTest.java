package sale.tsh.tds.api.dashboard.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.queue.Outcome;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordHistoryTest {

  private static final String TEN = "\"last_modified_time\": \"2026-11-01T10:00:00Z\"";

  private RecordFixture records;
  private RecordHistoryReader history;

  @BeforeAll
  void start() {
    records = new RecordFixture();
    history = new RecordHistoryReader(records.jdbc());
  }

  @AfterAll
  void stop() {
    records.close();
  }

  @BeforeEach
  void empty() {
    records.empty();
  }

  @Test
  void historyHasEveryDeliveryNewestFirstWithItsOutcome() {
    UUID applied = records.item("\"name\": \"A\", " + TEN, Outcome.APPLIED);
    UUID superseded = records.item("\"name\": \"B\"", Outcome.SUPERSEDED);
    UUID failed = records.failed(records.item("\"name\": \"C\""), "no number");
    UUID waiting = records.item("\"name\": \"D\"");
    List<HistoryEntry> entries = entries();
    assertThat(entries)
        .extracting(
            HistoryEntry::deliveryId,
            HistoryEntry::eventId,
            HistoryEntry::status,
            HistoryEntry::outcome,
            HistoryEntry::lastError)
        .containsExactly(
            tuple(waiting, waiting, "pending", null, null),
            tuple(failed, failed, "retry", "failed", "no number"),
            tuple(superseded, superseded, "completed", "superseded", null),
            tuple(applied, applied, "completed", "applied", null));
    assertThat(entries)
        .allSatisfy(entry -> {
          assertThat(entry.kept()).isTrue();
          assertThat(entry.operation()).isEqualTo("updated");
          assertThat(entry.receivedAt()).isBetween("2026-01-01T00:00:00Z", "9999-01-01T00:00:00Z");
        });
    assertThat(entries.getFirst().modifiedTime()).isNull();
    assertThat(entries.getLast().modifiedTime()).isEqualTo("2026-11-01T10:00:00Z");
  }

  @Test
  void duplicateCountsOnTheDeliveryItRepeats() {
    UUID first = records.item("\"name\": \"A\", " + TEN);
    assertThat(records.item("\"name\": \"A\", " + TEN)).isEqualTo(first);
    assertThat(entries()).singleElement().extracting(HistoryEntry::duplicateCount).isEqualTo(1);
  }

  @Test
  void recordsOfTheSameIdHaveSeparateHistories() {
    records.item("\"name\": \"A\"");
    records.delivered("contacts", "{\"contact\": {\"contact_id\": \"1\"}}");
    records.delivered("items", "{\"item\": {\"item_id\": \"2\"}}");
    assertThat(entries()).hasSize(1);
    assertThat(history.of("contact", "1", NumberCursor.START, 50)).hasSize(1);
    assertThat(history.of("contact", "2", NumberCursor.START, 50)).isEmpty();
  }

  /** Its last attempt is the last one under its current id. */
  @Test
  void historyHasTheCurrentIdOfARedrivenEvent() {
    UUID delivery = records.item("\"name\": \"A\"");
    for (int attempt = 1; attempt <= 3; attempt++) {
      records.failed(delivery, "no");
    }
    assertThat(entries())
        .singleElement()
        .extracting(HistoryEntry::status, HistoryEntry::outcome, HistoryEntry::lastError)
        .containsExactly("dead_letter", "failed", "no");
    UUID letter =
        records.jdbc().sql("select id from tds_dead_letter_queue").query(UUID.class).single();
    records.deadLetters().redrive(letter);
    assertThat(entries())
        .singleElement()
        .extracting(
            HistoryEntry::deliveryId,
            HistoryEntry::eventId,
            HistoryEntry::status,
            HistoryEntry::outcome)
        .containsExactly(delivery, letter, "pending", null);
  }

  @Test
  void cursorsByArrivalVisitEachDeliveryOnce() {
    for (int i = 0; i < 25; i++) {
      records.item("\"name\": \"" + i + "\"");
    }
    records.jdbc().sql("delete from tds_inbox_events where arrival % 3 = 0").update();
    List<Long> seen = new ArrayList<>();
    List<HistoryEntry> page = history.of("item", "1", NumberCursor.START, 4);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(4);
      page.forEach(entry -> seen.add(entry.arrival()));
      page = history.of("item", "1", new NumberCursor(page.getLast().arrival()), 4);
    }
    assertThat(seen)
        .hasSize(25)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void eventWithoutItsDeliveryKeepsItsPosition() {
    UUID oldest = records.item("\"name\": \"A\"", Outcome.APPLIED);
    UUID gone = records.item("\"name\": \"B\"", Outcome.APPLIED);
    UUID newest = records.item("\"name\": \"C\"", Outcome.APPLIED);
    records.jdbc().sql("delete from tds_inbox_events where id = :id").param("id", gone).update();
    records.jdbc().sql("delete from tds_sync_queue where id = :id").param("id", oldest).update();
    assertThat(entries())
        .extracting(
            HistoryEntry::deliveryId,
            HistoryEntry::kept,
            HistoryEntry::status,
            HistoryEntry::outcome)
        .containsExactly(
            tuple(newest, true, "completed", "applied"),
            tuple(gone, false, "completed", "applied"),
            tuple(oldest, true, null, "applied"));
    HistoryEntry left = entries().get(1);
    assertThat(left.operation()).isEqualTo("updated");
    assertThat(left.receivedAt()).isAfter(Instant.EPOCH);
  }

  /** A record of very many events does not cost more. */
  @Test
  void historyHasTheNewestOfVeryManyEventsWithoutADelivery() {
    records
        .jdbc()
        .sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at)
            select gen_random_uuid(), gen_random_uuid(), n, 'item.updated', 'item', '1', 'completed',
                   now() + n * interval '1 ms'
              from generate_series(1, 600) n
            """)
        .update();
    assertThat(history.of("item", "1", NumberCursor.START, 10_000))
        .hasSize(RecordHistoryReader.MOST_EVENTS)
        .first()
        .extracting(HistoryEntry::arrival)
        .isEqualTo(600L);
  }

  private List<HistoryEntry> entries() {
    return history.of("item", "1", NumberCursor.START, 50);
  }
}
