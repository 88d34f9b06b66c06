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
 * time, or at it with a lower id; they end at a time, and may be of those alone whose error is like
 * a pattern, where one is given. Each costs the same however long the queue is. Statuses and event
 * types are separated by commas.
 *
 * <p>No index of the lists holds the events in processing, so that a claim writes to none of them:
 * those few are read from the index of the leases, and joined to the others.
 */
public interface Events extends Repository<Event, UUID> {

  /** Where a list goes on and ends, and the error it is of. */
  String WITHIN =
      " and (queued_at, id) < (:beforeAt, :beforeId) and queued_at >= :since"
          + " and (:error = '' or error_message ilike :error) ";

  /** The order of a list, and its end. */
  String NEWEST = " order by queued_at desc, id desc limit :limit";

  /** The start of a list by status: each status up to the limit. */
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

  /** Between the events that nobody is at and those in processing. */
  String AND_PROCESSING =
      """
              union all
              select *
                from tds_sync_queue
               where status = 'processing' and 'processing' = any(string_to_array(:statuses, ','))
      """;

  /** The newest events: each status is read from its index up to the limit, then all are merged. */
  @NativeQuery(
      EACH_STATUS
          + IDLE
          + WITHIN
          + NEWEST
          + ") idle"
          + AND_PROCESSING
          + WITHIN
          + ") newest"
          + NEWEST)
  List<Event> recent(
      String statuses, String error, Instant since, Instant beforeAt, UUID beforeId, int limit);

  /** The newest events of some types, read as {@link #recent} from an index that starts with it. */
  @NativeQuery(
      EACH_STATUS
          + " cross join unnest(string_to_array(:eventTypes, ',')) as named (event_type) "
          + IDLE
          + " and event_type = named.event_type"
          + WITHIN
          + NEWEST
          + ") idle"
          + AND_PROCESSING
          + " and event_type = any(string_to_array(:eventTypes, ','))"
          + WITHIN
          + ") newest"
          + NEWEST)
  List<Event> recentOfTypes(
      String eventTypes,
      String statuses,
      String error,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int limit);

  /** The newest events of a record, of some types or, where that is empty, all: it has few. */
  @NativeQuery(
      """
      select *
        from (select *
                from tds_sync_queue
               where entity_id = :entityId and status <> 'processing'
                 and status = any(string_to_array(:statuses, ','))
      """
          + AND_PROCESSING
          + " and entity_id = :entityId) of_record"
          + " where (:eventTypes = '' or event_type = any(string_to_array(:eventTypes, ',')))"
          + WITHIN
          + NEWEST)
  List<Event> recentOfRecord(
      String entityId,
      String eventTypes,
      String statuses,
      String error,
      Instant since,
      Instant beforeAt,
      UUID beforeId,
      int limit);

  Optional<Event> findById(UUID id);

  /** The events of these ids that are in the queue. */
  List<Event> findByIdIn(Collection<UUID> ids);
}
