package sale.tsh.tds.api.dashboard.overview;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.statistics.Statistics;

/** The system's health and the queue's counts as JSON. */
@RestController
class MetricsController {

  private final MetricsReader metrics;
  private final Statistics statistics;
  private final BoundedTransactions transactions;

  MetricsController(
      MetricsReader metrics, Statistics statistics, BoundedTransactions transactions) {
    this.metrics = metrics;
    this.statistics = statistics;
    this.transactions = transactions;
  }

  @Operation(
      summary = "The whole system's health",
      description =
          "Counts by status, the age of the oldest pending event, the last hour's attempts, the database, and active alerts.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/metrics")
  DashboardMetrics metrics() {
    return transactions.read(metrics::read);
  }

  @Operation(
      summary = "Events by status",
      description = "At every moment the same numbers as a count over tds_sync_queue.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/queue-stats")
  QueueStats queueStats() {
    return QueueStats.of(transactions.read(statistics::queueCounts));
  }
}
