package sale.tsh.tds.worker.runtime;

import java.util.List;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;

/** The worker's heartbeat: prolongs the leases of what runs. */
public class LeaseKeeper {

  private final EventQueue queue;
  private final Running running;
  private final WorkerSettings settings;

  public LeaseKeeper(EventQueue queue, Running running, WorkerSettings settings) {
    this.queue = queue;
    this.running = running;
    this.settings = settings;
  }

  /** Renews once; returns how many leases were to be renewed. */
  public int runOnce() {
    List<ClaimedEvent> held = running.inTime();
    if (!held.isEmpty()) {
      queue.renew(held, settings.lease());
    }
    return held.size();
  }
}
