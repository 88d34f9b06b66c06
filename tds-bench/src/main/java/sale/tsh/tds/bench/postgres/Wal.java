package sale.tsh.tds.bench.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what events cost the server, in its write-ahead log. The log is exact and immediate, while
 * statistics come late and include autovacuum. It includes what our processes write at rest, about
 * one commit per second. It includes no full-page images, as no checkpoint occurs in between.
 */
public final class Wal {

  /**
   * The duration of the intake whose cost is counted. It is short, so that the whole log is still
   * there.
   */
  public static final Duration INTAKE = Duration.ofSeconds(2);

  /** A commit is a transaction that wrote. A dead row is the old version that a change leaves. */
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

  /** Starts to count. */
  public Wal(Server server) {
    this.server = server;
    server.run("create extension if not exists pg_walinspect", "checkpoint");
    this.position = flushed();
  }

  /** Records the cost of a part of the work, since the previous part. */
  public void note(String part, double events) {
    double end = flushed();
    double[] counts = server.column(COUNTS, position, end);
    figures.put(part + " wal", (end - position) / events);
    figures.put(part + " commits", counts[0] / events * 1_000);
    figures.put(part + " dead", counts[1] / events);
    position = end;
  }

  public Map<String, Double> figures() {
    return figures;
  }

  /**
   * The end of the log, once all of it is on disk. The commit of a claim does not wait for the
   * disk.
   */
  private double flushed() {
    server.run("select pg_logical_emit_message(false, 'benchmark', '', true)");
    return server.number("select pg_current_wal_flush_lsn() - '0/0'");
  }
}
