package sale.tsh.tds.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/**
 * Reads the queue. The lists are newest first and start below a place: at what was queued before a
 * time, or at it with a lower id; they end at a time. At most so many of each status are looked at,
 * and of those as many listed as the limit says whose error is like a pattern, where one is given.
 * So each costs the same however long the queue is. Statuses and event types are separated by
 * commas.
 *
 * <p>No index of the lists holds the events in processing, so that a claim writes to none of them:
 * those few are read from the index of the leases, and joined to the others.
 */
public interface Events extends Repository<Event, UUID> {

  /** Where a list goes on and ends, and how many are looked at. */
  String WITHIN =
      " and (queued_at, id) < (:beforeAt, :beforeId) and queued_at >= :since"
          + " order by queued_at desc, id desc limit :lookedAt ";

  /** The types of a record's events. */
  String OF_TYPES =
      " and (:eventTypes = '' or event_type = any(string_to_array(:eventTypes, ',')))";

  /** What is listed of those that were looked at, in which order. */
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

  /** Those of a status that nobody is at; what narrows them is to follow. */
  String IDLE =
      """
               cross join lateral (
                 select *
                   from tds_sync_queue
                  where status = wanted.status and status <> 'processing'
      """;

  /**
   * As {@link #IDLE} and {@link #WITHIN}, of each type. An array of one is no constant to the
   * planner, so the type stands in the order, which only the index of the types has: by {@code =}
   * it would read that of the statuses, to its end where few are of the type.
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
                  order by event_type desc, queued_at desc, id desc
                  limit :lookedAt
      """;

  /** Between the events that nobody is at and those in processing. */
  String AND_PROCESSING =
      """
              union all
              (select *
                from tds_sync_queue
               where status = 'processing' and 'processing' = any(string_to_array(:statuses, ','))
      """;

  /** The newest events: each status is read from its index, then all are merged. */
  @NativeQuery(
      EACH_STATUS + IDLE + WITHIN + ") idle" + AND_PROCESSING + WITHIN + ")) newest" + LISTED)
  List<Event> recent(
      String statuses,
      String error,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int lookedAt,
      int limit);

  /** The newest events of some types, read as {@link #recent} from an index that starts with it. */
  @NativeQuery(
      EACH_STATUS
          + OF_EACH_TYPE
          + ") idle"
          + AND_PROCESSING
          + " and event_type = any(string_to_array(:eventTypes, ','))"
          + WITHIN
          + ")) newest"
          + LISTED)
  List<Event> recentOfTypes(
      String eventTypes,
      String statuses,
      String error,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int lookedAt,
      int limit);

  /** The newest events of a record, of some types or, where that is empty, all. */
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
  List<Event> recentOfRecord(
      String entityId,
      String eventTypes,
      String statuses,
      String error,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int lookedAt,
      int limit);

  Optional<Event> findById(UUID id);

  /** The events of these ids that are in the queue. */
  List<Event> findByIdIn(Collection<UUID> ids);
}
