package sale.tsh.tds.api.dashboard.audit;

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
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.security.DashboardAccess;

/** The audit trail as JSON. */
@RestController
class AuditController {

  private final AuditReader trail;
  private final BoundedTransactions transactions;

  AuditController(AuditReader trail, BoundedTransactions transactions) {
    this.trail = trail;
    this.transactions = transactions;
  }

  @Operation(
      summary = "What operators did",
      description = "Newest first. For the next page pass the last row's id as before.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/audit")
  List<AuditRow> audit(
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit,
      @Parameter(description = "A row's id", schema = @Schema(type = "integer"))
          @RequestParam(name = "before")
          Optional<NumberCursor> before) {
    return transactions.read(() -> trail.read(before.orElse(NumberCursor.START), limit.rows()));
  }
}
