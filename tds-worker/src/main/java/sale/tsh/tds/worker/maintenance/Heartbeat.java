package sale.tsh.tds.worker.maintenance;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.duty.ProcessIdentity;

/**
 * Shows that this worker lives and what it runs, in a table of its own: the queue's rows are not
 * touched for it.
 */
public class Heartbeat implements AutoCloseable {

  private final JdbcClient jdbc;
  private final ProcessIdentity self;
  private final String worker;
  private final int concurrency;
  private final IntSupplier running;
  private boolean began;

  /**
   * @param worker the name under which it holds leases
   * @param concurrency how many sets of events it runs at once
   * @param running how many events it holds
   */
  public Heartbeat(
      JdbcClient jdbc, ProcessIdentity self, String worker, int concurrency, IntSupplier running) {
    this.jdbc = jdbc;
    this.self = self;
    this.worker = worker;
    this.concurrency = concurrency;
    this.running = running;
  }

  /** Beats once; the first beat begins the worker's row anew. */
  public void runOnce() {
    jdbc.sql(
            """
            insert into tds_workers as known (worker, host, pid, version, concurrency, running)
            values (:worker, :host, :pid, :version, :concurrency, :running)
            on conflict (worker) do update
               set host = excluded.host, pid = excluded.pid, version = excluded.version,
                   concurrency = excluded.concurrency, running = excluded.running,
                   started_at = case when :began then known.started_at else now() end,
                   seen_at = now(), stopped_at = null
            """)
        .param("worker", worker)
        .param("host", self.host())
        .param("pid", self.pid())
        .param("version", version())
        .param("concurrency", concurrency)
        .param("running", running.getAsInt())
        .param("began", began)
        .update();
    began = true;
  }

  /** Says that the end was planned. */
  @Override
  public void close() {
    jdbc.sql("update tds_workers set stopped_at = now(), running = 0 where worker = :worker")
        .param("worker", worker)
        .update();
  }

  private static String version() {
    @Nullable String implementation = Heartbeat.class.getPackage().getImplementationVersion();
    return implementation == null ? "development" : implementation;
  }
}
