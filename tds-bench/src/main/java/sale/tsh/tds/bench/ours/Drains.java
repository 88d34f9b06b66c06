package sale.tsh.tds.bench.ours;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Pause;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.postgres.Tables;
import sale.tsh.tds.bench.trial.SampleBody;

/**
 * Measures how fast a running worker drains the queue. The kind is paused while its events are
 * queued, so the worker finds all at once. All times are the database's.
 */
record Drains(Server server) {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * The interval of watching. It only decides when to stop, since watching costs the server time
   * too.
   */
  private static final int WATCH_MILLIS = 100;

  /**
   * Returns the events per second, from the moment they may be claimed until the last is completed.
   */
  double rate(SampleBody body, int events) {
    return rate(body, 0, events);
  }

  /** Returns the rate of later bodies of records that an earlier drain has brought in. */
  double rateOfUpdates(SampleBody earlier, SampleBody later, int events) {
    rate(earlier, 0, events);
    return rate(later, 0, events);
  }

  /**
   * Returns the rate of contacts with many finished events in the tables. Each belongs to another
   * record, and all are vacuumed and analysed, as autovacuum would have done by then.
   */
  double rateBesideHistory(int history, int events) {
    Tables.fillFinished(server, events, history);
    return rate(SampleBody.CONTACT, 0, events);
  }

  /** Returns the rate of the first events of a large backlog. The others are left waiting. */
  double rateOfFirst(SampleBody body, int first, int waiting) {
    Tables.pause(server, body);
    Tables.fill(server, body, waiting);
    double begin = Tables.resume(server, body);
    await(() ->
        server.number("select count(*) from tds_sync_queue where status = 'completed'") >= first);
    Tables.pause(server, body);
    awaitEndOfClaims();
    double end =
        server.number(
            """
            select extract(epoch from completed_at) from tds_sync_queue
             where status = 'completed'
             order by completed_at
            offset ? limit 1
            """,
            first - 1);
    return first / (end - begin);
  }

  /**
   * Returns the rate of the last of many drains while another session holds a snapshot. During that
   * time no dead row version and no dead index entry is removed, and each drain leaves more. Every
   * drain is what {@link #rate} measures, with new records and a vacuum before it that removes
   * nothing. The last drain begins after the given time. So both rates are comparable, and neither
   * includes the refilling.
   */
  double rateUnderSnapshot(SampleBody body, Duration duration, int events) {
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("select count(*) from tds_sync_queue");
      long end = System.nanoTime() + duration.toNanos();
      int done = 0;
      for (; System.nanoTime() < end; done += events) {
        rate(body, done, events);
      }
      return rate(body, done, events);
    } catch (SQLException e) {
      throw new BenchProblem("The snapshot was lost", e);
    }
  }

  /**
   * Returns the figures of another measurement made while the worker drains, and the rate of that
   * drain.
   */
  Map<String, Double> beside(SampleBody body, int waiting, Supplier<Map<String, Double>> other) {
    Tables.pause(server, body);
    Tables.fill(server, body, waiting);
    double begin = Tables.resume(server, body);
    Map<String, Double> figures = new HashMap<>(other.get());
    double end = server.number("select extract(epoch from clock_timestamp())");
    Tables.pause(server, body);
    double drained =
        server.number(
            "select count(*) from tds_sync_queue where status = 'completed' and completed_at <= to_timestamp(?)",
            end);
    if (drained >= waiting) {
      throw new BenchProblem("%d events were too few to drain all the time".formatted(waiting));
    }
    awaitEndOfClaims();
    figures.put("drained", drained / (end - begin));
    return figures;
  }

  /**
   * Returns once no event waits or is in processing. The query begins with the newest events, so
   * that it does not scan what the drain left behind.
   */
  void awaitEnd() {
    await(() ->
        server.number(
                """
                select count(*) from (
                  (select from tds_sync_queue where status = 'pending' and not alone
                    order by priority desc, arrival desc limit 1)
                  union all
                  (select from tds_sync_queue where status = 'processing'
                    order by lease_expires_at desc limit 1)
                ) unfinished
                """)
            == 0);
  }

  private double rate(SampleBody body, int done, int events) {
    Tables.pause(server, body);
    Tables.fill(server, body, done, events);
    double before = completed();
    double begin = Tables.resume(server, body);
    awaitEnd();
    double end = server.number("select extract(epoch from max(completed_at)) from tds_sync_queue");
    double completed = completed() - before;
    if (completed != events) {
      throw new BenchProblem("Of %d events %.0f were applied".formatted(events, completed));
    }
    return events / (end - begin);
  }

  private double completed() {
    return server.number(
        """
        select count(*) from tds_sync_logs l join tds_sync_queue q on q.id = l.queue_id
         where q.status = 'completed' and l.outcome = 'applied'
        """);
  }

  /** Returns once every event of a webhook is done, whatever else waits. */
  void awaitEndOfWebhooks() {
    await(() ->
        server.number(
                "select count(*) from tds_sync_queue where priority = 5 and status in ('pending', 'processing', 'retry')")
            == 0);
  }

  private void awaitEndOfClaims() {
    await(() ->
        server.number("select count(*) from tds_sync_queue where status = 'processing'") == 0);
  }

  private static void await(Supplier<Boolean> done) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!done.get()) {
      if (System.nanoTime() > end) {
        throw new BenchProblem("The worker did not come to an end within " + LONGEST);
      }
      Pause.millis(WATCH_MILLIS);
    }
  }
}
