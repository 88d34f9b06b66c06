package sale.tsh.tds.api.dashboard.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.queue.DeliveryRow;

/** Reads the kept deliveries of a record that were applied, in the order of its versions. */
@Component
class AppliedDeliveries {

  /** The most earlier deliveries whose bodies are read. */
  static final int MOST = 20;

  /** The most bytes of all bodies together that are read. */
  static final int MOST_BYTES = 2 * 1024 * 1024;

  /**
   * How many deliveries to scan before and after the delivery's arrival. Their index has the order
   * of arrivals, and the order of versions seldom differs much from it.
   */
  static final int MOST_NEARBY = 100;

  /** The time in a delivery's version. A deletion is no older than its arrival. */
  private static final String OWN_VERSION_TIME =
      """
      case when operation = 'deleted' then greatest(modified_time, received_at)
           else coalesce(modified_time, received_at) end
      """;

  /**
   * The time in the version of a delivery. Without a modification time it is the latest time of the
   * nearby deliveries up to it.
   */
  private static final String VERSION_TIME =
      "case when modified_time is null then max("
          + OWN_VERSION_TIME
          + ") over (order by arrival) else "
          + OWN_VERSION_TIME
          + " end as version_time";

  private static final String LAST_ATTEMPT =
      """
      left join lateral (
        select outcome from tds_sync_logs where queue_id = event_id order by created_at desc, id desc limit 1) last on true
      """;

  private static final String FIND =
      """
      select found.*, outcome, case when body_size <= :mostBytes then body end as body, version_time
        from (select id, event_id, entity_type, entity_id, arrival, operation, processed, body_size,
                     received_at, source, path, query, content_type
                from tds_inbox_events
               where id = :id and event_id is not null) found
        join lateral (
          select body, version_time
            from (select arrival as at,
      """
          + VERSION_TIME
          + """
                        from (select *
                                from tds_inbox_events
                               where entity_type = found.entity_type and entity_id = found.entity_id
                                 and event_id is not null and arrival <= found.arrival
                               order by arrival desc
                               limit :nearby) nearby) versions
                join tds_inbox_events on id = found.id
               where at = found.arrival) version on true
          """
          + LAST_ATTEMPT;

  private static final String EARLIER =
      """
      with nearby as materialized (
        (select id, event_id, arrival, operation, processed, body_size, modified_time, received_at
           from tds_inbox_events
          where entity_type = :entityType and entity_id = :entityId and event_id is not null and arrival <= :arrival
          order by arrival desc
          limit :nearby)
        union all
        (select id, event_id, arrival, operation, processed, body_size, modified_time, received_at
           from tds_inbox_events
          where entity_type = :entityType and entity_id = :entityId and event_id is not null and arrival > :arrival
          order by arrival
          limit :nearby)
      ), versions as (
        select id, event_id, arrival, operation, processed, body_size,
      """
          + VERSION_TIME
          + """
              from nearby
          ), earlier as (
            select versions.id, arrival, operation, outcome, version_time,
                   row_number() over newest_first as place, sum(body_size) over newest_first as bytes
              from versions
          """
          + LAST_ATTEMPT
          + """
             where (version_time, arrival) < (:versionTime::timestamptz, :arrival)
               and (outcome in ('applied', 'unchanged') or outcome is null and processed)
            window newest_first as (order by version_time desc, arrival desc)
          )
          select e.operation, e.outcome, i.received_at, i.source, i.path, i.query, i.content_type,
                 case when e.place <= :most and e.bytes <= :bytes then i.body end as body
            from earlier e
            join tds_inbox_events i on i.id = e.id
           where e.place <= :most + 1
           order by e.place
          """;

  /** Whether the very first delivery is still kept and is not one that retention spares. */
  private static final String ALL_BEFORE =
      """
      select coalesce(
               (select arrival = 1 and processed from tds_inbox_events order by received_at, arrival limit 1), false)
         and (select count(*) from (
               select from tds_inbox_events
                where entity_type = :entityType and entity_id = :entityId and event_id is not null and arrival < :arrival
                limit :nearby) before) < :nearby
      """;

  private final JdbcClient jdbc;

  AppliedDeliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Finds a delivery that became an event, whatever its outcome. */
  Optional<Kept> find(UUID deliveryId) {
    return jdbc.sql(FIND)
        .param("id", deliveryId)
        .param("mostBytes", MOST_BYTES)
        .param("nearby", MOST_NEARBY)
        .query(AppliedDeliveries::kept)
        .optional();
  }

  /**
   * Returns the deliveries of earlier versions that were applied, or whose outcome is no longer
   * known, newest version first.
   */
  List<Earlier> before(Kept kept) {
    return jdbc.sql(EARLIER)
        .param("entityType", kept.entityType())
        .param("entityId", kept.entityId())
        .param("arrival", kept.arrival())
        .param("versionTime", kept.versionTime().toString())
        .param("nearby", MOST_NEARBY)
        .param("most", MOST)
        .param("bytes", MOST_BYTES - kept.size())
        .query((row, number) ->
            new Earlier(row.getString("operation"), row.getString("outcome"), delivery(row)))
        .list();
  }

  /** Whether {@link #before} certainly returned every delivery there ever was. */
  boolean areAllBefore(Kept kept) {
    return jdbc.sql(ALL_BEFORE)
        .param("entityType", kept.entityType())
        .param("entityId", kept.entityId())
        .param("arrival", kept.arrival())
        .param("nearby", MOST_NEARBY)
        .query(Boolean.class)
        .single();
  }

  private static Kept kept(ResultSet row, int number) throws SQLException {
    return new Kept(
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getTimestamp("version_time").toInstant(),
        row.getLong("arrival"),
        row.getString("operation"),
        row.getBoolean("processed"),
        row.getString("outcome"),
        row.getInt("body_size"),
        delivery(row));
  }

  private static @Nullable Delivery delivery(ResultSet row) throws SQLException {
    return row.getString("body") == null ? null : DeliveryRow.read(row);
  }

  /**
   * A delivery that became an event.
   *
   * @param outcome the outcome of the last attempt; null if no attempt has ended, or the log no
   *     longer has it
   * @param size the size of its body in bytes
   * @param delivery null if its body is too large
   */
  record Kept(
      String entityType,
      String entityId,
      Instant versionTime,
      long arrival,
      String operation,
      boolean processed,
      @Nullable String outcome,
      int size,
      @Nullable Delivery delivery) {}

  /**
   * A delivery of an earlier version.
   *
   * @param outcome null if the log no longer has it
   * @param delivery null beyond the bodies that are read
   */
  record Earlier(String operation, @Nullable String outcome, @Nullable Delivery delivery) {}
}
