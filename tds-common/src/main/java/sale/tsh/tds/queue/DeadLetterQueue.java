package sale.tsh.tds.queue;

import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Closes dead letters: by a redrive, by a repeated delivery, or by an operator who discards them.
 * Cancels events that wait. Each transition joins the caller's transaction. {@link EventQueue#fail}
 * opens a dead letter.
 */
public final class DeadLetterQueue {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterQueue.class);

  /**
   * Goes on after a CTE named {@code ended} and makes a dead letter of each dead event in it. The
   * parameter {@code payload} is the record.
   *
   * <p>A redriven event has the id of its earlier dead letter (ADR 3). Its new dead letter goes on
   * with the count of retries of the earlier one, and with the time of its first death.
   */
  static final String BURY_ENDED =
      """
      , buried as (
        insert into tds_dead_letter_queue
          (id, original_queue_id, delivery_id, arrival, event_type, entity_type, entity_id, priority, payload,
           attempt_count, last_error, retry_count, last_retry_at, first_dead_at)
        select gen_random_uuid(), e.id, e.delivery_id, e.arrival, e.event_type, e.entity_type, e.entity_id,
               e.priority, :payload::jsonb, e.attempt_count, e.error_message,
               coalesce(earlier.retry_count + 1, 0), earlier.redriven_at,
               coalesce(earlier.first_dead_at, earlier.moved_to_dlq_at, now())
          from ended e
          left join tds_dead_letter_queue earlier on earlier.id = e.id
         where e.status = 'dead_letter'
        -- A dead event that an operator made pending by hand dies again. Its letter opens again.
        on conflict (original_queue_id) do update
           set attempt_count = excluded.attempt_count, last_error = excluded.last_error,
               payload = excluded.payload, moved_to_dlq_at = now(),
               redriven_at = null, repeated_by = null, bulk_id = null,
               discarded_at = null, discard_reason = null
        returning id
      )
      """;

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

  /**
   * Cancels an event that waits for an attempt. The event becomes a dead letter that is discarded
   * at the same moment, so a repeated delivery is a new event. Returns whether the event waited.
   */
  public boolean cancel(UUID eventId, String reason) {
    return jdbc.sql(
            """
            with ended as (
              update tds_sync_queue
                 set status = 'dead_letter', error_message = coalesce(error_message, 'cancelled before its first attempt')
               where id = :id and status in ('pending', 'retry')
              returning *
            )
            """
                + BURY_ENDED
                + "select id from buried")
        .param("id", eventId)
        .param(
            "payload", "{}") // The delivery has the record, and lists show no closed dead letter.
        .query(UUID.class)
        .optional()
        .filter(letter -> discard(letter, reason))
        .isPresent();
  }
}
