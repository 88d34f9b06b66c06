package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when idle workers are notified of new events. The first commit notifies at once, and
 * commits in quick succession notify together. Commits that notify wait for each other in
 * PostgreSQL, so only one commit in {@value #GATHERING_MS} ms does. A thread then notifies for the
 * commits that did not.
 */
public final class NewEventNotifier implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NewEventNotifier.class);
  private static final int GATHERING_MS = 5;
  private static final Duration GATHERING = Duration.ofMillis(GATHERING_MS);

  private final EventQueue queue;
  private final LongSupplier nanoTime;
  private final AtomicLong last;
  private final Semaphore unnotified = new Semaphore(0);
  private final Thread thread;

  /**
   * Starts the thread that notifies.
   *
   * @param nanoTime a monotonic clock such as {@link System#nanoTime()}
   */
  public NewEventNotifier(EventQueue queue, LongSupplier nanoTime) {
    this.queue = queue;
    this.nanoTime = nanoTime;
    this.last = new AtomicLong(nanoTime.getAsLong() - GATHERING.toNanos());
    this.thread =
        Thread.ofPlatform().daemon().name("new-event-notifier").start(this::notifyInTurns);
  }

  /**
   * Whether the commit that begins now is to notify the workers, also of earlier commits. True at
   * most once in {@link #GATHERING}.
   */
  public boolean isTurn() {
    long before = last.get();
    long now = nanoTime.getAsLong();
    return now - before >= GATHERING.toNanos() && last.compareAndSet(before, now);
  }

  /** Has the thread notify the workers soon. Call this after a commit that did not notify. */
  public void notifySoon() {
    unnotified.release();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void notifyInTurns() {
    try {
      while (true) {
        unnotified.acquire();
        unnotified.drainPermits();
        Thread.sleep(GATHERING);
        // If this is not the thread's turn, a commit that began meanwhile notifies.
        if (isTurn()) {
          notifyWorkers();
        }
      }
    } catch (InterruptedException e) {
      log.debug("The notifier ends");
    }
  }

  /** An error here only delays the events, because workers also poll. */
  private void notifyWorkers() {
    try {
      queue.notifyWorkers();
    } catch (RuntimeException e) {
      log.debug("Workers could not be notified of new events", e);
    }
  }
}
