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
import sale.tsh.tds.queue.DearLook;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.worker.mirror.RecordReader;

/**
 * Takes back events whose lease has run out: their worker died or hangs. An event that was running
 * alone then is the cause itself, and the attempt is charged, so that it ends in the dead letters
 * and its neighbours do not.
 */
public class Reaper {

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);
  private static final int PAGE = 1_000;

  /** Longer ago no lease has ended. */
  private static final Duration EVER = Duration.ofDays(36_500);

  /** How often leases that ended before the last look are looked for: they were locked then. */
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** What a look goes back beyond the one before it. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private static final String LOST =
      "the worker that ran this event died or lost its lease while it ran nothing else";

  private final EventQueue queue;
  private final Inbox inbox;
  private final TransactionTemplate transactions;
  private final String worker;
  private final LongSupplier nanoTime;
  private final DearLook lookAtAll;
  private long lookedAt;

  /**
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public Reaper(
      EventQueue queue,
      Inbox inbox,
      TransactionTemplate transactions,
      String worker,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.inbox = inbox;
    this.transactions = transactions;
    this.worker = worker;
    this.nanoTime = nanoTime;
    this.lookAtAll = new DearLook(PERIOD, nanoTime);
  }

  /** Reaps what there is; returns how many events were taken back or charged an attempt. */
  public int runOnce() {
    long now = nanoTime.getAsLong();
    int reaped;
    if (lookAtAll.isDue()) {
      lookAtAll.begin();
      reaped = reap(EVER);
      lookAtAll.end();
    } else {
      reaped = reap(Duration.ofNanos(now - lookedAt).plus(OVERLAP));
    }
    lookedAt = now;
    if (reaped > 0) {
      log.warn("Took back {} events whose lease had run out", reaped);
    }
    return reaped;
  }

  private int reap(Duration within) {
    int reaped = 0;
    int page;
    do {
      page = queue.reap(within, PAGE);
      reaped += page;
    } while (page >= PAGE);
    while (Boolean.TRUE.equals(transactions.execute(status -> chargeOne(within)))) {
      reaped++;
    }
    return reaped;
  }

  private boolean chargeOne(Duration within) {
    Optional<ClaimedEvent> lost = queue.lostAlone(within);
    lost.ifPresent(
        event -> {
          String payload =
              inbox.load(List.of(event.deliveryId())).stream()
                  .findFirst()
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
