package sale.tsh.tds.statistics;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the figures' tables small. Runs in any process, one at a time; readers and writers never
 * wait for it.
 */
public class StatisticsKeeper {

  /** So many rows are summed in a millisecond; fewer are not worth a fold. */
  private static final int FEW = 2_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  public StatisticsKeeper(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** Folds the appended rows into one a status, or one a period, and drops what is out of date. */
  public void runOnce() {
    alone(this::foldQueueCounts);
    alone(this::foldAttemptCounts);
  }

  /**
   * Counts the queue anew, for whatever goes past the triggers, such as the restore of a part of a
   * backup. One statement sees the rows and the changes of the same moment, so the counts stay
   * exact beside running writers.
   */
  public void recount() {
    alone(
        () -> {
          // In the order of a truncate and its trigger, so that the two never deadlock.
          jdbc.sql("lock table tds_sync_queue in access share mode").update();
          jdbc.sql(
                  """
                  with gone as (
                    delete from tds_queue_counts
                  )
                  insert into tds_queue_counts (status, events)
                  select status, count(*)
                    from tds_sync_queue
                   group by status
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
              returning status, events
            )
            insert into tds_queue_counts (status, events)
            select status, sum(events)
              from folded
             group by status
            having sum(events) <> 0
            """)
        .param("few", FEW)
        .update();
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
   * Runs the work unless another process is at it. The lock is taken by a statement of its own, so
   * that the next one sees what its last holder did; it goes with the transaction.
   */
  private void alone(Runnable work) {
    transactions.executeWithoutResult(
        status -> {
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
