package sale.tsh.tds.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.EventStatus;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.QueuePosition;
import sale.tsh.tds.refusal.RefusalCause;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxTest {

  private static final String TEN = "2026-11-01T10:00:00Z";
  private static final String ELEVEN = "2026-11-01T11:00:00Z";

  private TestDatabase database;
  private EventQueue queue;
  private Inbox inbox;

  @BeforeAll
  void start() {
    database = TestDatabase.migrated();
    queue = database.queue(1);
    inbox = database.inbox();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(
        database.jdbc(),
        "tds_sync_queue",
        "tds_dead_letter_queue",
        "tds_sync_logs",
        "tds_inbox_events",
        "tds_refusal_counts");
  }

  /** Lesson 4: an event could be stored and never queued. */
  @Test
  void keepsADeliveryAndQueuesItsEventInOneCommit() {
    AcceptResult first = accept(item("10", TEN));
    assertThat(first.queued()).isTrue();
    assertThat(count("tds_inbox_events i join tds_sync_queue q on q.id = i.event_id")).isOne();
    database.jdbc().sql("alter table tds_sync_queue rename to away").update();
    try {
      assertThat(catchError(() -> accept(item("11", ELEVEN)))).isTrue();
    } finally {
      database.jdbc().sql("alter table away rename to tds_sync_queue").update();
    }
    assertThat(count("tds_inbox_events")).isOne();
  }

  @Test
  void countsADuplicateOnTheFirstDeliveryAndRepeatsItsAnswer() {
    AcceptResult first = accept(item("10", TEN));
    AcceptResult second = accept(item("10", TEN));
    assertThat(second.queued()).isFalse();
    assertThat(second.eventId()).isEqualTo(first.eventId());
    assertThat(second.idempotencyKey()).isEqualTo(first.idempotencyKey());
    assertThat(count("tds_inbox_events")).isOne();
    assertThat(
            count("tds_inbox_events where duplicate_count = 1 and last_duplicate_at is not null"))
        .isOne();
  }

  /** Lesson 3: the key was entity, id and operation, so that every later change was swallowed. */
  @Test
  void acceptsALaterChangeAndChangedContentOfTheSameSecond() {
    accept(item("10", TEN));
    assertThat(accept(item("10", ELEVEN)).queued()).as("same content, later").isTrue();
    assertThat(accept(item("12", TEN)).queued()).as("other content, same second").isTrue();
  }

  @Test
  void loadsTheOldestDeliveriesThatFitInMemory() {
    List<UUID> deliveries =
        List.of("10", "11", "12").stream().map(id -> accept(item(id, TEN)).eventId()).toList();
    assertThat(inbox.load(deliveries).keySet()).hasSize(3);
    database.jdbc().sql("update tds_inbox_events set body_size = 5000000").update();
    assertThat(inbox.load(deliveries).keySet())
        .containsExactlyInAnyOrderElementsOf(deliveries.subList(0, 2));
    assertThat(inbox.load(deliveries.subList(2, 3)).keySet()).hasSize(1);
  }

  @Test
  void claimOfASingleEventBringsItsDelivery() {
    List<UUID> single = List.of(accept(item("10", TEN)).eventId());
    assertThat(claim())
        .extracting(ClaimedEvent::delivery)
        .containsExactlyElementsOf(inbox.load(single).values());
    accept(item("11", TEN));
    accept(item("12", TEN));
    assertThat(claim()).hasSize(2).extracting(ClaimedEvent::delivery).containsOnlyNulls();
  }

  @Test
  void acceptsTheSameContentForAnotherOperation() {
    accept(item("10", TEN));
    ParsedDelivery.Change change = item("10", TEN);
    assertThat(
            accept(
                    new ParsedDelivery.Change(
                        change.kind(),
                        change.recordId(),
                        RecordOperation.DELETED,
                        change.modified(),
                        change.record()))
                .queued())
        .isTrue();
  }

  /** A late repeat of something with a time of its own is still a repeat. */
  @Test
  void recognizesATimedRepeatAfterOtherChanges() {
    accept(item("10", TEN));
    accept(item("12", ELEVEN));
    assertThat(accept(item("10", TEN)).queued()).isFalse();
  }

  @Test
  void acceptsTenTwelveTenWithoutTimesAsThreeEvents() {
    assertThat(accept(timeless("10")).queued()).isTrue();
    assertThat(accept(timeless("10")).queued()).as("repeats the newest").isFalse();
    assertThat(accept(timeless("12")).queued()).isTrue();
    assertThat(accept(timeless("10")).queued()).isTrue();
    assertThat(accept(timeless("10")).queued()).as("repeats the newest").isFalse();
    assertThat(count("tds_sync_queue")).isEqualTo(3);
  }

  @Test
  void makesOneEventOfManyIdenticalDeliveriesAtOnce() throws InterruptedException {
    for (ParsedDelivery.Change change : List.of(item("10", TEN), timeless("7"))) {
      empty();
      int senders = 8;
      CyclicBarrier together = new CyclicBarrier(senders);
      Set<UUID> events = ConcurrentHashMap.newKeySet();
      List<Thread> threads =
          IntStream.range(0, senders)
              .mapToObj(i ->
                  Thread.ofPlatform()
                      .start(() -> {
                        try {
                          together.await();
                        } catch (Exception e) {
                          throw new IllegalStateException(e);
                        }
                        events.add(accept(change).eventId());
                      }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(events).hasSize(1);
      assertThat(count("tds_sync_queue")).isOne();
      assertThat(count("tds_inbox_events where duplicate_count = " + (senders - 1))).isOne();
    }
  }

  /** A sender that repeats a dead event wants it done. The repeat is a new event. */
  @Test
  void acceptsTheRepeatOfADeadEventAsNewAndClosesItsDeadLetter() {
    for (ParsedDelivery.Change change : List.of(item("abc", TEN), timeless("abc"))) {
      empty();
      AcceptResult dead = accept(change);
      die();
      AcceptResult again = accept(change);
      assertThat(again.queued()).isTrue();
      assertThat(again.eventId()).isNotEqualTo(dead.eventId());
      assertThat(count("tds_sync_queue")).as("the dead row is gone").isOne();
      assertThat(
              count(
                  "tds_dead_letter_queue where redriven_at is not null and repeated_by = '%s'"
                      .formatted(again.eventId())))
          .isOne();
      assertThat(
              count(
                  "tds_inbox_events where event_id = '%s' and processed and processed_at is not null"
                      .formatted(dead.eventId())))
          .isOne();
      assertThat(accept(change).queued()).as("the new one has its own repeats").isFalse();
    }
  }

  @Test
  void acceptsTheRepeatOfADiscardedEventAsNew() {
    accept(item("abc", TEN));
    die();
    database
        .jdbc()
        .sql("update tds_dead_letter_queue set discarded_at = now(), discard_reason = 'a test'")
        .update();
    database.jdbc().sql("delete from tds_sync_queue").update();
    assertThat(accept(item("abc", TEN)).queued()).isTrue();
  }

  @Test
  void answersARepeatWithTheNewIdOfARedrivenEvent() {
    accept(item("abc", TEN));
    UUID letter = die();
    database.deadLetters().redrive(letter);
    AcceptResult repeat = accept(item("abc", TEN));
    assertThat(repeat.queued()).isFalse();
    assertThat(repeat.eventId()).isEqualTo(letter);
  }

  /** Lesson 3: a corrected redelivery after a refused one was swallowed too. */
  @Test
  void keepsARefusedDeliveryWithItsCauseAndWithoutAKey() {
    assertThat(inbox.keepRefused(received("{"), RefusalCause.UNREADABLE, "half a body", 10))
        .isTrue();
    assertThat(
            count(
                """
                tds_inbox_events
                 where refusal = 'unreadable' and refusal_detail = 'half a body'
                   and idempotency_key is null and event_id is null and processed and processed_at is not null
                """))
        .isOne();
  }

  @Test
  void onlyCountsRefusalsBeyondTheCap() {
    for (int i = 0; i < 5; i++) {
      inbox.keepRefused(received("{"), RefusalCause.UNREADABLE, "half a body", 3);
    }
    inbox.keepRefused(received("{"), RefusalCause.NO_ID, "no id", 3);
    assertThat(count("tds_inbox_events where refusal = 'unreadable'")).isEqualTo(3);
    assertThat(count("tds_inbox_events where refusal = 'no_id'")).isOne();
    assertThat(count("tds_refusal_counts where refusal = 'unreadable' and refused = 5")).isOne();
  }

  @Test
  void keepsAPingAsProcessed() {
    inbox.keepPing(received(""));
    assertThat(count("tds_inbox_events where processed and event_id is null and refusal is null"))
        .isOne();
  }

  @Test
  void marksATimeThatIsFarAhead() {
    String ahead = Instant.now().plus(Duration.ofDays(3)).toString();
    assertThat(accept(item("10", ahead)).timeAhead()).isTrue();
    assertThat(accept(item("10", TEN)).timeAhead()).isFalse();
    assertThat(count("tds_inbox_events where time_ahead")).isOne();
  }

  /** Characters that text and jsonb refuse must not keep a delivery out. */
  @Test
  void keepsABodyWithANullCharacter() {
    inbox.keepPing(received("a\0b"));
    assertThat(count("tds_inbox_events where body = 'a\uFFFDb'")).isOne();
  }

  private AcceptResult accept(ParsedDelivery.Change change) {
    return inbox.accept(ReceivedChange.of(received(change.record().toString()), change));
  }

  private List<ClaimedEvent> claim() {
    return queue.claim(new ClaimSettings("test", 10, Duration.ofSeconds(30)), QueuePosition.FIRST);
  }

  private UUID die() {
    ClaimedEvent event = claim().getFirst();
    assertThat(queue.fail(new Failure(event, "broken", "{}", Duration.ZERO), "test"))
        .contains(EventStatus.DEAD_LETTER);
    return database
        .jdbc()
        .sql("select id from tds_dead_letter_queue where original_queue_id = ?")
        .param(event.id())
        .query(UUID.class)
        .single();
  }

  private static ParsedDelivery.Change item(String rate, String modified) {
    return change(
        "{\"item_id\":\"1\",\"rate\":\"%s\",\"last_modified_time\":\"%s\"}"
            .formatted(rate, modified),
        Optional.of(Instant.parse(modified)));
  }

  private static ParsedDelivery.Change timeless(String rate) {
    return change("{\"item_id\":\"1\",\"rate\":\"%s\"}".formatted(rate), Optional.empty());
  }

  private static ParsedDelivery.Change change(String entity, Optional<Instant> modified) {
    return SampleChanges.change("1", entity, modified);
  }

  private static ReceivedDelivery received(String body) {
    return SampleChanges.received(body, null);
  }

  private static boolean catchError(Runnable work) {
    try {
      work.run();
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  private int count(String tableAndCondition) {
    return database.count(tableAndCondition);
  }
}
