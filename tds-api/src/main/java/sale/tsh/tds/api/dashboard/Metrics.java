package sale.tsh.tds.api.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import sale.tsh.tds.alert.ActiveAlert;
import sale.tsh.tds.queue.PausedKind;
import sale.tsh.tds.statistics.LastHour;
import sale.tsh.tds.statistics.QueueCounts;

/** The answer of {@code GET /dashboard/metrics}. */
public record Metrics(
    Instant timestamp,
    Queue queue,
    Processing processing,
    Database database,
    List<Alert> activeAlerts) {

  /** The queue as it stands. */
  public record Queue(
      QueueCounts byStatus,
      double oldestPendingAgeSeconds,
      long deadLetterCount,
      List<PausedKind> pausedKinds) {}

  /** What became of attempts. */
  public record Processing(Rates lastHour) {}

  /** Attempts that ended, rounded for people. */
  public record Rates(
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

  /** What the database holds and how many use it. */
  public record Database(List<TableSize> tableSizes, int activeConnections, int maxConnections) {}

  /** A table with its indexes and its out-of-line values. */
  public record TableSize(String table, String size, long sizeBytes) {}

  /** An alert that waits for an operator. */
  public record Alert(
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
