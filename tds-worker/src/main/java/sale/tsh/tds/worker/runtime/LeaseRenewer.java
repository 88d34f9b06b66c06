package sale.tsh.tds.worker.runtime;

import java.util.List;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;

/** Prolongs the leases of running events. */
public class LeaseRenewer {

  private final EventQueue queue;
  private final InFlightEvents inFlight;
  private final WorkerSettings settings;

  public LeaseRenewer(EventQueue queue, InFlightEvents inFlight, WorkerSettings settings) {
    this.queue = queue;
    this.inFlight = inFlight;
    this.settings = settings;
  }

  /** Renews once and returns how many leases were to be renewed. */
  public int runOnce() {
    List<ClaimedEvent> held = inFlight.inTime();
    if (!held.isEmpty()) {
      queue.renew(held, settings.lease());
    }
    return held.size();
  }
}
