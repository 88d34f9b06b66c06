package sale.tsh.tds.worker.maintenance;

import java.util.function.IntSupplier;
import sale.tsh.tds.entity.WorkerEntries;
import sale.tsh.tds.process.ProcessIdentity;

/** Shows operators and alerts that this worker lives and how many events it runs. */
public class Heartbeat implements AutoCloseable {

  private final WorkerEntries workers;
  private final ProcessIdentity self;
  private final String worker;
  private final int concurrency;
  private final IntSupplier inFlight;
  private boolean started;

  /**
   * @param worker the name under which it holds leases
   * @param concurrency how many sets of events it runs at once
   * @param inFlight how many events it holds
   */
  public Heartbeat(
      WorkerEntries workers,
      ProcessIdentity self,
      String worker,
      int concurrency,
      IntSupplier inFlight) {
    this.workers = workers;
    this.self = self;
    this.worker = worker;
    this.concurrency = concurrency;
    this.inFlight = inFlight;
  }

  /** Writes one heartbeat. The first one of this process also sets the worker's start. */
  public void runOnce() {
    workers.beat(
        worker,
        self.host(),
        self.pid(),
        self.version(),
        concurrency,
        inFlight.getAsInt(),
        !started);
    started = true;
  }

  /** Writes that the end was planned. */
  @Override
  public void close() {
    workers.stop(worker);
  }
}
