package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.Before;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.CauseFilter;
import sale.tsh.tds.api.dashboard.RefusedDeliveries;
import sale.tsh.tds.api.dashboard.RefusedRow;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.delivery.RefusalCause;

/** What was refused, why, and what to do about it. */
@Hidden
@Controller
class RefusedPage {

  private static final int ROWS = 30;

  private final RefusedDeliveries deliveries;
  private final BoundedTransactions transactions;

  RefusedPage(RefusedDeliveries deliveries, BoundedTransactions transactions) {
    this.deliveries = deliveries;
    this.transactions = transactions;
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/refused")
  String refused(
      @RequestParam(name = "cause") Optional<String> cause,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    Optional<RefusalCause> wanted =
        Asked.value("cause", cause, CauseFilter::valueOf).map(CauseFilter::cause);
    Before place = Asked.value("before", before, Before::valueOf).orElse(Before.EVERYTHING);
    Slice<RefusedRow> slice =
        transactions.read(
            () -> {
              model.addAttribute("lastDay", deliveries.lastDay());
              return Slice.of(deliveries.read(wanted, place.at(), place.id(), ROWS + 1), ROWS);
            });
    model.addAttribute("rows", slice.rows());
    model.addAttribute("cause", wanted.map(RefusalCause::code).orElse(""));
    model.addAttribute("causes", Stream.of(RefusalCause.values()).map(RefusalCause::code).toList());
    model.addAttribute("older", slice.more() ? older(wanted, slice.rows().getLast()) : "");
    return "refused";
  }

  private static String older(Optional<RefusalCause> cause, RefusedRow last) {
    return UriComponentsBuilder.fromPath("view/refused")
        .queryParamIfPresent("cause", cause.map(RefusalCause::code))
        .queryParam("before", Places.of(last.receivedAt(), last.id()))
        .encode()
        .build()
        .toUriString();
  }
}
