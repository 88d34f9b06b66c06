package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import sale.tsh.tds.alert.ActiveAlert;
import sale.tsh.tds.statistics.LastHour;
import sale.tsh.tds.statistics.QueueCounts;

/** The answer of {@code GET /dashboard/metrics}. */
record DashboardMetrics(
    Instant timestamp,
    QueueMetrics queue,
    Processing processing,
    DatabaseMetrics database,
    List<Alert> activeAlerts) {

  /** The queue at this moment. */
  record QueueMetrics(
      QueueCounts byStatus,
      double oldestPendingAgeSeconds,
      long deadLetterCount,
      List<PausedKind> pausedKinds) {}

  /** The outcomes of attempts. */
  record Processing(Rates lastHour) {}

  /** The attempts that ended, in rounded figures. */
  record Rates(
      long totalProcessed,
      long succeeded,
      long failed,
      double successRatePercent,
      double avgDurationSeconds) {

    static Rates of(LastHour hour) {
      return new Rates(
          hour.total(),
          hour.succeeded(),
          hour.failed(),
          Math.round(hour.successRatePercent() * 100) / 100.0,
          Math.round(hour.averageSeconds() * 1_000) / 1_000.0);
    }
  }

  /** The size of the database and its connections. */
  record DatabaseMetrics(List<TableSize> tableSizes, int activeConnections, int maxConnections) {}

  /** A table's size, including its indexes and out-of-line values. */
  record TableSize(String table, String size, long sizeBytes) {}

  /** An active alert. */
  record Alert(
      UUID id, String severity, String title, String message, Instant createdAt, String runbook) {

    static Alert of(ActiveAlert alert) {
      return new Alert(
          alert.id(),
          alert.severity().text(),
          alert.title(),
          alert.message(),
          alert.createdAt(),
          alert.runbook());
    }
  }
}
