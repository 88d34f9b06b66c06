package sale.tsh.tds.api.dashboard.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.support.NumberCursor;

/**
 * Reads the accepted deliveries of one record. Refused deliveries are not among them, since the
 * inbox does not know their record.
 */
@Component
class RecordHistoryReader {

  /** How many of a record's events are scanned for events whose delivery is gone. */
  static final int MOST_EVENTS = 500;

  /**
   * The kept deliveries come in the order of their index. The queue's index has another order. A
   * record with very many events therefore shows only the newest events whose delivery is gone. If
   * the kept deliveries fill the page, only events among them are looked up in the inbox.
   */
  private static final String HISTORY =
      """
      with kept as materialized (
        select id as delivery_id, event_id, arrival, received_at, true as kept, operation, modified_time, duplicate_count
          from tds_inbox_events
         where entity_type = :kind and entity_id = :entityId and event_id is not null and arrival < :before
         order by arrival desc
         limit :limit
      ), queued as materialized (
        select id, delivery_id, arrival, coalesce(received_at, queued_at) as received_at, event_type, entity_type
          from tds_sync_queue
         where entity_id = :entityId and status <> 'processing'
         order by queued_at desc
         limit :mostEvents
      ), left_over as (
        select delivery_id, id as event_id, arrival, received_at, false as kept,
               substring(event_type from '[^.]*$') as operation, null::timestamptz as modified_time,
               0 as duplicate_count
          from queued
         where entity_type = :kind and arrival < :before
           and ((select count(*) from kept) < :limit or arrival > (select min(arrival) from kept))
           and not exists (select from tds_inbox_events i where i.id = queued.delivery_id)
      ), chapters as materialized (
        select * from kept
        union all
        select * from left_over
         order by arrival desc
         limit :limit
      )
      select c.*, q.status, last.outcome, coalesce(last.error, q.error_message) as last_error
        from chapters c
        left join tds_sync_queue q on q.id = c.event_id
        left join lateral (
          select outcome, error
            from tds_sync_logs
           where queue_id = c.event_id
           order by created_at desc, id desc
           limit 1) last on true
       order by c.arrival desc
      """;

  private final JdbcClient jdbc;

  RecordHistoryReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Returns the newest deliveries of a record after a position in its history, newest first.
   *
   * @param kind such as {@code contact}
   * @param entityId the record's own id in Zoho
   * @param before the arrival of the last entry so far, or {@link NumberCursor#START}
   * @param limit the most entries to return
   */
  List<HistoryEntry> of(String kind, String entityId, NumberCursor before, int limit) {
    return jdbc.sql(HISTORY)
        .param("kind", kind)
        .param("entityId", entityId)
        .param("before", before.number())
        .param("limit", limit)
        .param("mostEvents", MOST_EVENTS)
        .query(RecordHistoryReader::entry)
        .list();
  }

  private static HistoryEntry entry(ResultSet row, int number) throws SQLException {
    return new HistoryEntry(
        row.getObject("delivery_id", UUID.class),
        row.getObject("event_id", UUID.class),
        row.getLong("arrival"),
        row.getTimestamp("received_at").toInstant(),
        row.getBoolean("kept"),
        row.getString("operation"),
        instant(row.getTimestamp("modified_time")),
        row.getInt("duplicate_count"),
        row.getString("status"),
        row.getString("outcome"),
        row.getString("last_error"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
