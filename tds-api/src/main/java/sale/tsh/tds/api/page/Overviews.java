package sale.tsh.tds.api.page;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.Metrics;
import sale.tsh.tds.api.dashboard.MetricsReader;
import sale.tsh.tds.api.dashboard.Refused;
import sale.tsh.tds.api.dashboard.RefusedDeliveries;
import sale.tsh.tds.deadletter.BulkRedrives;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.queue.PausedKind;
import sale.tsh.tds.statistics.Statistics;

/**
 * Reads the overview, at most once a second however many look at it, so that open pages cost the
 * database nothing beyond that.
 */
@Component
class Overviews {

  private static final int CAUSES = 6;
  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final long STALE = Duration.ofSeconds(10).toNanos();

  private final MetricsReader metrics;
  private final Statistics statistics;
  private final Workers workers;
  private final DeadLetterGroups groups;
  private final BulkRedrives bulks;
  private final RefusedDeliveries refused;
  private final BoundedTransactions transactions;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Overview newest;
  private volatile long readAt;
  private @Nullable RuntimeException failure;
  private long failedAt;

  Overviews(
      MetricsReader metrics,
      Statistics statistics,
      Workers workers,
      DeadLetterGroups groups,
      BulkRedrives bulks,
      RefusedDeliveries refused,
      BoundedTransactions transactions) {
    this.metrics = metrics;
    this.statistics = statistics;
    this.workers = workers;
    this.groups = groups;
    this.bulks = bulks;
    this.refused = refused;
    this.transactions = transactions;
  }

  /**
   * As of less than a second ago; while another is reading, as of less than ten, so that a slow
   * database does not make callers queue here. Who waited for one that failed fails with it: each
   * would else wait for the database in turn.
   */
  Overview read() {
    Overview known = newest;
    if (known != null && age(readAt) < (reading.isLocked() ? STALE : FRESH)) {
      return known;
    }
    reading.lock();
    try {
      Overview current = newest;
      if (current != null && age(readAt) < FRESH) {
        return current;
      }
      if (failure != null && age(failedAt) < FRESH) {
        throw failure;
      }
      return readInTurn();
    } finally {
      reading.unlock();
    }
  }

  private Overview readInTurn() {
    try {
      Overview current = transactions.read(this::readNow);
      newest = current;
      readAt = System.nanoTime();
      failure = null;
      return current;
    } catch (RuntimeException e) {
      failure = e;
      failedAt = System.nanoTime();
      throw e;
    }
  }

  private static long age(long since) {
    return System.nanoTime() - since;
  }

  private Overview readNow() {
    Metrics figures = metrics.read();
    List<Worker> all = workers.read();
    Metrics.Rates hour = figures.processing().lastHour();
    State state =
        State.of(
            new State.Figures(
                figures.queue().byStatus().pending(),
                figures.queue().oldestPendingAgeSeconds(),
                statistics.attemptsPerMinute(),
                hour.totalProcessed(),
                hour.successRatePercent(),
                figures.queue().deadLetterCount(),
                (int) all.stream().filter(Worker::alive).count(),
                figures.queue().pausedKinds().stream().map(PausedKind::kind).toList(),
                figures.activeAlerts().stream()
                    .map(alert -> new State.Alarm(Band.ofSeverity(alert.severity()), alert.title()))
                    .toList()));
    return new Overview(
        figures,
        state,
        all,
        groups.glance(CAUSES),
        bulks.running(),
        refused.lastDay().stream().mapToLong(Refused.Count::refused).sum());
  }
}
