package sale.tsh.tds.api.dashboard.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.DayRange;
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.security.DashboardAccess;

/** The audit trail as JSON. */
@RestController
class AuditController {

  private final AuditReader trail;
  private final BoundedTransactions transactions;
  private final InstantSource clock;

  AuditController(AuditReader trail, BoundedTransactions transactions, InstantSource clock) {
    this.trail = trail;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Operation(
      summary = "What operators did",
      description =
          "Newest first. For the next page pass the last row's id as before. A sentence says who did what.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/audit")
  List<AuditRow> audit(
      @Parameter(description = "Only what this operator did") @RequestParam(name = "actor")
          Optional<String> actor,
      @Parameter(
              description = "The first day: a date, today or yesterday",
              schema = @Schema(type = "string"))
          @RequestParam(name = "from")
          Optional<DayRange.NamedDay> from,
      @Parameter(
              description = "The last day: a date, today or yesterday",
              schema = @Schema(type = "string"))
          @RequestParam(name = "to")
          Optional<DayRange.NamedDay> to,
      @Parameter(
              description = "The time zone of the days, such as Asia/Baghdad. UTC without it",
              schema = @Schema(type = "string"))
          @RequestParam(name = "zone")
          Optional<DayRange.Zone> zone,
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit,
      @Parameter(description = "A row's id", schema = @Schema(type = "integer"))
          @RequestParam(name = "before")
          Optional<NumberCursor> before) {
    DayRange days = DayRange.of(from, to, zone, clock.instant());
    return transactions.read(() ->
        trail.read(
            actor.orElse("").strip(), days, before.orElse(NumberCursor.START), limit.rows()));
  }
}
