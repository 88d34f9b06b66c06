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
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.worker.cursor.ClaimCursor;

/**
 * The loop of the worker. It claims events when a slot is free and runs each claim in a virtual
 * thread. A slot is the right to run one claim. A claim that brought a full batch is followed by
 * the next claim at once. After any other claim the poller claims once more from the first queue
 * position, see {@link ClaimCursor}. Then it waits for a notification or the poll interval.
 *
 * <p>An event that has lost a lease may have ended its worker. It runs alone from then on, so that
 * it harms no other event.
 */
public class Poller {

  private static final Logger log = LoggerFactory.getLogger(Poller.class);
  private static final Duration SLOT_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
  private static final Duration ALONE_TURN = Duration.ofSeconds(1);
  private static final Duration RECOVERY_PAUSE = Duration.ofMillis(250);

  /** How long an event that must run alone waits for all slots, at first and at most. */
  private static final Duration SHORTEST_SLOTS_WAIT = Duration.ofSeconds(1);

  private static final Duration LONGEST_SLOTS_WAIT = Duration.ofSeconds(5);

  private final EventQueue queue;
  private final EventProcessor processor;

  /** The events of this worker's claims. {@link LeaseRenewer} prolongs their leases. */
  private final InFlightEvents inFlight;

  private final WorkerSettings settings;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final ClaimCursor cursor;
  private final Semaphore slots;
  private final Semaphore wake = new Semaphore(0);
  private final ExecutorService handlers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("handler-", 1).factory());
  private final Thread thread = Thread.ofPlatform().name("poller").unstarted(this::run);
  private volatile boolean stopping;
  private volatile Instant lastTry;
  private volatile Instant lastTurn;
  private int failedTurns;
  private Duration slotsWait = SHORTEST_SLOTS_WAIT;
  private long aloneNotBefore;

  public Poller(
      EventQueue queue,
      EventProcessor processor,
      InFlightEvents inFlight,
      WorkerSettings settings,
      RandomGenerator random,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.processor = processor;
    this.inFlight = inFlight;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.aloneNotBefore = nanoTime.getAsLong();
    this.cursor = new ClaimCursor(nanoTime);
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

  /** Stops claiming, waits for running events up to the grace time, and gives the rest back. */
  void stop() {
    stopping = true;
    wake();
    Instant deadline = clock.instant().plus(settings.shutdownGrace());
    try {
      boolean ended = thread.join(remaining(deadline));
      handlers.shutdown();
      ended &= handlers.awaitTermination(remaining(deadline).toMillis(), TimeUnit.MILLISECONDS);
      List<ClaimedEvent> rest = inFlight.all();
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

  private Duration remaining(Instant deadline) {
    Duration remaining = Duration.between(clock.instant(), deadline);
    return remaining.isPositive() ? remaining : Duration.ofMillis(1);
  }

  /**
   * When the loop last began a turn or last tried to get slots. A turn that fails counts too, so an
   * outage of the database does not make this time old.
   */
  public Instant lastTry() {
    return lastTry;
  }

  /** When a turn last succeeded. A turn fails while the database does not answer. */
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
   * Claims once if a slot is free. Returns whether the next turn follows without a pause. After a
   * claim that was not full a pause loses no time, because a notification about new events ends it.
   */
  private boolean turn() throws InterruptedException {
    if (!slots.tryAcquire(SLOT_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    boolean more = claimInSlot();
    if (more && !cursor.isFullScan()) {
      return true;
    }
    // Events that must run alone come last. They are rare, and this claim's events run already.
    boolean ranAlone = mayTakeAllSlots() && queue.hasDueAlone() && runAlone();
    return more || ranAlone;
  }

  /**
   * Claims events and starts them. The slot passes to their handler, or is released if none was
   * started. Returns whether there may be more to claim.
   */
  private boolean claimInSlot() {
    boolean started = false;
    try {
      List<ClaimedEvent> claimed = queue.claim(settings.claim(), cursor.next());
      boolean more = cursor.claimed(claimed, settings.batchSize());
      if (!claimed.isEmpty()) {
        inFlight.add(claimed);
        started = startHandler(claimed);
      }
      return more;
    } finally {
      if (!started) {
        slots.release();
      }
    }
  }

  /**
   * Runs claimed events in a thread of their own. Gives them back instead, and returns false, if
   * {@link #stop} has shut the handlers down meanwhile.
   */
  private boolean startHandler(List<ClaimedEvent> claimed) {
    try {
      handlers.execute(() -> runInSlot(claimed));
      return true;
    } catch (RejectedExecutionException e) {
      inFlight.remove(claimed);
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

  /** False for a while after a wait for all slots that failed, so that other events run. */
  private boolean mayTakeAllSlots() {
    return nanoTime.getAsLong() - aloneNotBefore >= 0;
  }

  /**
   * Runs events that must run alone, one after the other, for up to {@link #ALONE_TURN}. Returns
   * whether it ran any. Another worker may have claimed the event that was due.
   */
  private boolean runAlone() throws InterruptedException {
    if (!takeAllSlots()) {
      return false;
    }
    boolean ran = false;
    try {
      Instant until = clock.instant().plus(ALONE_TURN);
      Optional<ClaimedEvent> claimed = queue.claimAlone(settings.claim());
      while (claimed.isPresent()) {
        inFlight.add(List.of(claimed.get()));
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

  /**
   * Waits until no handler runs, and takes all slots. Returns false if the wait takes too long. The
   * wait is limited because nothing is claimed meanwhile. After a wait that failed, other events
   * run for the same time, and the next wait may take twice as long.
   */
  private boolean takeAllSlots() throws InterruptedException {
    long began = nanoTime.getAsLong();
    while (!slots.tryAcquire(settings.concurrency(), SLOT_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      lastTry = clock.instant();
      if (stopping || nanoTime.getAsLong() - began > slotsWait.toNanos()) {
        aloneNotBefore = nanoTime.getAsLong() + slotsWait.toNanos();
        Duration doubled = slotsWait.multipliedBy(2);
        slotsWait = doubled.compareTo(LONGEST_SLOTS_WAIT) < 0 ? doubled : LONGEST_SLOTS_WAIT;
        return false;
      }
    }
    slotsWait = SHORTEST_SLOTS_WAIT;
    return true;
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
      inFlight.remove(claimed);
    }
  }

  /**
   * Gives the events back as soon as the database answers again. Stops trying when their leases
   * have run out, because the reaper takes them back then.
   */
  private void recover(List<ClaimedEvent> claimed, RuntimeException loss) {
    Instant leaseEnds = clock.instant().plus(settings.lease());
    // From here on their leases are not renewed.
    inFlight.remove(claimed);
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

  /** Returns false if the thread was interrupted. */
  private static boolean sleep(Duration duration) {
    try {
      Thread.sleep(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void pauseAfterFailure() {
    long millis = settings.pollInterval().toMillis() << Math.min(failedTurns, 10);
    pause(Duration.ofMillis(Math.min(Math.max(millis, 100), LONGEST_BACKOFF.toMillis())));
  }

  /**
   * Waits until {@link #wake} or the end of the duration. The wait varies by a tenth either way, so
   * that workers do not poll at the same moment.
   */
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
}
