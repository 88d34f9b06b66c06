package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.Access;

/** Deliveries that became no event because they were refused. */
@RestController
class RefusedController {

  private final RefusedDeliveries deliveries;
  private final BoundedTransactions transactions;

  RefusedController(RefusedDeliveries deliveries, BoundedTransactions transactions) {
    this.deliveries = deliveries;
    this.transactions = transactions;
  }

  @Operation(
      summary = "The refused deliveries, and how many were refused in the last 24 hours",
      description =
          "Newest first, each with what its cause means and what to do. For the next page pass the last row's"
              + " received_at,id as before. Of one cause those among the newest 2,000 are found;"
              + " pass an earlier time as before to look further back.")
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/refused")
  Refused refused(
      @Limit.Documented @RequestParam(name = "limit", defaultValue = Limit.DEFAULT) Limit limit,
      @Parameter(
              description =
                  "unreadable, no_id, unknown_kind, other_kind, unknown_operation, wrong_signature or too_large",
              schema = @Schema(type = "string"))
          @RequestParam(name = "cause")
          Optional<CauseFilter> cause,
      @Parameter(
              description = "A row's received_at, or received_at,id",
              schema = @Schema(type = "string"))
          @RequestParam(name = "before")
          Optional<Before> before) {
    Before place = before.orElse(Before.EVERYTHING);
    return transactions.read(
        () ->
            new Refused(
                deliveries.lastDay(),
                deliveries.read(
                    cause.map(CauseFilter::cause), place.at(), place.id(), limit.rows())));
  }
}
