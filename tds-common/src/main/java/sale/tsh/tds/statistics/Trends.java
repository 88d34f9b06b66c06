package sale.tsh.tds.statistics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the statistics over time from at most a week of minutes. */
public class Trends {

  /**
   * Reads only steps that are over, because part of a step would look like a drop. The last minute
   * of a step is written within 40 s after its end if a worker runs.
   */
  static final String READ =
      """
      with steps as (
        select generate_series(last - (:points - 1) * :step::interval, last, :step::interval) as at
          from (select date_bin(:step::interval, now() - :step::interval - interval '40 s', 'epoch') as last) newest
      ), kept as (
        select date_bin(:step::interval, minute, 'epoch') as at,
               sum(received) as received,
               sum(refused) as refused,
               sum(succeeded) as succeeded,
               sum(failed) as failed,
               sum(duration_ms) / nullif(sum(succeeded + failed), 0) / 1000 as average_seconds,
               sum(latency_p50_ms * succeeded)
                 / nullif(sum(succeeded) filter (where latency_p50_ms is not null), 0) / 1000 as latency_p50_seconds,
               sum(latency_p95_ms * succeeded)
                 / nullif(sum(succeeded) filter (where latency_p95_ms is not null), 0) / 1000 as latency_p95_seconds,
               max(pending) as pending,
               max(waiting_retry) as waiting_retry,
               max(dead_letter) as dead_letter,
               max(oldest_pending_seconds) as oldest_pending_seconds
          from tds_minutes
         where minute > now() - (:points + 2) * :step::interval
         group by 1
      )
      select steps.at, received, refused, succeeded, failed, average_seconds, latency_p50_seconds, latency_p95_seconds,
             pending, waiting_retry, dead_letter, oldest_pending_seconds
        from steps
        left join kept on kept.at = steps.at
       order by steps.at
      """;

  private final JdbcClient jdbc;

  public Trends(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Returns every step of the span, oldest first. A step without stored minutes has zero counts and
   * null values.
   */
  public List<TrendPoint> read(TrendSpan span) {
    return jdbc.sql(READ)
        .param("points", span.points())
        .param("step", span.step().toString())
        .query((row, number) -> point(row))
        .list();
  }

  private static TrendPoint point(ResultSet row) throws SQLException {
    return new TrendPoint(
        row.getTimestamp("at").toInstant(),
        row.getLong("received"),
        row.getLong("refused"),
        row.getLong("succeeded"),
        row.getLong("failed"),
        row.getObject("average_seconds", Double.class),
        row.getObject("latency_p50_seconds", Double.class),
        row.getObject("latency_p95_seconds", Double.class),
        row.getObject("pending", Long.class),
        row.getObject("waiting_retry", Long.class),
        row.getObject("dead_letter", Long.class),
        row.getObject("oldest_pending_seconds", Double.class));
  }
}
