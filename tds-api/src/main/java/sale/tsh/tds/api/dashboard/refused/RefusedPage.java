package sale.tsh.tds.api.dashboard.refused;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.refusal.RefusalCause;

/** The page of refused deliveries: what was refused, why, and what to do. */
@DashboardPage
class RefusedPage {

  private static final int ROWS = 30;

  private final RefusedReader deliveries;
  private final BoundedTransactions transactions;

  RefusedPage(RefusedReader deliveries, BoundedTransactions transactions) {
    this.deliveries = deliveries;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/refused")
  String refused(
      @RequestParam(name = "cause") Optional<String> cause,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    Optional<RefusalCause> wanted =
        QueryParams.value("cause", cause, CauseFilter::valueOf).map(CauseFilter::cause);
    TimeCursor cursor =
        QueryParams.value("before", before, TimeCursor::valueOf).orElse(TimeCursor.START);
    ListPage<RefusedRow> listPage =
        transactions.read(() -> {
          model.addAttribute("lastDay", deliveries.lastDay());
          return ListPage.of(deliveries.read(wanted, cursor, ROWS + 1), ROWS);
        });
    model.addAttribute("rows", listPage.rows());
    model.addAttribute("cause", wanted.map(RefusalCause::code).orElse(""));
    model.addAttribute("causes", Stream.of(RefusalCause.values()).map(RefusalCause::code).toList());
    model.addAttribute("older", listPage.more() ? older(wanted, listPage.rows().getLast()) : "");
    return "refused/refused";
  }

  private static String older(Optional<RefusalCause> cause, RefusedRow last) {
    return UriComponentsBuilder.fromPath("view/refused")
        .queryParamIfPresent("cause", cause.map(RefusalCause::code))
        .queryParam("before", new TimeCursor(last.receivedAt(), last.id()))
        .encode()
        .build()
        .toUriString();
  }
}
