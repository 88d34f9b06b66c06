package sale.tsh.tds.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a running worker drains: it finds many events at once, as their kind is paused while they
 * are queued. All times are the database's.
 */
record Drains(Server server) {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Watching costs the server something too; nothing is measured by it. */
  private static final int WATCH_MILLIS = 100;

  /** Events a second, from the moment they may be claimed until the last is completed. */
  double rate(Body body, int events) {
    return rate(body, 0, events);
  }

  /**
   * The same of contacts with many finished events in the tables, each of another record, all
   * vacuumed and analysed as autovacuum would have done by then.
   */
  double rateBesideHistory(int history, int events) {
    Tables.fillFinished(server, events, history);
    return rate(Body.CONTACT, 0, events);
  }

  /** The rate of the first events of very many that wait; the others are left waiting. */
  double rateOfFirst(Body body, int first, int waiting) {
    pause(body);
    Tables.fill(server, body, waiting);
    double begin = resume(body);
    await(
        () ->
            server.number("select count(*) from tds_sync_queue where status = 'completed'")
                >= first);
    pause(body);
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
   * The rate of the last of many drains while another session holds a snapshot: so long as it does,
   * no dead version of a row and no dead entry of an index goes away, and each drain leaves more.
   * Every drain is what {@link #rate} measures, of new records and vacuumed in vain before it; the
   * last begins after the given time. So the two compare, and the refilling costs neither.
   */
  double rateUnderSnapshot(Body body, Duration duration, int events) {
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

  /** What something else measures while the worker drains, and what it drains meanwhile. */
  Map<String, Double> beside(Body body, int waiting, Supplier<Map<String, Double>> other) {
    pause(body);
    Tables.fill(server, body, waiting);
    double begin = resume(body);
    Map<String, Double> figures = new HashMap<>(other.get());
    double end = server.number("select extract(epoch from clock_timestamp())");
    pause(body);
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

  /** Lets a kind wait; what is claimed of it goes on. */
  void pause(Body body) {
    server.run(
        "insert into tds_paused_kinds (entity_type, paused_by) values ('%s', 'benchmark')"
            .formatted(body.kind()));
  }

  /** Lets a kind go on, announces it as new events are, and returns when. */
  double resume(Body body) {
    return server.number(
        """
        with resumed as (delete from tds_paused_kinds where entity_type = ? returning entity_type)
        select extract(epoch from clock_timestamp()), pg_notify('tds_new_events', '') from resumed
        """,
        body.kind());
  }

  /**
   * Returns once nothing waits and nothing runs. It looks at the newest first, so that it need not
   * pass all that the drain left behind.
   */
  void awaitEnd() {
    await(
        () ->
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

  private double rate(Body body, int done, int events) {
    pause(body);
    Tables.fill(server, body, done, events);
    double before = completed();
    double begin = resume(body);
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

  private void awaitEndOfClaims() {
    await(
        () ->
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
