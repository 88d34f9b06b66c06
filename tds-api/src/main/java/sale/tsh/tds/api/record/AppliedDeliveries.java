package sale.tsh.tds.api.record;

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

/** Reads the deliveries of a record that are still kept and moved it, by its versions. */
@Component
class AppliedDeliveries {

  /** So many earlier deliveries are opened at most. */
  static final int MOST = 20;

  /** The most that the bodies opened hold together, in bytes. */
  static final int MOST_BYTES = 2 * 1024 * 1024;

  /**
   * So many deliveries that arrived before one, and after it, are looked at. Their index has the
   * order of arrivals, from which the order of versions seldom strays far.
   */
  static final int MOST_NEARBY = 100;

  /** A delivery's half of the version: a deletion is no older than its arrival. */
  private static final String VERSION_TIME =
      """
      case when operation = 'deleted' then greatest(modified_time, received_at)
           else coalesce(modified_time, received_at) end as version_time
      """;

  private static final String LAST_ATTEMPT =
      """
      left join lateral (
        select outcome from tds_sync_logs where queue_id = event_id order by created_at desc, id desc limit 1) last on true
      """;

  private static final String FIND =
      "select id, entity_type, entity_id, arrival, operation, processed, body_size, outcome, path, query, content_type,"
          + " case when body_size <= :mostBytes then body end as body, "
          + VERSION_TIME
          + " from tds_inbox_events "
          + LAST_ATTEMPT
          + " where tds_inbox_events.id = :id and event_id is not null";

  private static final String EARLIER =
      """
      with nearby as materialized (
        (select id, event_id, arrival, operation, processed, body_size, modified_time, received_at
           from tds_inbox_events
          where entity_type = :entityType and entity_id = :entityId and event_id is not null and arrival < :arrival
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
      select e.operation, e.outcome, i.path, i.query, i.content_type,
             case when e.place <= :most and e.bytes <= :bytes then i.body end as body
        from earlier e
        join tds_inbox_events i on i.id = e.id
       where e.place <= :most + 1
       order by e.place
      """;

  /** The very first delivery still stands, and it was none that retention leaves alone. */
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

  /** A delivery that became an event, whatever came of it. */
  Optional<Kept> find(UUID deliveryId) {
    return jdbc.sql(FIND)
        .param("id", deliveryId)
        .param("mostBytes", MOST_BYTES)
        .query(AppliedDeliveries::kept)
        .optional();
  }

  /**
   * Those of earlier versions that moved the record, and those of which nobody knows any more
   * whether they did; the newest version first.
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
        .query(
            (row, number) ->
                new Earlier(row.getString("operation"), row.getString("outcome"), delivery(row)))
        .list();
  }

  /** Whether it is certain that what {@link #before} gave is all that there ever was. */
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
    String body = row.getString("body");
    return body == null
        ? null
        : new Delivery(
            row.getString("path"), row.getString("query"), row.getString("content_type"), body);
  }

  /**
   * A delivery that became an event.
   *
   * @param outcome of its event's last attempt; null where none has ended, or the log has lost it
   * @param size of its body in bytes
   * @param delivery null where its body is too large
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
   * @param outcome null where the log has lost it
   * @param delivery null beyond what is opened
   */
  record Earlier(String operation, @Nullable String outcome, @Nullable Delivery delivery) {}
}
