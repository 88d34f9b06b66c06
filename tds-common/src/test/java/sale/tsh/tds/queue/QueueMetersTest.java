package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

class QueueMetersTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final Duration EVER = Duration.ofDays(1);
  private static final ClaimSettings CLAIM = new ClaimSettings("w1", 10, Duration.ofSeconds(30));
  private static final RetryPolicy RETRIES = new RetryPolicy(2, List.of(Duration.ZERO));
  private static final Duration TOOK = Duration.ofMillis(40);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final QueueMeters listener = new QueueMeters(meters);
  private final EventQueue queue = database.queue(RETRIES, listener);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void emptyQueue() {
    Tables.empty(database.jdbc(), "tds_sync_queue", "tds_sync_logs", "tds_dead_letter_queue");
  }

  @Test
  void countsClaimsByKindAndTimesHowLongTheEventsWereDue() {
    enqueue("item", "3 s");
    enqueue("item", "5 s");
    enqueue("contact", "0 s");
    queue.claim(CLAIM, QueuePosition.FIRST);

    Timer items = meters.get("tds.event.pickup").tag("kind", "item").timer();
    assertThat(items.count()).isEqualTo(2);
    assertThat(items.totalTime(TimeUnit.SECONDS)).isBetween(8.0, 20.0);
    assertThat(meters.get("tds.event.pickup").tag("kind", "contact").timer().count()).isEqualTo(1);
  }

  @Test
  void countsCompletionsByKindAndOutcomeWithTheirDuration() {
    enqueue("item", "0 s");
    enqueue("item", "0 s");
    List<ClaimedEvent> claimed = queue.claim(CLAIM, QueuePosition.FIRST);
    queue.complete(
        List.of(
            new Completion(claimed.get(0), Outcome.APPLIED),
            new Completion(claimed.get(1), Outcome.SUPERSEDED)),
        "w1",
        TOOK);

    assertThat(attempts("applied")).isEqualTo(1);
    assertThat(attempts("superseded")).isEqualTo(1);
    assertThat(
            meters
                .get("tds.event.attempt")
                .tags("kind", "item", "outcome", "applied")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(40);
  }

  @Test
  void countsFailuresAndTheLastOneAsADeadLetter() {
    enqueue("item", "0 s");
    fail(queue.claim(CLAIM, QueuePosition.FIRST).getFirst());
    assertThat(attempts("failed")).isEqualTo(1);
    assertThat(meters.find("tds.event.dead.letters").counter()).isNull();

    fail(queue.claim(CLAIM, QueuePosition.FIRST).getFirst());
    assertThat(attempts("failed")).isEqualTo(2);
    assertThat(meters.get("tds.event.dead.letters").tag("kind", "item").counter().count())
        .isEqualTo(1);
  }

  /** A sender names these kinds, and each label would stay for as long as the process runs. */
  @Test
  void callsEachKindOutsideTheCatalogueOther() {
    enqueue("widget", "0 s");
    enqueue("cm_vehicle", "0 s");
    List<ClaimedEvent> claimed = queue.claim(CLAIM, QueuePosition.FIRST);
    queue.complete(List.of(new Completion(claimed.getFirst(), Outcome.APPLIED)), "w1", TOOK);
    fail(claimed.getLast());
    queue.release(List.of(claimed.getLast()));
    fail(queue.claim(CLAIM, QueuePosition.FIRST).getFirst());

    assertThat(meters.getMeters().stream().map(each -> each.getId().getTag("kind")))
        .filteredOn(Objects::nonNull)
        .isNotEmpty()
        .containsOnly("other");
  }

  @Test
  void countsNoTransitionThatIsRolledBack() {
    enqueue("item", "0 s");
    ClaimedEvent event = queue.claim(CLAIM, QueuePosition.FIRST).getFirst();
    database
        .transactions()
        .executeWithoutResult(status -> {
          queue.complete(List.of(new Completion(event, Outcome.APPLIED)), "w1", TOOK);
          status.setRollbackOnly();
        });
    assertThat(meters.find("tds.event.attempt").timer()).isNull();

    database
        .transactions()
        .executeWithoutResult(
            status -> queue.complete(List.of(new Completion(event, Outcome.APPLIED)), "w1", TOOK));
    assertThat(attempts("applied")).isEqualTo(1);
  }

  @Test
  void countsLostLeases() {
    enqueue("item", "0 s");
    ClaimedEvent event = queue.claim(CLAIM, QueuePosition.FIRST).getFirst();
    queue.release(List.of(event));

    assertThatThrownBy(
            () -> queue.complete(List.of(new Completion(event, Outcome.APPLIED)), "w1", TOOK))
        .isInstanceOf(LeaseLostException.class);
    fail(event);

    assertThat(meters.get("tds.lease.lost").tag("kind", "item").counter().count()).isEqualTo(2);
    assertThat(meters.find("tds.event.attempt").timer()).isNull();
  }

  @Test
  void countsEventsGivenBackByReason() {
    enqueue("item", "0 s");
    queue.release(queue.claim(CLAIM, QueuePosition.FIRST));
    queue.putOff(queue.claim(CLAIM, QueuePosition.FIRST).getFirst(), "a lock");
    database.jdbc().sql("update tds_sync_queue set status = 'pending'").update();
    queue.giveBackAlone(queue.claim(CLAIM, QueuePosition.FIRST));
    database.jdbc().sql("update tds_sync_queue set status = 'processing', alone = false").update();
    database.expiredLeases(RETRIES, listener).reap(EVER, 10);

    assertThat(givenBack("released")).isEqualTo(1);
    assertThat(givenBack("put off")).isEqualTo(1);
    assertThat(givenBack("connection lost")).isEqualTo(1);
    assertThat(givenBack("reaped")).isEqualTo(1);
  }

  @Test
  void countsARedriveOnce() {
    enqueue("item", "0 s");
    fail(queue.claim(CLAIM, QueuePosition.FIRST).getFirst());
    fail(queue.claim(CLAIM, QueuePosition.FIRST).getFirst());
    UUID letter =
        database.jdbc().sql("select id from tds_dead_letter_queue").query(UUID.class).single();
    database.deadLetters(listener).redrive(letter);
    database.deadLetters(listener).redrive(letter);

    assertThat(meters.get("tds.event.redriven").counter().count()).isEqualTo(1);
  }

  private void fail(ClaimedEvent event) {
    queue.fail(new Failure(event, "broken", "{}", TOOK), "w1");
  }

  private long attempts(String outcome) {
    return meters.get("tds.event.attempt").tags("kind", "item", "outcome", outcome).timer().count();
  }

  private double givenBack(String why) {
    return meters.get("tds.event.given.back").tag("why", why).counter().count();
  }

  private void enqueue(String kind, String age) {
    UUID id = UUID.randomUUID();
    QueueFixture.enqueue(database.jdbc(), id, 1, kind, "1");
    database
        .jdbc()
        .sql(
            """
            update tds_sync_queue
               set queued_at = now() - :age::interval, due_at = now() - :age::interval
             where id = :id
            """)
        .param("age", age)
        .param("id", id)
        .update();
  }
}
