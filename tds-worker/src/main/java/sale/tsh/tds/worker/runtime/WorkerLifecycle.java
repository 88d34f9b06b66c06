package sale.tsh.tds.worker.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts claiming when the process is ready, and ends it on SIGTERM. */
public class WorkerLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);

  private final Poller poller;
  private final WorkerSettings settings;
  private volatile boolean running;

  public WorkerLifecycle(Poller poller, WorkerSettings settings) {
    this.poller = poller;
    this.settings = settings;
  }

  @Override
  public void start() {
    poller.start();
    running = true;
    log.info(
        "Worker {} runs {} sets at once, at most {} events each",
        settings.owner(),
        settings.concurrency(),
        settings.batchSize());
  }

  /** The duties go on meanwhile, in a later phase of the end: leases are kept while this drains. */
  @Override
  public void stop() {
    poller.stop();
    running = false;
    log.info("Worker {} has stopped", settings.owner());
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
