package sale.tsh.tds.worker.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.worker.SteppedWorker;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReaperTest {

  private static final ClaimSettings CLAIM = new ClaimSettings("dead", 10, Duration.ofSeconds(30));

  private SteppedWorker worker;
  private Duration elapsed = Duration.ZERO;

  @BeforeAll
  void start() {
    worker = new SteppedWorker();
  }

  @AfterAll
  void stop() {
    worker.close();
  }

  /** Lesson 7: a crash left events in processing for ever. */
  @Test
  void givesBackTheEventsOfADeadWorkerWithoutCharge() {
    UUID event = worker.deliver("items", "{\"item_id\":\"1\",\"name\":\"n\"}");
    worker.claim(10);
    assertThat(worker.reaper().runOnce()).as("the lease still holds").isZero();
    expire();
    assertThat(worker.reaper().runOnce()).isOne();
    worker.processor().process(worker.queue().claimAlone(CLAIM).stream().toList());
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(worker.count("tds_sync_queue where id = '" + event + "' and attempt_count = 1"))
        .isOne();
  }

  @Test
  void endsAnEventThatKillsItsWorkerEachTimeAsADeadLetter() {
    UUID event = worker.deliver("items", "{\"item_id\":\"2\",\"name\":\"poison\"}");
    worker.claim(10);
    expire();
    worker.reaper().runOnce();
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(worker.queue().claimAlone(CLAIM)).isPresent();
      expire();
      assertThat(worker.reaper().runOnce()).isOne();
    }
    assertThat(worker.row("select status from tds_sync_queue where id = ?", event))
        .containsEntry("status", "dead_letter");
    assertThat(
            worker.row(
                "select payload->>'name' as name, last_error, attempt_count from tds_dead_letter_queue where original_queue_id = ?",
                event))
        .containsEntry("name", "poison")
        .containsEntry("attempt_count", 3)
        .hasEntrySatisfying(
            "last_error", error -> assertThat(String.valueOf(error)).contains("worker"));
  }

  /** An index that an old snapshot has made long is not read to its end each time. */
  @Test
  void scansLeasesThatEndedSinceThePreviousScanAndAllOfThemOnceAMinute() {
    UUID event = worker.deliver("items", "{\"item_id\":\"3\",\"name\":\"n\"}");
    Reaper reaper = worker.reaper(() -> elapsed.toNanos());
    reaper.runOnce();
    worker.claim(10);
    expire("20 s");
    elapsed = Duration.ofSeconds(10);
    assertThat(reaper.runOnce()).as("the lease ended before the previous scan").isZero();
    elapsed = Duration.ofSeconds(59);
    expire("50 s");
    assertThat(reaper.runOnce()).isOne();
    assertThat(worker.queue().claimAlone(CLAIM)).isPresent();
    expire("1 h");
    elapsed = Duration.ofSeconds(61);
    assertThat(reaper.runOnce()).as("a full scan").isOne();
    worker.processor().process(worker.queue().claimAlone(CLAIM).stream().toList());
    assertThat(worker.outcome(event)).isEqualTo("applied");
  }

  /** Otherwise the event would stay its dead worker's for as long as the clock was set back. */
  @Test
  void givesBackAnEventThatWasClaimedBeforeTheClockWasSetBack() {
    UUID event = worker.deliver("items", "{\"item_id\":\"4\",\"name\":\"n\"}");
    worker.claim(10);
    expire("-1 day");
    assertThat(worker.reaper().runOnce()).as("a worker that lives may renew it").isZero();
    assertThat(
            worker.count(
                "tds_sync_queue where status = 'processing' and lease_expires_at < now() + interval '31 s'"))
        .isOne();
    expire();
    assertThat(worker.reaper().runOnce()).isOne();
    worker.processor().process(worker.queue().claimAlone(CLAIM).stream().toList());
    assertThat(worker.outcome(event)).isEqualTo("applied");
  }

  @Test
  void reapsInPages() {
    worker
        .jdbc()
        .sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, lease_expires_at)
            select gen_random_uuid(), gen_random_uuid(), n, 'item.updated', 'item', 'x', 'processing', now() - interval '1 s'
              from generate_series(1, 2500) n
            """)
        .update();
    assertThat(worker.reaper().runOnce()).isEqualTo(2500);
    assertThat(worker.count("tds_sync_queue where status = 'processing'")).isZero();
    worker.jdbc().sql("delete from tds_sync_queue where entity_id = 'x'").update();
  }

  private void expire() {
    expire("1 s");
  }

  private void expire(String ago) {
    worker
        .jdbc()
        .sql(
            "update tds_sync_queue set lease_expires_at = now() - :ago::interval where status = 'processing'")
        .param("ago", ago)
        .update();
  }
}
