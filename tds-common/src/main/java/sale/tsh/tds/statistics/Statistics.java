package sale.tsh.tds.statistics;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads counts, ages and rates of the queue. Each method runs one statement, so that its numbers
 * are consistent.
 */
public class Statistics {

  private final JdbcClient jdbc;

  public Statistics(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many events are in each status, exactly as a count over the whole queue would say. */
  public QueueCounts queueCounts() {
    return jdbc.sql(
            """
            select coalesce(sum(events) filter (where status = 'pending'), 0) as pending,
                   coalesce(sum(events) filter (where status = 'processing'), 0) as processing,
                   coalesce(sum(events) filter (where status = 'retry'), 0) as retry,
                   coalesce(sum(events) filter (where status = 'completed'), 0) as completed,
                   coalesce(sum(events) filter (where status = 'dead_letter'), 0) as dead_letter
              from tds_queue_counts
            """)
        .query(QueueCounts.class)
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
}
