package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.statistics.Trends;

/** How it went. */
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
          "Oldest first: 60 minutes, 144 times ten minutes, or 168 hours. Counts are in all, levels at their highest in the step, and null where nothing was measured.")
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/trends")
  List<TrendRow> trends(
      @Parameter(
              description = "How far back: hour, day or week",
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {"hour", "day", "week"},
                      defaultValue = TrendSpan.DEFAULT))
          @RequestParam(name = "span", defaultValue = TrendSpan.DEFAULT)
          TrendSpan span) {
    return transactions.read(() -> trends.read(span.span())).stream().map(TrendRow::of).toList();
  }
}
