package sale.tsh.tds.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** Reads the queue. */
public interface Events extends Repository<Event, UUID> {

  /**
   * The newest events in any of these statuses, before a place in the list. Each status is read
   * from the index up to the limit and the parts are merged, so the answer costs the same however
   * long the queue is. A record's events are found by its deliveries, which have the index for it.
   *
   * @param statuses separated by commas
   * @param beforeAt the place: only events queued before this time, or at it with a lower id
   */
  @NativeQuery(
      """
      select e.*
        from unnest(string_to_array(:statuses, ',')) as wanted (status)
       cross join lateral (
         select *
           from tds_sync_queue q
          where q.status = wanted.status
            and (q.queued_at, q.id) < (:beforeAt, :beforeId)
            and (cast(:eventType as text) is null or q.event_type = :eventType)
            and (cast(:entityId as text) is null or q.entity_id = :entityId and q.id = any(array(
              select event_id
                from tds_inbox_events
               where entity_type = any(string_to_array(:kinds, ','))
                 and entity_id = :entityId
                 and event_id is not null)))
          order by q.queued_at desc, q.id desc
          limit :limit
       ) e
       order by e.queued_at desc, e.id desc
       limit :limit
      """)
  List<Event> recent(
      String statuses,
      Instant beforeAt,
      UUID beforeId,
      @Nullable String eventType,
      @Nullable String entityId,
      String kinds,
      int limit);

  Optional<Event> findById(UUID id);

  /** The events of these ids that are in the queue. */
  List<Event> findByIdIn(Collection<UUID> ids);
}
