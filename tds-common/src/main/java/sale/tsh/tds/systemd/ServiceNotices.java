package sale.tsh.tds.systemd;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Says ready when the process can take work and stopping when it begins to end. One that was
 * started to replace another says so when it is ready, and only then ends the other one.
 */
class ServiceNotices {

  private static final Logger log = LoggerFactory.getLogger(ServiceNotices.class);

  private final ServiceManager manager;
  private final MainProcess main;
  private final ApplicationContext context;

  ServiceNotices(ServiceManager manager, MainProcess main, ApplicationContext context) {
    this.manager = manager;
    this.main = main;
    this.context = context;
  }

  /**
   * A sign of life as well: systemd counts the watchdog's time on from the last sign of any process
   * of the service, and reloads in a row would each end one before its first.
   */
  @EventListener
  void ready(ApplicationReadyEvent event) {
    main.takeOver();
    manager.tell("MAINPID=" + main.self(), "READY=1", "WATCHDOG=1");
    main.predecessor().ifPresent(this::end);
  }

  /** Silent once another process is in charge: the service as a whole does not stop then. */
  @EventListener
  void stopping(ContextClosedEvent event) {
    if (event.getApplicationContext().equals(context) && main.inCharge()) {
      manager.tell("STOPPING=1");
    }
  }

  private void end(ProcessHandle predecessor) {
    log.info("Took over from process {}, which ends now", predecessor.pid());
    predecessor.destroy();
  }
}
