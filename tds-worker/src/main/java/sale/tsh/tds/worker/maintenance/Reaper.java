package sale.tsh.tds.worker.maintenance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.queue.ClaimedEvent;
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
  private static final String LOST =
      "the worker that ran this event died or lost its lease while it ran nothing else";

  private final EventQueue queue;
  private final Inbox inbox;
  private final TransactionTemplate transactions;
  private final String worker;

  public Reaper(EventQueue queue, Inbox inbox, TransactionTemplate transactions, String worker) {
    this.queue = queue;
    this.inbox = inbox;
    this.transactions = transactions;
    this.worker = worker;
  }

  /** Reaps what there is; returns how many events were taken back or charged an attempt. */
  public int runOnce() {
    int reaped = 0;
    int page;
    do {
      page = queue.reap(PAGE);
      reaped += page;
    } while (page == PAGE);
    while (Boolean.TRUE.equals(transactions.execute(status -> chargeOne()))) {
      reaped++;
    }
    if (reaped > 0) {
      log.warn("Took back {} events whose lease had run out", reaped);
    }
    return reaped;
  }

  private boolean chargeOne() {
    Optional<ClaimedEvent> lost = queue.lostAlone();
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
