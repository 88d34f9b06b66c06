package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import sale.tsh.tds.systemd.ServiceManager;

/** Starts claiming when the process is ready, and ends it on SIGTERM. */
public class WorkerLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);

  /** For giving events back and ending the rest of the process. */
  private static final Duration AFTER_THE_GRACE = Duration.ofSeconds(20);

  private final Poller poller;
  private final NewEventListener listener;
  private final WorkerSettings settings;
  private final ServiceManager manager;
  private volatile boolean running;

  public WorkerLifecycle(
      Poller poller, NewEventListener listener, WorkerSettings settings, ServiceManager manager) {
    this.poller = poller;
    this.listener = listener;
    this.settings = settings;
    this.manager = manager;
  }

  @Override
  public void start() {
    poller.start();
    listener.start();
    running = true;
    log.info(
        "Worker {} runs {} sets at once, at most {} events each",
        settings.owner(),
        settings.concurrency(),
        settings.batchSize());
  }

  /** Maintenance tasks go on meanwhile and end in a later phase, so that leases are renewed. */
  @Override
  public void stop() {
    manager.send(
        "EXTEND_TIMEOUT_USEC=" + settings.shutdownGrace().plus(AFTER_THE_GRACE).toNanos() / 1_000);
    listener.stop();
    poller.stop();
    running = false;
    log.info("Worker {} has stopped", settings.owner());
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
