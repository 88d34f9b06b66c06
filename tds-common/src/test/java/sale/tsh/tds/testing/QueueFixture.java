package sale.tsh.tds.testing;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.Completion;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.Outcome;
import sale.tsh.tds.queue.QueuePosition;

/** Brings events into the states that a test needs, with the queue's own transitions. */
public final class QueueFixture {

  private static final Duration TOOK = Duration.ofMillis(250);

  private final JdbcClient jdbc;
  private final EventQueue queue;

  public QueueFixture(JdbcClient jdbc, EventQueue queue) {
    this.jdbc = jdbc;
    this.queue = queue;
  }

  /** Deletes all rows. */
  public void empty() {
    Tables.empty(
        jdbc,
        "tds_inbox_events",
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_dead_letter_queue",
        "tds_record_names",
        "tds_new_labels",
        "tds_attempt_counts",
        "tds_minutes",
        "tds_kind_hours",
        "tds_kind_pulses",
        "tds_pulse",
        "tds_audit_trail",
        "tds_bulk_redrives",
        "tds_paused_kinds",
        "tds_other_kinds",
        "tds_seen_members");
  }

  /** Adds a delivery and its pending event. */
  public UUID pending(String kind, String entityId) {
    UUID id = UUID.randomUUID();
    long arrival =
        jdbc.sql(
                """
                insert into tds_inbox_events
                  (id, event_id, path, body, body_size, entity_type, entity_id, operation, idempotency_key)
                values (:id, :id, :kind, '{"as": "sent"}', 14, :kind, :entityId, 'updated', :key)
                returning arrival
                """)
            .param("id", id)
            .param("kind", kind)
            .param("entityId", entityId)
            .param("key", "key of " + id)
            .query(Long.class)
            .single();
    enqueue(jdbc, id, arrival, kind, entityId);
    return id;
  }

  /** Adds a pending event whose delivery has the same id. */
  public static void enqueue(JdbcClient jdbc, UUID id, long arrival, String kind, String entityId) {
    jdbc.sql(
            EventQueue.ENQUEUE
                + "values (:id, :id, :arrival, :kind || '.updated', :kind, :entityId)")
        .param("id", id)
        .param("arrival", arrival)
        .param("kind", kind)
        .param("entityId", entityId)
        .update();
  }

  /** Adds an event that a worker is processing. */
  public UUID processing(String kind, String entityId) {
    pending(kind, entityId);
    return claim().id();
  }

  /** Adds an event whose effect was applied. */
  public UUID completed(String kind, String entityId) {
    return complete(pending(kind, entityId));
  }

  /** Applies the pending event and returns its id. */
  public UUID complete(UUID id) {
    return complete(id, null);
  }

  /** Applies the pending event with this note and returns its id. */
  public UUID complete(UUID id, @Nullable String note) {
    queue.complete(List.of(new Completion(claim(), Outcome.APPLIED, note)), "worker-1", TOOK);
    return id;
  }

  /** Adds an event whose first attempt failed. */
  public UUID retry(String kind, String entityId) {
    pending(kind, entityId);
    ClaimedEvent event = claim();
    fail(event, "not yet", "{}");
    return event.id();
  }

  /** Adds a dead event and returns the id of the dead letter. */
  public UUID deadLetter(String kind, String entityId, String error, String payload) {
    UUID id = pending(kind, entityId);
    return die(id, error, payload);
  }

  /** Adds a dead event with a usual error and returns the id of the dead letter. */
  public UUID deadLetter(String kind, String entityId) {
    return deadLetter(
        kind, entityId, kind + ".rate: \"abc\" is not a decimal number", "{\"rate\": \"abc\"}");
  }

  /** Spends the attempts of a pending event and returns the id of the dead letter. */
  public UUID die(UUID id, String error, String payload) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      fail(claim(), error, payload);
      jdbc.sql("update tds_sync_queue set due_at = now() where id = :id and status = 'retry'")
          .param("id", id)
          .update();
    }
    return jdbc.sql("select id from tds_dead_letter_queue where original_queue_id = :id")
        .param("id", id)
        .query(UUID.class)
        .single();
  }

  private void fail(ClaimedEvent event, String error, String payload) {
    if (queue.fail(new Failure(event, error, payload, TOOK), "worker-1").isEmpty()) {
      throw new IllegalStateException("the event is not this worker's");
    }
  }

  /** Claims the due event. A test has one at a time. */
  private ClaimedEvent claim() {
    List<ClaimedEvent> claimed =
        queue.claim(new ClaimSettings("worker-1", 10, Duration.ofSeconds(30)), QueuePosition.FIRST);
    if (claimed.size() != 1) {
      throw new IllegalStateException("expected one event to be due, not " + claimed.size());
    }
    return claimed.getFirst();
  }
}
