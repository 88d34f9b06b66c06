package sale.tsh.tds.api.dashboard.overview;

import java.time.InstantSource;
import org.springframework.stereotype.Component;
import sale.tsh.tds.alert.Alerts;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.statistics.QueueCounts;
import sale.tsh.tds.statistics.Statistics;

/** Collects the figures of {@code GET /dashboard/metrics}. Call it in a transaction. */
@Component
class MetricsReader {

  private final Statistics statistics;
  private final PausedKindEntries pausedKinds;
  private final DatabaseFigures database;
  private final Alerts alerts;
  private final InstantSource clock;

  MetricsReader(
      Statistics statistics,
      PausedKindEntries pausedKinds,
      DatabaseFigures database,
      Alerts alerts,
      InstantSource clock) {
    this.statistics = statistics;
    this.pausedKinds = pausedKinds;
    this.database = database;
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Reads all figures of this moment. */
  DashboardMetrics read() {
    QueueCounts counts = statistics.queueCounts();
    return new DashboardMetrics(
        clock.instant(),
        new DashboardMetrics.QueueMetrics(
            counts,
            statistics.oldestPendingAge().toMillis() / 1_000.0,
            counts.deadLetter(),
            pausedKinds.list().stream().map(PausedKind::of).toList()),
        new DashboardMetrics.Processing(DashboardMetrics.Rates.of(statistics.lastHour())),
        new DashboardMetrics.DatabaseMetrics(
            database.tableSizes(), database.activeConnections(), database.maxConnections()),
        alerts.active().stream().map(DashboardMetrics.Alert::of).toList());
  }
}
