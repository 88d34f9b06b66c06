package sale.tsh.tds.api.dashboard.refused;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;

/** The refused deliveries as JSON. */
@RestController
class RefusedController {

  private final RefusedReader deliveries;
  private final RefusedGroups groups;
  private final BoundedTransactions transactions;

  RefusedController(
      RefusedReader deliveries, RefusedGroups groups, BoundedTransactions transactions) {
    this.deliveries = deliveries;
    this.groups = groups;
    this.transactions = transactions;
  }

  @Operation(
      summary = "The refused deliveries by cause, address and sender",
      description =
          "Groups the newest 2,000 that are kept. Each group says what its cause means and what to do.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/refused/groups")
  List<RefusedGroup> groups() {
    return transactions.read(groups::read);
  }

  @Operation(
      summary = "The refused deliveries, and how many were refused in the last 24 hours",
      description =
          "Newest first, each with what its cause means and what to do. For the next page pass the last row's"
              + " received_at,id as before. A filter by cause or path searches the newest 2,000 refused deliveries."
              + " Pass an earlier time as before to search further back.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/refused")
  RefusedAnswer refused(
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit,
      @Parameter(
              description =
                  "unreadable, no_id, unknown_kind, other_kind, unknown_operation, wrong_method, wrong_signature or too_large",
              schema = @Schema(type = "string"))
          @RequestParam(name = "cause")
          Optional<CauseFilter> cause,
      @Parameter(description = "The last part of the webhook's path, such as contacts")
          @RequestParam(name = "path")
          Optional<String> path,
      @Parameter(
              description = "A row's received_at, or received_at,id",
              schema = @Schema(type = "string"))
          @RequestParam(name = "before")
          Optional<TimeCursor> before) {
    return transactions.read(() ->
        new RefusedAnswer(
            deliveries.lastDay(),
            deliveries.read(
                cause.map(CauseFilter::cause),
                path,
                before.orElse(TimeCursor.START),
                limit.rows())));
  }
}
