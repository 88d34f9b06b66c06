package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sale.tsh.tds.queue.EventStatus.COMPLETED;
import static sale.tsh.tds.queue.EventStatus.DEAD_LETTER;
import static sale.tsh.tds.queue.EventStatus.PENDING;
import static sale.tsh.tds.queue.EventStatus.PROCESSING;
import static sale.tsh.tds.queue.EventStatus.RETRY;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/**
 * The whole table of transitions. Every method of the queue meets an event in every status, with
 * and without its lease. The next status is the one that the table names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStatusTest {

  private static final Duration EVER = Duration.ofDays(1);
  private static final ClaimSettings CLAIM = new ClaimSettings("test", 10, Duration.ofSeconds(30));

  private TestDatabase database;
  private EventQueue oneAttempt;
  private EventQueue threeAttempts;
  private ExpiredLeases expired;

  @BeforeAll
  void start() {
    database = TestDatabase.migrated();
    oneAttempt = database.queue(1);
    threeAttempts = database.queue(3);
    expired =
        database.expiredLeases(new RetryPolicy(3, List.of(Duration.ZERO)), QueueListener.NONE);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  Stream<Arguments> transitions() {
    return Map.<String, Expected>ofEntries(
            Map.entry(
                "claim",
                new Expected(
                    (e, q) -> q.claim(CLAIM, QueuePosition.FIRST), PROCESSING, PENDING, RETRY)),
            Map.entry("claimAlone, where it is not alone", nothing((e, q) -> q.claimAlone(CLAIM))),
            Map.entry("renew", nothing((e, q) -> q.renew(List.of(e), CLAIM.lease()))),
            Map.entry(
                "complete",
                new Expected(
                    (e, q) ->
                        q.complete(
                            List.of(new Completion(e, Outcome.APPLIED)), "test", Duration.ZERO),
                    COMPLETED,
                    PROCESSING)),
            Map.entry(
                "fail, attempts left", new Expected(EventStatusTest::fail, RETRY, PROCESSING)),
            Map.entry(
                "fail, attempts spent",
                new Expected((e, ignored) -> fail(e, oneAttempt), DEAD_LETTER, PROCESSING)),
            Map.entry(
                "release", new Expected((e, q) -> q.release(List.of(e)), PENDING, PROCESSING)),
            Map.entry("putOff", new Expected((e, q) -> q.putOff(e, "a lock"), RETRY, PROCESSING)),
            Map.entry(
                "giveBackAlone",
                new Expected((e, q) -> q.giveBackAlone(List.of(e)), PENDING, PROCESSING)),
            Map.entry("retryNow", new Expected((e, q) -> q.retryNow(e.id()), RETRY, RETRY)),
            Map.entry("reap, lease not expired", nothing((e, ignored) -> expired.reap(EVER, 10))),
            Map.entry("lostAlone", nothing((e, ignored) -> expired.lostAlone(EVER))))
        .entrySet()
        .stream()
        .flatMap(entry ->
            Stream.of(EventStatus.values())
                .map(status -> Arguments.of(entry.getKey(), status, entry.getValue())));
  }

  @ParameterizedTest(name = "{0} from {1}")
  @MethodSource("transitions")
  void followsTheTable(String transition, EventStatus before, Expected expected) {
    ClaimedEvent event = event(before);
    attempt(expected, event);
    EventStatus after = status(event);
    assertThat(after).isEqualTo(expected.from().contains(before) ? expected.to() : before);
  }

  /** A late owner's writes change nothing, because the token is no longer the owner's. */
  @ParameterizedTest(name = "{0} from {1}")
  @MethodSource("transitions")
  void changesNothingWithoutTheLease(String transition, EventStatus before, Expected expected) {
    ClaimedEvent mine = event(before);
    ClaimedEvent stale =
        new ClaimedEvent(
            mine.id(),
            UUID.randomUUID(),
            mine.deliveryId(),
            mine.eventType(),
            mine.entityType(),
            mine.entityId(),
            0,
            false);
    attempt(expected, stale);
    EventStatus after = status(mine);
    boolean needsNoLease = expected.from().contains(PENDING);
    assertThat(after)
        .isEqualTo(needsNoLease && expected.from().contains(before) ? expected.to() : before);
  }

  /** Lesson 14: PENDING in the code and pending in the database, so nothing matched. */
  @Test
  void isTheSameTextInTheCodeAndInTheDatabase() {
    for (EventStatus status : EventStatus.values()) {
      assertThat(status(event(status))).isEqualTo(status);
    }
    assertThatThrownBy(
            () -> database.jdbc().sql("update tds_sync_queue set status = upper(status)").update())
        .hasMessageContaining("tds_sync_queue_status");
  }

  private void attempt(Expected expected, ClaimedEvent event) {
    try {
      database
          .transactions()
          .executeWithoutResult(ignored -> expected.transition().accept(event, threeAttempts));
    } catch (LeaseLostException e) {
      // The answer to a completion without the lease. The status shows the rest.
    }
  }

  private static void fail(ClaimedEvent event, EventQueue queue) {
    Optional<EventStatus> unused =
        queue.fail(new Failure(event, "a test's failure", "{}", Duration.ZERO), "test");
  }

  /** Queues one event in this status, under a lease, and removes all others. */
  private ClaimedEvent event(EventStatus status) {
    Tables.empty(database.jdbc(), "tds_sync_queue", "tds_dead_letter_queue");
    UUID id = UUID.randomUUID();
    UUID token = UUID.randomUUID();
    database
        .jdbc()
        .sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, lease_token, lease_expires_at)
            values (:id, :id, 1, 'contact.updated', 'contact', '1', :status, :token, now() + interval '30 s')
            """)
        .param("id", id)
        .param("status", status.text())
        .param("token", token)
        .update();
    return new ClaimedEvent(id, token, id, "contact.updated", "contact", "1", 0, false);
  }

  private EventStatus status(ClaimedEvent event) {
    return EventStatus.of(
        database
            .jdbc()
            .sql("select status from tds_sync_queue where id = :id")
            .param("id", event.id())
            .query(String.class)
            .single());
  }

  private static Expected nothing(BiConsumer<ClaimedEvent, EventQueue> transition) {
    return new Expected(transition, Set.of(), PENDING);
  }

  /** The target of a transition, and its sources. From any other status it changes nothing. */
  record Expected(
      BiConsumer<ClaimedEvent, EventQueue> transition, Set<EventStatus> from, EventStatus to) {

    Expected(BiConsumer<ClaimedEvent, EventQueue> transition, EventStatus to, EventStatus... from) {
      this(transition, Set.of(from), to);
    }
  }
}
