package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventQueueTest {

  private static final Duration EVER = Duration.ofDays(1);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private TestDatabase database;
  private EventQueue queue;
  private ExpiredLeases expired;
  private long arrivals;

  @BeforeAll
  void start() {
    database = TestDatabase.migrated();
    RetryPolicy retries = new RetryPolicy(3, List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)));
    queue = database.queue(retries, QueueListener.NONE);
    expired = database.expiredLeases(retries, QueueListener.NONE);
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
        "tds_inbox_events");
  }

  @Test
  void claimsInTheOrderOfPriorityAndArrival() {
    UUID second = enqueue();
    UUID third = enqueue();
    UUID first = enqueue();
    set(first, "priority = 1");
    assertThat(claim(2)).extracting(ClaimedEvent::id).containsExactlyInAnyOrder(first, second);
    assertThat(claim(2)).extracting(ClaimedEvent::id).containsExactly(third);
  }

  /** Without its materialized CTEs a claim may lock and take more events than its limit. */
  @Test
  void neverClaimsMoreThanTheLimit() {
    for (int i = 0; i < 200; i++) {
      UUID id = enqueue();
      if (i % 2 == 0) {
        set(id, "status = 'retry'");
      }
    }
    database.jdbc().sql("analyze tds_sync_queue").update();
    assertThat(claim(7)).hasSize(7);
    assertThat(count("status = 'processing'")).isEqualTo(7);
  }

  /** Lesson 7: claiming was not atomic, so an event could run twice. */
  @Test
  void givesEachEventToOneOfManyClaimants() throws InterruptedException {
    int events = 1_000;
    for (int i = 0; i < events; i++) {
      enqueue();
    }
    Set<UUID> seen = ConcurrentHashMap.newKeySet();
    List<UUID> twice = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> claimants =
        Stream.generate(() ->
                Thread.ofVirtual()
                    .start(() -> {
                      List<ClaimedEvent> claimed = claim(13);
                      // Others may hold the rest locked for a moment, so empty is no end.
                      while (!claimed.isEmpty() || count("status = 'pending'") > 0) {
                        claimed.stream()
                            .map(ClaimedEvent::id)
                            .filter(id -> !seen.add(id))
                            .forEach(twice::add);
                        claimed = claim(13);
                      }
                    }))
            .limit(8)
            .toList();
    for (Thread claimant : claimants) {
      claimant.join();
    }
    assertThat(twice).isEmpty();
    assertThat(seen).hasSize(events);
  }

  @Test
  void claimsARetryOnlyWhenItIsDue() {
    UUID id = enqueue();
    queue.fail(failure(claimOne()), "test");
    assertThat(claim(10)).isEmpty();
    set(id, "due_at = now()");
    assertThat(claim(10)).extracting(ClaimedEvent::attempt).containsExactly(2);
  }

  @Test
  void delaysEachRetryByItsOwnDelayWithinATenth() {
    UUID id = enqueue();
    queue.fail(failure(claimOne()), "test");
    assertThat(secondsUntilDue(id)).isBetween(50.0, 66.0);
    set(id, "due_at = now()");
    queue.fail(failure(claimOne()), "test");
    assertThat(secondsUntilDue(id)).isBetween(266.0, 330.0);
  }

  /** Lesson 12: the dead-letter table and the sync logs existed and were never written. */
  @Test
  void endsAnEventWhoseAttemptsAreSpentAsADeadLetterAndLogsEachAttempt() {
    UUID id = enqueue();
    for (int attempt = 1; attempt <= 3; attempt++) {
      set(id, "due_at = now()");
      queue.fail(failure(claimOne()), "test");
    }
    assertThat(row("select * from tds_dead_letter_queue where original_queue_id = ?", id))
        .containsEntry("attempt_count", 3)
        .containsEntry("last_error", "broken")
        .containsEntry("retry_count", 0)
        .containsEntry("last_retry_at", null);
    assertThat(count("status = 'dead_letter'")).isOne();
    assertThat(
            database
                .jdbc()
                .sql(
                    "select attempt from tds_sync_logs where queue_id = ? and outcome = 'failed' order by attempt")
                .param(id)
                .query(Integer.class)
                .list())
        .containsExactly(1, 2, 3);
  }

  @Test
  void makesTwoSimultaneousRedrivesOneEventUnderTheDeadLettersId() throws InterruptedException {
    UUID dead = deadLetter(enqueue());
    Set<Optional<UUID>> answers = ConcurrentHashMap.newKeySet();
    List<Thread> operators =
        Stream.generate(() ->
                Thread.ofVirtual().start(() -> answers.add(database.deadLetters().redrive(dead))))
            .limit(2)
            .toList();
    for (Thread operator : operators) {
      operator.join();
    }
    assertThat(answers).containsExactlyInAnyOrder(Optional.of(dead), Optional.empty());
    assertThat(row("select * from tds_sync_queue", new Object[0]))
        .containsEntry("id", dead)
        .containsEntry("status", "pending")
        .containsEntry("attempt_count", 0);
  }

  @Test
  void keepsTheTimeOfArrivalAcrossARedrive() {
    UUID id = enqueue();
    database
        .jdbc()
        .sql(
            """
            insert into tds_inbox_events (id, path, body, body_size, received_at)
            values (:id, 'contacts', '{}', 2, '2026-11-01T10:00:00Z')
            """)
        .param("id", id)
        .update();
    UUID letter = deadLetter(id);
    database.deadLetters().redrive(letter);
    assertThat(
            row(
                "select received_at = '2026-11-01T10:00:00Z' as kept, queued_at > received_at as later from tds_sync_queue where id = ?",
                letter))
        .containsEntry("kept", true)
        .containsEntry("later", true);
  }

  @Test
  void countsTheRedrivesOfAnEventThatDiesAgain() {
    UUID first = deadLetter(enqueue());
    database.deadLetters().redrive(first);
    deadLetter(first);
    assertThat(row("select * from tds_dead_letter_queue where original_queue_id = ?", first))
        .containsEntry("retry_count", 1)
        .hasEntrySatisfying("last_retry_at", at -> assertThat(at).isNotNull());
  }

  @Test
  void takesBackAnExpiredLeaseAndRunsThatEventAlone() {
    UUID lost = enqueue();
    claimOne();
    UUID neighbour = enqueue();
    set(lost, "lease_expires_at = now() - interval '1 s'");
    assertThat(expired.reap(EVER, 10)).isOne();
    assertThat(claim(10)).extracting(ClaimedEvent::id).containsExactly(neighbour);
    assertThat(queue.hasDueAlone()).isTrue();
    assertThat(queue.claimAlone(settings(10)))
        .hasValueSatisfying(event -> {
          assertThat(event.id()).isEqualTo(lost);
          assertThat(event.attempt()).as("a crash is not charged").isOne();
        });
  }

  @Test
  void findsAnEventThatLostItsLeaseWhileAlone() {
    UUID lost = enqueue();
    set(lost, "alone = true");
    queue.claimAlone(settings(10));
    set(lost, "lease_expires_at = now() - interval '1 s'");
    assertThat(expired.reap(EVER, 10)).isZero();
    Optional<ClaimedEvent> found =
        database.transactions().execute(status -> expired.lostAlone(EVER));
    assertThat(found).hasValueSatisfying(event -> assertThat(event.id()).isEqualTo(lost));
  }

  @Test
  void reapsOnlyLeasesThatEndedWithinTheGivenTime() {
    UUID lost = enqueue();
    claimOne();
    set(lost, "lease_expires_at = now() - interval '1 minute'");
    assertThat(expired.reap(Duration.ofSeconds(50), 10)).isZero();
    set(lost, "alone = true");
    assertThat(expired.lostAlone(Duration.ofSeconds(50))).isEmpty();
    set(lost, "alone = false");
    assertThat(expired.reap(Duration.ofSeconds(70), 10)).isOne();
  }

  /** Somebody may have put a row into processing by hand. */
  @Test
  void treatsProcessingWithoutALeaseAsExpired() {
    UUID id = enqueue();
    set(id, "status = 'processing', started_at = now() - interval '2 hours'");
    assertThat(expired.reap(EVER, 10)).isOne();
    assertThat(queue.claimAlone(settings(10))).isPresent();
  }

  /** The reset of docs/OPERATIONS.md, "Stuck events", while a worker still runs the event. */
  @Test
  void ignoresTheOldOwnerAfterAnOperatorsReset() {
    UUID id = enqueue();
    ClaimedEvent old = claimOne();
    set(id, "started_at = now() - interval '2 hours'");
    database
        .jdbc()
        .sql(
            """
            UPDATE tds_sync_queue
            SET status = 'pending', started_at = NULL
            WHERE status = 'processing'
              AND started_at < NOW() - INTERVAL '1 hour';
            """)
        .update();
    assertThatThrownBy(() -> queue.complete(List.of(completion(old)), "old", Duration.ZERO))
        .isInstanceOf(LeaseLostException.class);
    ClaimedEvent mine = claimOne();
    assertThat(queue.fail(failure(old), "old")).isEmpty();
    queue.complete(List.of(completion(mine)), "new", Duration.ZERO);
    assertThat(row("select * from tds_sync_queue where id = ?", id))
        .containsEntry("status", "completed")
        .containsEntry("attempt_count", 1);
  }

  /** Every pending row is due whatever its count. The limit is tested when an attempt ends. */
  @Test
  void claimsAPendingEventWhoseAttemptsSeemSpent() {
    UUID id = enqueue();
    set(id, "attempt_count = 3");
    queue.complete(List.of(completion(claimOne())), "test", Duration.ZERO);
    assertThat(count("status = 'completed' and attempt_count = 4")).isOne();
  }

  @Test
  void completesAllOfASetOrNone() {
    enqueue();
    enqueue();
    List<ClaimedEvent> claimed = claim(10);
    set(claimed.getFirst().id(), "lease_token = gen_random_uuid()");
    assertThatThrownBy(() ->
            database
                .transactions()
                .executeWithoutResult(status ->
                    queue.complete(
                        claimed.stream().map(EventQueueTest::completion).toList(),
                        "test",
                        Duration.ZERO)))
        .isInstanceOf(LeaseLostException.class);
    assertThat(count("status = 'completed'")).isZero();
  }

  @Test
  void renewsOnlyLeasesThatAreHeld() {
    UUID id = enqueue();
    ClaimedEvent event = claimOne();
    queue.renew(List.of(event), Duration.ofHours(1));
    assertThat(count("lease_expires_at > now() + interval '59 min'")).isOne();
    set(id, "lease_token = gen_random_uuid(), lease_expires_at = now()");
    queue.renew(List.of(event), Duration.ofHours(1));
    assertThat(count("lease_expires_at > now() + interval '59 min'")).isZero();
  }

  @Test
  void chargesNoAttemptForARelease() {
    enqueue();
    assertThat(queue.release(List.of(claimOne()))).isOne();
    assertThat(claimOne().attempt()).isOne();
  }

  @Test
  void chargesNoAttemptForAWaitForALock() {
    UUID id = enqueue();
    assertThat(queue.putOff(claimOne(), "locked")).isTrue();
    assertThat(secondsUntilDue(id)).isBetween(4.0, 5.6);
    assertThat(row("select * from tds_sync_queue where id = ?", id))
        .containsEntry("status", "retry")
        .containsEntry("error_message", "locked")
        .containsEntry("attempt_count", 0);
    set(id, "due_at = now()");
    assertThat(claimOne().attempt()).isOne();
  }

  /** The database's clock was set back by a day. */
  @Test
  void repairsTimesFurtherAheadThanTheyCanHaveBeenSet() {
    UUID leased = enqueue();
    claimOne();
    UUID waiting = enqueue();
    queue.fail(failure(claimOne()), "test");
    UUID alone = enqueue();
    set(alone, "status = 'retry', alone = true");
    database
        .jdbc()
        .sql(
            "update tds_sync_queue set lease_expires_at = lease_expires_at + interval '1 day', due_at = due_at + interval '1 day'")
        .update();
    assertThat(expired.repairTimesAhead(LEASE)).isEqualTo(3);
    assertThat(count("id = '%s' and lease_expires_at < now() + interval '31 s'".formatted(leased)))
        .isOne();
    assertThat(count("id in ('%s', '%s') and due_at <= now()".formatted(waiting, alone)))
        .isEqualTo(2);
  }

  @Test
  void leavesTimesThatAreAsTheyWereSet() {
    enqueue();
    ClaimedEvent renewed = claimOne();
    queue.renew(List.of(renewed), LEASE);
    UUID waiting = enqueue();
    queue.fail(failure(claimOne()), "test");
    set(waiting, "due_at = now() + interval '330 s'");
    assertThat(expired.repairTimesAhead(LEASE)).isZero();
  }

  private UUID deadLetter(UUID id) {
    set(id, "attempt_count = 2, status = 'pending'");
    queue.fail(failure(claimOne()), "test");
    return database
        .jdbc()
        .sql("select id from tds_dead_letter_queue where original_queue_id = ?")
        .param(id)
        .query(UUID.class)
        .single();
  }

  private UUID enqueue() {
    UUID id = UUID.randomUUID();
    QueueFixture.enqueue(database.jdbc(), id, ++arrivals, "contact", "c" + arrivals);
    return id;
  }

  private ClaimedEvent claimOne() {
    return claim(1).getFirst();
  }

  private List<ClaimedEvent> claim(int limit) {
    return queue.claim(settings(limit), QueuePosition.FIRST);
  }

  private static ClaimSettings settings(int limit) {
    return new ClaimSettings("test", limit, LEASE);
  }

  private static Failure failure(ClaimedEvent event) {
    return new Failure(event, "broken", "{}", Duration.ofMillis(1));
  }

  private static Completion completion(ClaimedEvent event) {
    return new Completion(event, Outcome.APPLIED);
  }

  private void set(UUID id, String assignments) {
    database
        .jdbc()
        .sql("update tds_sync_queue set " + assignments + " where id = ?")
        .param(id)
        .update();
  }

  private double secondsUntilDue(UUID id) {
    return database
        .jdbc()
        .sql("select extract(epoch from due_at - now()) from tds_sync_queue where id = ?")
        .param(id)
        .query(Double.class)
        .single();
  }

  private int count(String condition) {
    return database
        .jdbc()
        .sql("select count(*) from tds_sync_queue where " + condition)
        .query(Integer.class)
        .single();
  }

  private Map<String, @Nullable Object> row(String statement, Object... parameters) {
    return database.jdbc().sql(statement).params(List.of(parameters)).query().singleRow();
  }
}
