package sale.tsh.tds.queue;

import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Closes dead letters: by a redrive, by a repeated delivery, or by an operator who discards them.
 * Each transition is one SQL statement and joins the caller's transaction. {@link EventQueue#fail}
 * opens a dead letter.
 */
public final class DeadLetterQueue {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterQueue.class);

  private final JdbcClient jdbc;
  private final QueueListener listener;

  public DeadLetterQueue(JdbcClient jdbc, QueueListener listener) {
    this.jdbc = jdbc;
    this.listener = listener;
  }

  /**
   * Puts a dead letter back in the queue. Its event gets the dead letter's own id, so that the
   * primary key makes two redrives one. Returns that id, empty if the dead letter is unknown or no
   * longer open.
   */
  public Optional<UUID> redrive(UUID deadLetterId) {
    Optional<UUID> original =
        jdbc.sql(
                """
                with letter as (
                  update tds_dead_letter_queue
                     set redriven_at = now()
                   where id = :id and redriven_at is null and discarded_at is null
                  returning *
                ), gone as (
                  delete from tds_sync_queue q using letter where q.id = letter.original_queue_id
                ), queued as (
                  insert into tds_sync_queue
                    (id, delivery_id, arrival, event_type, entity_type, entity_id, priority, received_at)
                  select id, delivery_id, arrival, event_type, entity_type, entity_id, priority,
                         (select i.received_at from tds_inbox_events i where i.id = letter.delivery_id)
                    from letter
                ), followed as (
                  update tds_inbox_events i
                     set event_id = letter.id, processed = false, processed_at = null
                    from letter
                   where i.id = letter.delivery_id
                )
                select original_queue_id from letter
                """)
            .param("id", deadLetterId)
            .query(UUID.class)
            .optional();
    original.ifPresent(id ->
        AfterCommit.run(() -> {
          log.info("Event {} is redriven as event {}", id, deadLetterId);
          listener.redriven(deadLetterId);
        }));
    return original.map(id -> deadLetterId);
  }

  /**
   * Closes the dead letter of an event, open or discarded, because Zoho sent the same delivery
   * again. Deletes the event's queue row, marks its delivery processed and clears the delivery's
   * idempotency key. Returns whether the event was dead.
   */
  public boolean closeRepeated(UUID eventId, UUID repeatedBy) {
    return jdbc.sql(
                """
                with letter as (
                  update tds_dead_letter_queue
                     set redriven_at = now(), repeated_by = :repeatedBy
                   where original_queue_id = :eventId and redriven_at is null
                  returning *
                ), gone as (
                  delete from tds_sync_queue q using letter where q.id = letter.original_queue_id
                ), processed as (
                  update tds_inbox_events i
                     set processed = true, processed_at = now(), idempotency_key = null
                    from letter
                   where i.id = letter.delivery_id
                )
                select count(*) from letter
                """)
            .param("eventId", eventId)
            .param("repeatedBy", repeatedBy)
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * Discards a dead letter. Deletes its event's queue row and marks its delivery processed. The
   * delivery keeps its idempotency key, so that a repeat finds it and becomes a new event. Returns
   * whether the dead letter was open.
   */
  public boolean discard(UUID deadLetterId, String reason) {
    return jdbc.sql(
                """
                with letter as (
                  update tds_dead_letter_queue
                     set discarded_at = now(), discard_reason = :reason
                   where id = :id and redriven_at is null and discarded_at is null
                  returning *
                ), gone as (
                  delete from tds_sync_queue q using letter where q.id = letter.original_queue_id
                ), processed as (
                  update tds_inbox_events i
                     set processed = true, processed_at = now()
                    from letter
                   where i.id = letter.delivery_id
                )
                select count(*) from letter
                """)
            .param("id", deadLetterId)
            .param("reason", reason)
            .query(Integer.class)
            .single()
        > 0;
  }
}
