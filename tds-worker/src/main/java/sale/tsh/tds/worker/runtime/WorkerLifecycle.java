package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import sale.tsh.tds.systemd.ServiceManager;

/** Starts claiming when the process is ready, and ends it on SIGTERM. */
public class WorkerLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);

  /** For what is given back, and for the rest of the process to end. */
  private static final Duration AFTER_THE_GRACE = Duration.ofSeconds(20);

  private final Poller poller;
  private final Announcements announcements;
  private final WorkerSettings settings;
  private final ServiceManager manager;
  private volatile boolean running;

  public WorkerLifecycle(
      Poller poller, Announcements announcements, WorkerSettings settings, ServiceManager manager) {
    this.poller = poller;
    this.announcements = announcements;
    this.settings = settings;
    this.manager = manager;
  }

  @Override
  public void start() {
    poller.start();
    announcements.start();
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
    manager.tell(
        "EXTEND_TIMEOUT_USEC=" + settings.shutdownGrace().plus(AFTER_THE_GRACE).toNanos() / 1_000);
    announcements.stop();
    poller.stop();
    running = false;
    log.info("Worker {} has stopped", settings.owner());
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
