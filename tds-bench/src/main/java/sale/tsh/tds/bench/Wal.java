package sale.tsh.tds.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What events cost the server, counted in its write-ahead log itself: exact and at once, where the
 * statistics come late and autovacuum blurs them. What our processes write at rest is in it, about
 * a commit a second. A page's image after a checkpoint is not, as none comes in between.
 */
final class Wal {

  /**
   * How long the intake lasts whose cost is counted: so short that all of the log is still there.
   */
  static final Duration INTAKE = Duration.ofSeconds(2);

  /** A commit is a transaction that wrote; a dead row is the old version that a change leaves. */
  private static final String COUNTS =
      """
      select unnest(array[
               sum(count) filter (where type = 'Transaction/COMMIT'),
               sum(count) filter (where type ~ '^Heap/(HOT_UPDATE|UPDATE|DELETE)')])
        from pg_get_wal_stats('0/0'::pg_lsn + ?::numeric, '0/0'::pg_lsn + ?::numeric, true)
             as stats (type, count)
      """;

  private final Server server;
  private final Map<String, Double> figures = new HashMap<>();
  private double position;

  /** Counts from now on. */
  Wal(Server server) {
    this.server = server;
    server.run("create extension if not exists pg_walinspect", "checkpoint");
    this.position = flushed();
  }

  /** Notes what this part of the work has cost since the part before it. */
  void note(String part, double events) {
    double end = flushed();
    double[] counts = server.column(COUNTS, position, end);
    figures.put(part + " wal", (end - position) / events);
    figures.put(part + " commits", counts[0] / events * 1_000);
    figures.put(part + " dead", counts[1] / events);
    position = end;
  }

  Map<String, Double> figures() {
    return figures;
  }

  /** Where the log ends, once all of it is on disk: a claim's commit does not wait for that. */
  private double flushed() {
    server.run("select pg_logical_emit_message(false, 'benchmark', '', true)");
    return server.number("select pg_current_wal_flush_lsn() - '0/0'");
  }
}
