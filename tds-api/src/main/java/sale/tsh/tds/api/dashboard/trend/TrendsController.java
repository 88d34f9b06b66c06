package sale.tsh.tds.api.dashboard.trend;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.statistics.Trends;

/** Throughput, latency and backlog over time as JSON. */
@RestController
class TrendsController {

  private final Trends trends;
  private final BoundedTransactions transactions;

  TrendsController(Trends trends, BoundedTransactions transactions) {
    this.trends = trends;
    this.transactions = transactions;
  }

  @Operation(
      summary = "Throughput, latency and backlog over time",
      description =
          "Oldest first: 60 points of a minute, 144 of ten minutes, or 168 of an hour. A count is the total of its point. A level is the highest value of its point, or null if nothing was measured.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/trends")
  List<TrendRow> trends(
      @Parameter(
              description = "How far back: hour, day or week",
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {"hour", "day", "week"},
                      defaultValue = SpanParameter.DEFAULT))
          @RequestParam(name = "span", defaultValue = SpanParameter.DEFAULT)
          SpanParameter span) {
    return transactions.read(() -> trends.read(span.span())).stream().map(TrendRow::of).toList();
  }
}
