package sale.tsh.tds.statistics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.queue.EventStatus;

/**
 * Reads counts, ages and rates of the queue. Each method runs one statement, so that its numbers
 * are consistent.
 */
public class Statistics {

  private static final String[] OPERATIONS =
      Stream.of(RecordOperation.values()).map(RecordOperation::past).toArray(String[]::new);

  /** The columns of {@link QueueCounts}. */
  private static final String COUNTS =
      Stream.of(EventStatus.values())
          .map(EventStatus::text)
          .map("coalesce(sum(events) filter (where status = '%1$s'), 0) as %1$s"::formatted)
          .collect(Collectors.joining(", "));

  private final JdbcClient jdbc;

  public Statistics(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many events are in each status, exactly as a count over the whole queue would say. */
  public QueueCounts queueCounts() {
    return jdbc.sql("select %s from tds_queue_counts".formatted(COUNTS))
        .query((row, number) -> counts(row))
        .single();
  }

  /** How long the oldest pending event has waited; zero if none is pending. */
  public Duration oldestPendingAge() {
    double seconds =
        jdbc.sql(
                """
                select greatest(coalesce(extract(epoch from now() - min(queued_at)), 0), 0)
                  from tds_sync_queue
                 where status = 'pending'
                """)
            .query(Double.class)
            .single();
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** How many events of each kind are in each status, without the kinds that have none. */
  public Map<String, QueueCounts> countsByKind() {
    Map<String, QueueCounts> counts = new HashMap<>();
    jdbc.sql(
            """
            select entity_type, %s
              from tds_queue_counts
             where entity_type is not null
             group by entity_type
            """
                .formatted(COUNTS))
        .query(row -> {
          counts.put(row.getString("entity_type"), counts(row));
        });
    return counts;
  }

  /**
   * The pending events whose kind is not paused. While a kind is paused, the oldest is looked up
   * type by type, so that the events of a paused kind are not read.
   */
  public Claimable claimable() {
    return jdbc.sql(
            """
            select greatest((
                     select coalesce(sum(events), 0)
                       from tds_queue_counts
                      where status = 'pending'
                        and (entity_type is null or entity_type not in (select entity_type from tds_paused_kinds))), 0)::bigint
                     as pending,
                   extract(epoch from now() - case
                     when exists (select from tds_paused_kinds) then (
                       select min(oldest.queued_at)
                         from (select entity_type
                                 from tds_queue_counts
                                where entity_type not in (select entity_type from tds_paused_kinds)
                                group by entity_type
                               having sum(events) filter (where status = 'pending') > 0) waiting
                        cross join unnest(:operations) operation
                        cross join lateral (
                          select queued_at
                            from tds_sync_queue
                           where event_type = waiting.entity_type || '.' || operation and status = 'pending'
                           order by queued_at
                           limit 1) oldest)
                     else (select min(queued_at) from tds_sync_queue where status = 'pending') end) as oldest
            """)
        .param("operations", OPERATIONS)
        .query((row, number) ->
            new Claimable(
                row.getLong("pending"),
                Duration.ofNanos(Math.round(Math.max(0, row.getDouble("oldest")) * 1e9))))
        .single();
  }

  /** How the attempts of the last hour ended. */
  public LastHour lastHour() {
    return jdbc.sql(
            """
            select coalesce(sum(attempts) filter (where not failed), 0) as succeeded,
                   coalesce(sum(attempts) filter (where failed), 0) as failed,
                   coalesce(sum(duration_ms), 0) as duration_ms
              from tds_attempt_counts
             where period > now() - interval '1 hour'
            """)
        .query(LastHour.class)
        .single();
  }

  /** The attempts that ended per minute, averaged over the last five minutes. */
  public double attemptsPerMinute() {
    return jdbc.sql(
            """
            select coalesce(sum(attempts), 0) / 5.0
              from tds_attempt_counts
             where period > now() - interval '5 minutes'
            """)
        .query(Double.class)
        .single();
  }

  private static QueueCounts counts(ResultSet row) throws SQLException {
    return new QueueCounts(
        row.getLong("pending"),
        row.getLong("processing"),
        row.getLong("retry"),
        row.getLong("completed"),
        row.getLong("dead_letter"));
  }
}
