package sale.tsh.tds.api.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.queue.EventQueue;

/**
 * Announces new events to idle workers, after the commits that hold them. The first is announced at
 * once, those that come in quick succession together.
 */
final class Announcer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration GATHERING = Duration.ofMillis(5);

  private final EventQueue queue;
  private final Semaphore committed = new Semaphore(0);
  private final Thread thread;

  /** Starts the thread that announces. */
  Announcer(EventQueue queue) {
    this.queue = queue;
    this.thread = Thread.ofPlatform().daemon().name("announcer").start(this::announceAll);
  }

  /** Has what was committed announced; never waits, never fails. */
  void announce() {
    committed.release();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void announceAll() {
    try {
      while (true) {
        committed.acquire();
        committed.drainPermits();
        announceOnce();
        Thread.sleep(GATHERING);
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
