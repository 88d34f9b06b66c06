package sale.tsh.tds.api.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.queue.EventQueue;

/**
 * Says when new events are announced to idle workers: by the first commit at once, and those in
 * quick succession together. Commits that notify wait for each other, so only one now and then
 * does; what none of them announced, a thread announces after them.
 */
final class Announcer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration GATHERING = Duration.ofMillis(5);

  private final EventQueue queue;
  private final LongSupplier nanoTime;
  private final AtomicLong last;
  private final Semaphore unannounced = new Semaphore(0);
  private final Thread thread;

  /**
   * Starts the thread that announces.
   *
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  Announcer(EventQueue queue, LongSupplier nanoTime) {
    this.queue = queue;
    this.nanoTime = nanoTime;
    this.last = new AtomicLong(nanoTime.getAsLong() - GATHERING.toNanos());
    this.thread = Thread.ofPlatform().daemon().name("announcer").start(this::announceAll);
  }

  /**
   * Whether the commit that begins now is to announce its events, and what was committed before: at
   * most once in {@link #GATHERING}.
   */
  boolean isTurn() {
    long before = last.get();
    long now = nanoTime.getAsLong();
    return now - before >= GATHERING.toNanos() && last.compareAndSet(before, now);
  }

  /** Has what was committed without a word announced soon; never waits, never fails. */
  void announce() {
    unannounced.release();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void announceAll() {
    try {
      while (true) {
        unannounced.acquire();
        unannounced.drainPermits();
        Thread.sleep(GATHERING);
        // Else a commit that began since then does.
        if (isTurn()) {
          announceOnce();
        }
      }
    } catch (InterruptedException e) {
      log.debug("The announcer ends");
    }
  }

  /** Workers that heard nothing find the events by polling. */
  private void announceOnce() {
    try {
      queue.announce();
    } catch (RuntimeException e) {
      log.debug("New events could not be announced", e);
    }
  }
}
