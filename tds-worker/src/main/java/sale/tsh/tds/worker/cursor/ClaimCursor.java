package sale.tsh.tds.worker.cursor;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.QueuePosition;

/**
 * The position from which the next claim searches a backlog. Each claim starts where the previous
 * one started. Everything before that position is already claimed, but while another session holds
 * an old snapshot its dead index entries remain. A scan from the beginning would visit them all
 * again. A claim does not start where the previous one ended, because deliveries are not committed
 * in the order of their arrival.
 *
 * <p>A claim is full if it claims as many events as it may. A full scan is a claim that starts at
 * the first position. It finds the events before the cursor, which were released or have a better
 * priority. A full scan follows a claim that was not full, and is due after {@link #PERIOD} in any
 * case. While full scans are slow, {@link ScanBudget} lets them wait longer. For one thread.
 */
public final class ClaimCursor {

  static final Duration PERIOD = Duration.ofSeconds(1);

  private final ScanBudget fullScans;
  private QueuePosition resumeAt = QueuePosition.FIRST;
  private QueuePosition from = QueuePosition.FIRST;

  /**
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public ClaimCursor(LongSupplier nanoTime) {
    this.fullScans = new ScanBudget(PERIOD, nanoTime);
  }

  /** The position where the next claim starts to search. */
  public QueuePosition next() {
    from = fullScans.isDue() ? QueuePosition.FIRST : resumeAt;
    if (isFullScan()) {
      fullScans.begin();
    }
    return from;
  }

  /**
   * Notes the events of the claim that started at {@link #next}, which took at most {@code limit}.
   * Ignores retries, which are claimed at any position. Returns whether there may be more to claim
   * at once.
   */
  public boolean claimed(List<ClaimedEvent> events, int limit) {
    if (isFullScan()) {
      fullScans.end();
    }
    if (events.size() == limit) {
      resumeAt =
          events.stream()
              .filter(event -> event.attemptsEnded() == 0)
              .map(ClaimedEvent::position)
              .min(Comparator.naturalOrder())
              .orElse(resumeAt);
      return true;
    }
    if (fullScans.isCheap()) {
      resumeAt = QueuePosition.FIRST;
    }
    return fullScans.isCheap() && !isFullScan();
  }

  /** Whether the claim that started last is a full scan. */
  public boolean isFullScan() {
    return from.equals(QueuePosition.FIRST);
  }
}
