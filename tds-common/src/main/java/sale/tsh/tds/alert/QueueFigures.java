package sale.tsh.tds.alert;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the figures in one statement of bounded cost: live states by their partial indexes, and
 * none counted beyond {@link #MOST}, where the exact number tells nothing more.
 */
public class QueueFigures {

  /** Counts end here. */
  static final int MOST = 100_000;

  private static final int TIMEOUT_SECONDS = 10;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Instant started;

  public QueueFigures(DataSource dataSource, InstantSource clock) {
    JdbcTemplate bounded = new JdbcTemplate(dataSource);
    bounded.setQueryTimeout(TIMEOUT_SECONDS);
    this.jdbc = JdbcClient.create(bounded);
    this.clock = clock;
    this.started = clock.instant();
  }

  /** The figures of this moment. */
  public Figures read() {
    return jdbc.sql(
            """
            with pending as (
              (select queued_at
                 from tds_sync_queue
                where status = 'pending' and not alone
                order by priority, arrival
                limit :most)
              union all
              (select queued_at
                 from tds_sync_queue
                where status = 'pending' and alone
                limit :most)
            ), retry as (
              select due_at
                from tds_sync_queue
               where status = 'retry' and not alone
               order by due_at
               limit :most
            ), retry_alone as (
              select due_at
                from tds_sync_queue
               where status = 'retry' and alone
               limit :most
            ), processing as (
              select started_at
                from tds_sync_queue
               where status = 'processing'
               limit :most
            ), open_letters as (
              select id
                from tds_dead_letter_queue
               where redriven_at is null and discarded_at is null
               limit :most
            ), last_hour as (
              select count(*) as finished, count(*) filter (where outcome = 'failed') as failed
                from tds_sync_logs
               where created_at > now() - interval '1 hour'
            )
            select (select count(*) from pending) as pending,
                   (select count(*) from processing) as processing,
                   (select count(*) from retry) + (select count(*) from retry_alone) as retry,
                   (select count(*) from open_letters) as dead_letters,
                   (select count(*) from processing where started_at < now() - interval '1 hour') as stuck,
                   extract(epoch from now() - (select min(queued_at) from pending)) as oldest_pending,
                   extract(epoch from now() - least(
                     (select min(queued_at) from pending),
                     (select min(due_at) from retry),
                     (select min(due_at) from retry_alone))) as oldest_due,
                   finished,
                   failed,
                   extract(epoch from now() - (
                     select max(received_at) from tds_inbox_events where event_id is not null)) as since_delivery,
                   extract(epoch from now() - (select max(seen_at) from tds_workers)) as since_worker
              from last_hour
            """)
        .param("most", MOST)
        .query(this::figures)
        .single();
  }

  private Figures figures(ResultSet row, int number) throws SQLException {
    return new Figures(
        row.getLong("pending"),
        row.getLong("processing"),
        row.getLong("retry"),
        row.getLong("dead_letters"),
        row.getLong("stuck"),
        age(row, "oldest_pending").orElse(Duration.ZERO),
        age(row, "oldest_due").orElse(Duration.ZERO),
        row.getLong("finished"),
        row.getLong("failed"),
        age(row, "since_delivery"),
        unseen(age(row, "since_worker")),
        List.of());
  }

  /**
   * A process that has just started gives workers time to appear, as after a restart of the
   * machine.
   */
  private Duration unseen(Optional<Duration> sinceWorker) {
    Duration looking = Duration.between(started, clock.instant());
    return sinceWorker.filter(each -> each.compareTo(looking) < 0).orElse(looking);
  }

  /** A time in the future, as a retry not yet due has, is no age. */
  private static Optional<Duration> age(ResultSet row, String column) throws SQLException {
    @Nullable BigDecimal seconds = row.getBigDecimal(column);
    return Optional.ofNullable(seconds)
        .map(each -> Duration.ofMillis(Math.max(0, each.movePointRight(3).longValue())));
  }
}
