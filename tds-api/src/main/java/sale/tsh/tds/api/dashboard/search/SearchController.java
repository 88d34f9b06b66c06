package sale.tsh.tds.api.dashboard.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.security.DashboardAccess;

/** The search as JSON. */
@RestController
class SearchController {

  private final SearchReader search;
  private final BoundedTransactions transactions;

  SearchController(SearchReader search, BoundedTransactions transactions) {
    this.search = search;
    this.transactions = transactions;
  }

  @Operation(
      summary = "Records and events by what people know of them",
      description =
          "Takes a number, a name, a telephone number, an e-mail, an id of Zoho, or an event's id or its first six digits or more."
              + " Words are found by their beginning, digits also by their end. Case, accents and the forms of Arabic letters do not matter."
              + " At most 20 records and 20 events.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/search")
  SearchAnswer search(
      @Parameter(
              description = "What to look for",
              schema = @Schema(type = "string", maxLength = 100))
          @RequestParam("q")
          Question q) {
    return transactions.read(() -> search.find(q.text()));
  }
}
