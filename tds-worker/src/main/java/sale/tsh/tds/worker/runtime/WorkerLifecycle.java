package sale.tsh.tds.worker.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import sale.tsh.tds.worker.maintenance.Duties;

/**
 * Starts the work when the process is ready, and ends it on SIGTERM: first claiming, then the
 * duties.
 */
public class WorkerLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);

  private final Poller poller;
  private final Duties duties;
  private final WorkerSettings settings;
  private volatile boolean running;

  public WorkerLifecycle(Poller poller, Duties duties, WorkerSettings settings) {
    this.poller = poller;
    this.duties = duties;
    this.settings = settings;
  }

  @Override
  public void start() {
    duties.start();
    poller.start();
    running = true;
    log.info(
        "Worker {} runs {} sets at once, at most {} events each",
        settings.owner(),
        settings.concurrency(),
        settings.batchSize());
  }

  /** Leases are kept while the poller drains, so the duties go last. */
  @Override
  public void stop() {
    poller.stop();
    duties.stop();
    running = false;
    log.info("Worker {} has stopped", settings.owner());
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
