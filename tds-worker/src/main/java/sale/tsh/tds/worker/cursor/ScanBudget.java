package sale.tsh.tds.worker.cursor;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when a full scan of an index is due again. A full scan may be slow: while a session holds an
 * old snapshot, the index keeps an entry of each event since then. A scan is due after its period.
 * After a slow scan the wait is twenty times its duration, but at most {@link #LONGEST}, since the
 * duration may have been a stall. For one thread.
 */
public final class ScanBudget {

  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int SHARE = 20;

  private final long periodNanos;
  private final LongSupplier nanoTime;
  private long began;
  private long ended;
  private long tookNanos;

  /**
   * The first scan is due at once.
   *
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public ScanBudget(Duration period, LongSupplier nanoTime) {
    this.periodNanos = period.toNanos();
    this.nanoTime = nanoTime;
    this.ended = nanoTime.getAsLong() - periodNanos;
  }

  public boolean isDue() {
    long wait = Math.max(periodNanos, Math.min(SHARE * tookNanos, LONGEST.toNanos()));
    return nanoTime.getAsLong() - ended >= wait;
  }

  /** Whether scans are so fast that they may run more often than due. */
  public boolean isCheap() {
    return SHARE * tookNanos <= periodNanos;
  }

  /** Call this before a scan. */
  public void begin() {
    began = nanoTime.getAsLong();
  }

  /** Call this after a scan that succeeded. */
  public void end() {
    ended = nanoTime.getAsLong();
    tookNanos = ended - began;
  }
}
