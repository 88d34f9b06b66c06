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
 */
public interface Events extends Repository<Event, UUID> {

  /** The newest events: each status is read from its index up to the limit, then all are merged. */
  @NativeQuery(
      """
      select newest.*
        from unnest(string_to_array(:statuses, ',')) as wanted (status)
       cross join lateral (
         select *
           from tds_sync_queue q
          where q.status = wanted.status
            and (q.queued_at, q.id) < (:beforeAt, :beforeId)
          order by q.queued_at desc, q.id desc
          limit :limit
       ) newest
       order by newest.queued_at desc, newest.id desc
       limit :limit
      """)
  List<Event> recent(String statuses, Instant beforeAt, UUID beforeId, int limit);

  /** The end of a part of {@link #recentOfType}, the newest of one status. */
  String OF_TYPE =
      """
           = any(string_to_array(:statuses, ','))
           and event_type = :eventType
           and (queued_at, id) < (:beforeAt, :beforeId)
         order by queued_at desc, id desc
         limit :limit)
      """;

  /**
   * The newest events of a type. The many, completed ones have an index for it; among the others
   * the type is looked for. Each status is named, so that the planner knows how many it has.
   */
  @NativeQuery(
      "select * from ("
          + "(select * from tds_sync_queue where status = 'pending' and 'pending'"
          + OF_TYPE
          + "union all (select * from tds_sync_queue where status = 'processing' and 'processing'"
          + OF_TYPE
          + "union all (select * from tds_sync_queue where status = 'retry' and 'retry'"
          + OF_TYPE
          + "union all (select * from tds_sync_queue where status = 'completed' and 'completed'"
          + OF_TYPE
          + "union all (select * from tds_sync_queue where status = 'dead_letter' and 'dead_letter'"
          + OF_TYPE
          + ") newest order by queued_at desc, id desc limit :limit")
  List<Event> recentOfType(
      String eventType, String statuses, Instant beforeAt, UUID beforeId, int limit);

  /**
   * The newest events of a record, of one type or all. They are found by the record's deliveries,
   * which have an index for it.
   *
   * @param kinds every kind there is, separated by commas: the index starts with it
   */
  @NativeQuery(
      """
      select *
        from tds_sync_queue
       where id = any(array(
               select event_id
                 from tds_inbox_events
                where entity_type = any(string_to_array(:kinds, ','))
                  and entity_id = :entityId
                  and event_id is not null))
         and status = any(string_to_array(:statuses, ','))
         and event_type = coalesce(:eventType, event_type)
         and (queued_at, id) < (:beforeAt, :beforeId)
       order by queued_at desc, id desc
       limit :limit
      """)
  List<Event> recentOfRecord(
      String entityId,
      String kinds,
      @Nullable String eventType,
      String statuses,
      Instant beforeAt,
      UUID beforeId,
      int limit);

  Optional<Event> findById(UUID id);

  /** The events of these ids that are in the queue. */
  List<Event> findByIdIn(Collection<UUID> ids);
}
