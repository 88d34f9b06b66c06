package sale.tsh.tds.entity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/**
 * Reads the queue. The lists are sorted newest first. A list starts with events queued before
 * {@code beforeAt}, or at that time with a lower id, and ends at {@code since}. Events that were
 * received before {@code receivedSince} are left out. It scans at most {@code lookedAt} events per
 * status, then returns up to {@code limit} of them, filtered by {@code error} if one is given. So a
 * list costs the same however long the queue is. Statuses and event types are separated by commas.
 *
 * <p>The indexes of the lists leave out events in processing, so that a claim writes to none of
 * them. The few events in processing are read from the index of the leases.
 */
public interface QueueEntries extends Repository<QueueEntry, UUID> {

  /** The start and the end of a list, and the number of events to scan. */
  String WITHIN =
      " and (queued_at, id) < (:beforeAt, :beforeId) and queued_at >= :since"
          + " and coalesce(received_at, queued_at) >= :receivedSince"
          + " order by queued_at desc, id desc limit :lookedAt ";

  /** Narrows a list to event types. */
  String OF_TYPES =
      " and (:eventTypes = '' or event_type = any(string_to_array(:eventTypes, ',')))";

  /** Filters and sorts the scanned events. */
  String LISTED =
      " where :error = '' or error_message ilike :error"
          + " order by queued_at desc, id desc limit :limit";

  /** The start of a list by status. */
  String EACH_STATUS =
      """
      select *
        from (select idle.*
                from unnest(string_to_array(:statuses, ',')) as wanted (status)
      """;

  /** The events of a status other than processing. More conditions follow. */
  String IDLE =
      """
               cross join lateral (
                 select *
                   from tds_sync_queue
                  where status = wanted.status and status <> 'processing'
      """;

  /**
   * As {@link #IDLE} and {@link #WITHIN}, for each event type. The planner does not see an array of
   * one element as a constant, so the type is part of the order, which only the index of the types
   * has. With {@code =} the planner would choose the index of the statuses and read it to its end
   * for a rare type.
   */
  String OF_EACH_TYPE =
      """
               cross join unnest(string_to_array(:eventTypes, ',')) as named (event_type)
               cross join lateral (
                 select *
                   from tds_sync_queue
                  where event_type = any(array[named.event_type])
                    and status = wanted.status and status <> 'processing'
                    and (queued_at, id) < (:beforeAt, :beforeId) and queued_at >= :since
                    and coalesce(received_at, queued_at) >= :receivedSince
                  order by event_type desc, queued_at desc, id desc
                  limit :lookedAt
      """;

  /** Separates the other events from the events in processing. */
  String AND_PROCESSING =
      """
              union all
              (select *
                from tds_sync_queue
               where status = 'processing' and 'processing' = any(string_to_array(:statuses, ','))
      """;

  /** The newest events. Reads each status from its index, then merges them. */
  @NativeQuery(
      EACH_STATUS + IDLE + WITHIN + ") idle" + AND_PROCESSING + WITHIN + ")) newest" + LISTED)
  List<QueueEntry> recent(
      String statuses,
      String error,
      Instant receivedSince,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int lookedAt,
      int limit);

  /** The newest events of some types, read like {@link #recent} from the index of the types. */
  @NativeQuery(
      EACH_STATUS
          + OF_EACH_TYPE
          + ") idle"
          + AND_PROCESSING
          + " and event_type = any(string_to_array(:eventTypes, ','))"
          + WITHIN
          + ")) newest"
          + LISTED)
  List<QueueEntry> recentOfTypes(
      String eventTypes,
      String statuses,
      String error,
      Instant receivedSince,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int lookedAt,
      int limit);

  /** The newest events of a record. If {@code eventTypes} is empty, of all types. */
  @NativeQuery(
      """
      select *
        from ((select *
                from tds_sync_queue
               where entity_id = :entityId and status <> 'processing'
                 and status = any(string_to_array(:statuses, ','))
      """
          + OF_TYPES
          + WITHIN
          + ")"
          + AND_PROCESSING
          + " and entity_id = :entityId"
          + OF_TYPES
          + WITHIN
          + ")) of_record"
          + LISTED)
  List<QueueEntry> recentOfRecord(
      String entityId,
      String eventTypes,
      String statuses,
      String error,
      Instant receivedSince,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int lookedAt,
      int limit);

  Optional<QueueEntry> findById(UUID id);

  /**
   * Reads the events of these ids that are in the queue, each into a record whose components have
   * the names of the entity's fields.
   */
  <T> List<T> findByIdIn(Collection<UUID> ids, Class<T> type);
}
