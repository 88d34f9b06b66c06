package sale.tsh.tds.worker.maintenance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.ExpiredLeases;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.worker.cursor.ScanBudget;
import sale.tsh.tds.worker.mirror.RecordReader;

/**
 * Takes back events whose lease has run out, because their worker died or hangs. An event that ran
 * alone is itself the cause. Its attempt is charged, so that it becomes a dead letter and other
 * events do not.
 */
public class Reaper {

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);
  private static final int PAGE = 1_000;

  /** Longer than any lease ended ago. */
  private static final Duration EVER = Duration.ofDays(36_500);

  /**
   * How often a scan includes leases that ended before the previous one, which skipped locked rows.
   */
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** How far a scan reaches back beyond the previous one. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private static final String LOST =
      "the worker that ran this event died or lost its lease while it ran nothing else";

  private final ExpiredLeases expired;
  private final EventQueue queue;
  private final Inbox inbox;
  private final TransactionTemplate transactions;
  private final String worker;
  private final Duration lease;
  private final LongSupplier nanoTime;
  private final ScanBudget fullScan;
  private long lastScan;

  /**
   * @param lease how long a lease holds
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public Reaper(
      ExpiredLeases expired,
      EventQueue queue,
      Inbox inbox,
      TransactionTemplate transactions,
      String worker,
      Duration lease,
      LongSupplier nanoTime) {
    this.expired = expired;
    this.queue = queue;
    this.inbox = inbox;
    this.transactions = transactions;
    this.worker = worker;
    this.lease = lease;
    this.nanoTime = nanoTime;
    this.fullScan = new ScanBudget(PERIOD, nanoTime);
  }

  /** Reaps once. Returns how many events were taken back or charged an attempt. */
  public int runOnce() {
    repairTimesAhead();
    long now = nanoTime.getAsLong();
    int reaped;
    if (fullScan.isDue()) {
      fullScan.begin();
      reaped = reap(EVER);
      fullScan.end();
    } else {
      reaped = reap(Duration.ofNanos(now - lastScan).plus(OVERLAP));
    }
    lastScan = now;
    if (reaped > 0) {
      log.warn("Took back {} events whose lease had run out", reaped);
    }
    return reaped;
  }

  private void repairTimesAhead() {
    int repaired = expired.repairTimesAhead(lease);
    if (repaired > 0) {
      log.warn(
          "The database's clock was set back: {} leases and retries stood too far ahead", repaired);
    }
  }

  private int reap(Duration within) {
    int reaped = 0;
    int page;
    do {
      page = expired.reap(within, PAGE);
      reaped += page;
    } while (page >= PAGE);
    while (Boolean.TRUE.equals(transactions.execute(status -> chargeOne(within)))) {
      reaped++;
    }
    return reaped;
  }

  private boolean chargeOne(Duration within) {
    Optional<ClaimedEvent> lost = expired.lostAlone(within);
    lost.ifPresent(event -> {
      String payload =
          Optional.ofNullable(inbox.load(List.of(event.deliveryId())).get(event.deliveryId()))
              .map(RecordReader::payload)
              .orElse("{}");
      log.error(
          "Event {} {} of {} lost its lease while alone: attempt {} is spent",
          event.id(),
          event.eventType(),
          event.entityId(),
          event.attempt());
      queue.fail(new Failure(event, LOST, payload, Duration.ZERO), worker);
    });
    return lost.isPresent();
  }
}
