package sale.tsh.tds.systemd;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Notifies the service manager when the process is ready and when it stops. A process that replaces
 * another one first reports that it is ready, and then ends the other process.
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
   * Also sends the first sign of life. systemd measures the watchdog's time from the last sign of
   * any process of the service. Without this one, several reloads in a row could each end a process
   * before its first sign.
   */
  @EventListener
  void ready(ApplicationReadyEvent event) {
    main.takeOver();
    manager.send("MAINPID=" + main.self(), "READY=1", "WATCHDOG=1");
    main.predecessor().ifPresent(this::end);
  }

  /** Sends nothing if another process is in charge, because the service as a whole goes on. */
  @EventListener
  void stopping(ContextClosedEvent event) {
    if (event.getApplicationContext().equals(context) && main.inCharge()) {
      manager.send("STOPPING=1");
    }
  }

  private void end(ProcessHandle predecessor) {
    log.info("Took over from process {}, which ends now", predecessor.pid());
    predecessor.destroy();
  }
}
