package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When to look at all again, where that may take long: while a session holds an old snapshot an
 * index keeps an entry of each event since then, and a look has to walk over them. It is due again
 * after its period, or when no more than a twentieth of the time goes into it, and at the latest
 * after {@link #LONGEST}: the time that it took may have been a stall. For one thread.
 */
public final class DearLook {

  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int SHARE = 20;

  private final long periodNanos;
  private final LongSupplier nanoTime;
  private long began;
  private long ended;
  private long tookNanos;

  /**
   * The first is due at once.
   *
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public DearLook(Duration period, LongSupplier nanoTime) {
    this.periodNanos = period.toNanos();
    this.nanoTime = nanoTime;
    this.ended = nanoTime.getAsLong() - periodNanos;
  }

  public boolean isDue() {
    long wait = Math.max(periodNanos, Math.min(SHARE * tookNanos, LONGEST.toNanos()));
    return nanoTime.getAsLong() - ended >= wait;
  }

  /** Whether it may be made more often than it is due. */
  public boolean isCheap() {
    return SHARE * tookNanos <= periodNanos;
  }

  /** To be called before one is made. */
  public void begin() {
    began = nanoTime.getAsLong();
  }

  /** To be called after one succeeded. */
  public void end() {
    ended = nanoTime.getAsLong();
    tookNanos = ended - began;
  }
}
