package sale.tsh.tds.statistics;

import static sale.tsh.tds.persistence.SqlAges.age;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.entity.PausedKindEntry;
import sale.tsh.tds.pull.PullHealthReader;
import sale.tsh.tds.pulse.PulseReader;

/** Reads the {@link QueueHealth} at a cost that does not grow with the tables. */
public class QueueHealthReader {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Statistics statistics;
  private final PulseReader pulses;
  private final PausedKindEntries pausedKinds;
  private final PullHealthReader pulling;
  private final InstantSource clock;
  private final Instant started;

  /** The timeout of the transactions limits each read. */
  public QueueHealthReader(
      JdbcClient jdbc,
      PausedKindEntries pausedKinds,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.statistics = new Statistics(jdbc);
    this.pulses = new PulseReader(jdbc);
    this.pausedKinds = pausedKinds;
    this.pulling = new PullHealthReader(jdbc);
    this.clock = clock;
    this.started = clock.instant();
  }

  /** The health of the queue at this moment. */
  public QueueHealth read() {
    return transactions.execute(status -> readInTransaction());
  }

  private QueueHealth readInTransaction() {
    Ages ages = ages();
    return new QueueHealth(
        statistics.queueCounts(),
        statistics.lastHour(),
        statistics.claimable(),
        statistics.oldestPendingAge(),
        ages.oldestRetryDue().orElse(Duration.ZERO),
        ages.stuck(),
        pulses.read(),
        ages.sinceWorker(),
        ages.backup().orElse(Duration.ZERO),
        Duration.between(started, clock.instant()),
        pausedKinds.list().stream().map(PausedKindEntry::kind).toList(),
        pulling.read());
  }

  private Ages ages() {
    return jdbc.sql(
            """
            select (select count(*)
                      from tds_sync_queue
                     where status = 'processing' and started_at < now() - interval '1 hour') as stuck,
                   extract(epoch from now() - least(
                     (select min(due_at) from tds_sync_queue where status = 'retry' and not alone),
                     (select min(due_at) from tds_sync_queue where status = 'retry' and alone))) as oldest_retry_due,
                   extract(epoch from now() - (
                     select max(seen_at) from tds_workers where seen_at < now() + interval '1 minute')) as since_worker,
                   extract(epoch from now() - coalesce(
                     (select max(finished_at) from tds_backups),
                     (select min(installed_on) from tds_schema_history))) as backup
            """)
        .query((row, number) ->
            new Ages(
                row.getLong("stuck"),
                age(row, "oldest_retry_due"),
                age(row, "since_worker"),
                age(row, "backup")))
        .single();
  }

  private record Ages(
      long stuck,
      Optional<Duration> oldestRetryDue,
      Optional<Duration> sinceWorker,
      Optional<Duration> backup) {}
}
