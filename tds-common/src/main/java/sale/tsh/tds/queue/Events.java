package sale.tsh.tds.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/**
 * Reads the queue. The lists are newest first and start below a place: at what was queued before a
 * time, or at it with a lower id. Each costs the same however long the queue is. Statuses are
 * separated by commas.
 *
 * <p>No index of the lists holds the events in processing, so that a claim writes to none of them:
 * those few are read from the index of the leases, and joined to the others.
 */
public interface Events extends Repository<Event, UUID> {

  /** Where a list goes on. */
  String BELOW = " and (queued_at, id) < (:beforeAt, :beforeId) ";

  /** The order of a list, and its end. */
  String NEWEST = " order by queued_at desc, id desc limit :limit";

  /** The start of a list by status: each status up to the limit; what narrows it is to follow. */
  String EACH_STATUS =
      """
      select *
        from (select idle.*
                from unnest(string_to_array(:statuses, ',')) as wanted (status)
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
      EACH_STATUS + BELOW + NEWEST + ") idle" + AND_PROCESSING + BELOW + ") newest" + NEWEST)
  List<Event> recent(String statuses, Instant beforeAt, UUID beforeId, int limit);

  /** The newest events of a type, read as {@link #recent} from an index that starts with it. */
  @NativeQuery(
      EACH_STATUS
          + " and event_type = :eventType"
          + BELOW
          + NEWEST
          + ") idle"
          + AND_PROCESSING
          + " and event_type = :eventType"
          + BELOW
          + ") newest"
          + NEWEST)
  List<Event> recentOfType(
      String eventType, String statuses, Instant beforeAt, UUID beforeId, int limit);

  /** The newest events of a record, of one type or all: a record has few. */
  @NativeQuery(
      """
      select *
        from (select *
                from tds_sync_queue
               where entity_id = :entityId and status <> 'processing'
                 and status = any(string_to_array(:statuses, ','))
      """
          + AND_PROCESSING
          + " and entity_id = :entityId) of_record where event_type = coalesce(:eventType, event_type)"
          + BELOW
          + NEWEST)
  List<Event> recentOfRecord(
      String entityId,
      @Nullable String eventType,
      String statuses,
      Instant beforeAt,
      UUID beforeId,
      int limit);

  Optional<Event> findById(UUID id);

  /** The events of these ids that are in the queue. */
  List<Event> findByIdIn(Collection<UUID> ids);
}
