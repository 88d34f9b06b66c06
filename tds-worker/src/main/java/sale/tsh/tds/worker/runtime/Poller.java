package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Frontier;

/**
 * Claims whenever a slot is free and hands each claim to a virtual thread of its own. A full claim
 * is followed by the next at once, another by a look at all places and then by a wait.
 */
public class Poller {

  private static final Logger log = LoggerFactory.getLogger(Poller.class);
  private static final Duration SLOT_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
  private static final Duration ALONE_TURN = Duration.ofSeconds(1);
  private static final Duration RECOVERY_PAUSE = Duration.ofMillis(250);

  private final EventQueue queue;
  private final EventProcessor processor;
  private final Running running;
  private final WorkerSettings settings;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Frontier frontier;
  private final Semaphore slots;
  private final Semaphore wake = new Semaphore(0);
  private final ExecutorService handlers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("handler-", 1).factory());
  private final Thread thread = Thread.ofPlatform().name("poller").unstarted(this::run);
  private volatile boolean stopping;
  private volatile Instant lastTry;
  private volatile Instant lastTurn;
  private int failedTurns;

  public Poller(
      EventQueue queue,
      EventProcessor processor,
      Running running,
      WorkerSettings settings,
      RandomGenerator random,
      InstantSource clock) {
    this.queue = queue;
    this.processor = processor;
    this.running = running;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    this.frontier = new Frontier(System::nanoTime);
    this.slots = new Semaphore(settings.concurrency());
    this.lastTry = clock.instant();
    this.lastTurn = lastTry;
  }

  void start() {
    thread.start();
  }

  /** Ends the wait for the next poll. */
  public void wake() {
    wake.release();
  }

  /**
   * Stops claiming, waits for what runs as long as the grace time allows, and gives the rest back.
   */
  void stop() {
    stopping = true;
    wake();
    Instant deadline = clock.instant().plus(settings.shutdownGrace());
    try {
      boolean ended = thread.join(left(deadline));
      handlers.shutdown();
      ended &= handlers.awaitTermination(left(deadline).toMillis(), TimeUnit.MILLISECONDS);
      List<ClaimedEvent> rest = running.all();
      if (!ended && !rest.isEmpty()) {
        int released = queue.release(rest);
        log.warn("The grace time is over: {} events were given back unharmed", released);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      handlers.shutdownNow();
    }
  }

  private Duration left(Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  /** When the thread last moved: it does, whatever the database and the handlers do. */
  public Instant lastTry() {
    return lastTry;
  }

  /** When a turn last succeeded: the database answered and claiming went on. */
  public Instant lastTurn() {
    return lastTurn;
  }

  private void run() {
    while (!stopping) {
      lastTry = clock.instant();
      try {
        boolean more = turn();
        lastTurn = clock.instant();
        failedTurns = 0;
        if (!more) {
          pause(settings.pollInterval());
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        failedTurns++;
        log.error("Cannot claim ({} times in a row): {}", failedTurns, EventProcessor.describe(e));
        pauseAfterFailure();
      }
    }
  }

  /**
   * Claims once, if a slot is free. Returns whether there may be more to claim at once: what comes
   * after a claim that was not full is announced.
   */
  private boolean turn() throws InterruptedException {
    if (!slots.tryAcquire(SLOT_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    boolean more = claimInSlot();
    if (more && !frontier.looksAtAll()) {
      return true;
    }
    // Looked for last: they are rare, and what was claimed runs already.
    boolean ranAlone = queue.hasDueAlone() && runAlone();
    return more || ranAlone;
  }

  /** Hands what it claims over together with the slot. Returns whether there may be more. */
  private boolean claimInSlot() {
    boolean handedOver = false;
    try {
      List<ClaimedEvent> claimed = queue.claim(settings.claim(), frontier.next());
      boolean more = frontier.claimed(claimed, settings.batchSize());
      if (!claimed.isEmpty()) {
        running.add(claimed);
        handedOver = handOver(claimed);
      }
      return more;
    } finally {
      if (!handedOver) {
        slots.release();
      }
    }
  }

  /** Gives back at once what was claimed only after the end of the grace time. */
  private boolean handOver(List<ClaimedEvent> claimed) {
    try {
      handlers.execute(() -> runInSlot(claimed));
      return true;
    } catch (RejectedExecutionException e) {
      running.remove(claimed);
      queue.release(claimed);
      return false;
    }
  }

  private void runInSlot(List<ClaimedEvent> claimed) {
    try {
      runClaimed(claimed);
    } finally {
      slots.release();
    }
  }

  /**
   * Runs events that lost a lease, one at a time and nothing beside them, for a while. Returns
   * whether there was one: somebody may hold it.
   */
  private boolean runAlone() throws InterruptedException {
    while (!slots.tryAcquire(settings.concurrency(), SLOT_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      if (stopping) {
        return false;
      }
      lastTry = clock.instant();
    }
    boolean ran = false;
    try {
      Instant until = clock.instant().plus(ALONE_TURN);
      Optional<ClaimedEvent> claimed = queue.claimAlone(settings.claim());
      while (claimed.isPresent()) {
        running.add(List.of(claimed.get()));
        runClaimed(List.of(claimed.get()));
        ran = true;
        claimed =
            stopping || clock.instant().isAfter(until)
                ? Optional.empty()
                : queue.claimAlone(settings.claim());
      }
      return ran;
    } finally {
      slots.release(settings.concurrency());
    }
  }

  private void runClaimed(List<ClaimedEvent> claimed) {
    try {
      if (stopping) {
        queue.release(claimed);
      } else {
        processor.process(claimed);
      }
    } catch (RuntimeException e) {
      log.error(
          "Lost the way to the database with {} events claimed: {}",
          claimed.size(),
          EventProcessor.describe(e));
      recover(claimed, e);
    } finally {
      running.remove(claimed);
    }
  }

  /**
   * Gives the events back as soon as the database answers again; after the lease has run out the
   * reaper does.
   */
  private void recover(List<ClaimedEvent> claimed, RuntimeException loss) {
    Instant leaseEnds = clock.instant().plus(settings.lease());
    running.remove(claimed);
    while (clock.instant().isBefore(leaseEnds)) {
      try {
        processor.recover(claimed, loss);
        return;
      } catch (RuntimeException e) {
        if (!sleep(RECOVERY_PAUSE)) {
          return;
        }
      }
    }
  }

  private void pauseAfterFailure() {
    long millis = settings.pollInterval().toMillis() << Math.min(failedTurns, 10);
    pause(Duration.ofMillis(Math.min(Math.max(millis, 100), LONGEST_BACKOFF.toMillis())));
  }

  /** Waits, a tenth more or less so that workers do not poll in step; {@link #wake} ends it. */
  private void pause(Duration duration) {
    long millis = Math.round(duration.toMillis() * (0.9 + random.nextDouble() * 0.2));
    try {
      if (wake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean sleep(Duration duration) {
    try {
      Thread.sleep(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
