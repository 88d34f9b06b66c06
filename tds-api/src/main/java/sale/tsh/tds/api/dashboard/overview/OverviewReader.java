package sale.tsh.tds.api.dashboard.overview;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import sale.tsh.tds.api.dashboard.layout.HealthBand;
import sale.tsh.tds.api.dashboard.layout.SystemHealth;
import sale.tsh.tds.api.dashboard.refused.RefusedAnswer;
import sale.tsh.tds.api.dashboard.refused.RefusedReader;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.deadletter.BulkActions;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.entity.RebuildEntries;
import sale.tsh.tds.persistence.DatabaseReadiness;
import sale.tsh.tds.pulse.Pulse;
import sale.tsh.tds.pulse.PulseReader;
import sale.tsh.tds.statistics.Claimable;
import sale.tsh.tds.statistics.Statistics;

/**
 * Reads the overview at most once a second, however many pages are open. More pages cost the
 * database nothing more.
 */
@Component
class OverviewReader implements SystemHealth {

  private static final int CAUSES = 6;
  private static final int MEMBERS = 30;
  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final long STALE = Duration.ofSeconds(10).toNanos();

  private final MetricsReader metrics;
  private final Statistics statistics;
  private final PulseReader pulses;
  private final KindTable kinds;
  private final WorkerReader workers;
  private final DeadLetterGroups groups;
  private final BulkActions bulks;
  private final RebuildEntries rebuilds;
  private final RefusedReader refused;
  private final SeenMembersReader members;
  private final DatabaseReadiness database;
  private final BoundedTransactions transactions;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Overview newest;
  private volatile long readAt;
  private @Nullable RuntimeException failure;
  private long failedAt;

  OverviewReader(
      MetricsReader metrics,
      Statistics statistics,
      PulseReader pulses,
      KindTable kinds,
      WorkerReader workers,
      DeadLetterGroups groups,
      BulkActions bulks,
      RebuildEntries rebuilds,
      RefusedReader refused,
      SeenMembersReader members,
      DatabaseReadiness database,
      BoundedTransactions transactions) {
    this.metrics = metrics;
    this.statistics = statistics;
    this.pulses = pulses;
    this.kinds = kinds;
    this.workers = workers;
    this.groups = groups;
    this.bulks = bulks;
    this.rebuilds = rebuilds;
    this.refused = refused;
    this.members = members;
    this.database = database;
    this.transactions = transactions;
  }

  /**
   * Returns an overview less than one second old. While another caller reads, an overview less than
   * ten seconds old will do, so a slow database does not make callers queue here. If that read
   * fails, the waiting callers fail with the same error. Otherwise each would wait for the database
   * in turn.
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

  /** A database that did not answer just now is not asked again. The view itself asks it too. */
  @Override
  public HealthBand band() {
    Overview known = newest;
    if (known != null && age(readAt) < STALE) {
      return known.status().band();
    }
    if (hasFailedLately()) {
      return HealthBand.CRITICAL;
    }
    try {
      return read().status().band();
    } catch (DataAccessException | TransactionException e) {
      return HealthBand.CRITICAL;
    }
  }

  private boolean hasFailedLately() {
    reading.lock();
    try {
      return failure != null && age(failedAt) < STALE;
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
    DashboardMetrics figures = metrics.read();
    List<WorkerStatus> all = workers.read();
    DashboardMetrics.Rates hour = figures.processing().lastHour();
    Claimable claimable = statistics.claimable();
    Pulse pulse = pulses.read();
    SystemStatus status =
        SystemStatus.of(
            new SystemStatus.StatusFigures(
                database.isReadOnly(),
                claimable.pending(),
                claimable.oldest().toMillis() / 1e3,
                Math.max(0, figures.queue().byStatus().pending() - claimable.pending()),
                statistics.attemptsPerMinute(),
                hour.totalProcessed(),
                hour.successRatePercent(),
                figures.queue().deadLetterCount(),
                (int) all.stream().filter(each -> each.heartbeat().isAlive()).count(),
                figures.activeAlerts().stream()
                    .map(alert ->
                        new SystemStatus.Alarm(
                            HealthBand.ofSeverity(alert.severity()), alert.title()))
                    .toList()));
    return new Overview(
        figures,
        status,
        pulse,
        claimable,
        kinds.read(pulse),
        all,
        groups.glance(CAUSES),
        bulks.running(),
        rebuilds.running(),
        refused.lastDay().stream().mapToLong(RefusedAnswer.Count::refused).sum(),
        members.ofTheWeek(),
        members.newest(Optional.empty(), MEMBERS));
  }
}
