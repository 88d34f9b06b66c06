package sale.tsh.tds.api.dashboard.record;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.KnownKinds;
import sale.tsh.tds.api.dashboard.support.NotFound;
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.security.DashboardAccess;

/** The details of one record as JSON. */
@RestController
class RecordsController {

  private final KnownKinds kinds;
  private final RecordDetailsReader details;
  private final BoundedTransactions transactions;

  RecordsController(
      KnownKinds kinds, RecordDetailsReader details, BoundedTransactions transactions) {
    this.kinds = kinds;
    this.details = details;
    this.transactions = transactions;
  }

  @Operation(
      summary = "One record and all its deliveries",
      description =
          "Deliveries newest first, with the outcome of each. For the next page pass the last row's arrival as before."
              + " Refused deliveries are not among them, since their record is unknown.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/records/{kind}/{id}")
  RecordDetails record(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind,
      @Parameter(description = "The record's own id in Zoho") @PathVariable("id") String id,
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit,
      @Parameter(description = "A delivery's arrival", schema = @Schema(type = "integer"))
          @RequestParam(name = "before")
          Optional<NumberCursor> before) {
    kinds.require(kind);
    RecordDetails found =
        transactions.read(
            () -> details.of(kind, id, before.orElse(NumberCursor.START), limit.rows()));
    if (found.holdsNothing() && before.isEmpty()) {
      throw NotFound.record(kind, id);
    }
    return found;
  }
}
