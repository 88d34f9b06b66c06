package sale.tsh.tds.statistics;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the tables of counts small. It may run in any process, one at a time. Readers and writers
 * never wait for it.
 */
public class StatisticsKeeper {

  /** A reader sums this many rows in a millisecond, so fewer rows are not worth a fold. */
  private static final int FEW = 2_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  public StatisticsKeeper(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Folds the appended rows into one per status and kind, or per period, and drops periods older
   * than an hour.
   */
  public void runOnce() {
    exclusively(this::foldQueueCounts);
    if (someHaveNoKind()) {
      recount();
    }
    exclusively(this::foldAttemptCounts);
  }

  /**
   * Counts the queue again, to correct changes that no trigger saw, such as a partial restore of a
   * backup. One statement reads the rows and replaces the counts at the same moment, so the counts
   * stay exact while others write.
   */
  public void recount() {
    exclusively(() -> {
      // A truncate and its trigger lock in this order too, so that the two never deadlock.
      jdbc.sql("lock table tds_sync_queue in access share mode").update();
      jdbc.sql(
              """
              with gone as (
                delete from tds_queue_counts
              )
              insert into tds_queue_counts (status, events, entity_type)
              select status, count(*), entity_type
                from tds_sync_queue
               group by status, entity_type
              """)
          .update();
    });
  }

  private void foldQueueCounts() {
    jdbc.sql(
            """
            with folded as (
              delete from tds_queue_counts
               where (select count(*) from (select 1 from tds_queue_counts limit :few) counted) = :few
              returning status, events, entity_type
            )
            insert into tds_queue_counts (status, events, entity_type)
            select status, sum(events), entity_type
              from folded
             group by status, entity_type
            having sum(events) <> 0
            """)
        .param("few", FEW)
        .update();
  }

  /** The previous release, which may still run during an upgrade, folds all kinds into one row. */
  private boolean someHaveNoKind() {
    return jdbc.sql("select exists (select from tds_queue_counts where entity_type is null)")
        .query(Boolean.class)
        .single();
  }

  private void foldAttemptCounts() {
    jdbc.sql(
            """
            with folded as (
              delete from tds_attempt_counts
               where (select count(*) from (select 1 from tds_attempt_counts limit :few) counted) = :few
              returning period, failed, attempts, duration_ms
            )
            insert into tds_attempt_counts (period, failed, attempts, duration_ms)
            select period, failed, sum(attempts), sum(duration_ms)
              from folded
             where period > now() - interval '1 hour'
             group by period, failed
            """)
        .param("few", FEW)
        .update();
  }

  /**
   * Runs the work unless another process is running it. A separate statement takes the lock, so
   * that the next statement sees what the previous holder did. The lock ends with the transaction.
   */
  private void exclusively(Runnable work) {
    transactions.executeWithoutResult(status -> {
      boolean locked =
          jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('tds_statistics', 0))")
              .query(Boolean.class)
              .single();
      if (locked) {
        work.run();
      }
    });
  }
}
