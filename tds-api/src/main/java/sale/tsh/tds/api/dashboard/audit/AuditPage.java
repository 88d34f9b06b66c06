package sale.tsh.tds.api.dashboard.audit;

import java.time.InstantSource;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.DayRange;
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.api.security.DashboardAccess;

/** The audit trail: which operator did what, and when. */
@DashboardPage
class AuditPage {

  private static final int ROWS = 50;

  private final AuditReader trail;
  private final BoundedTransactions transactions;
  private final InstantSource clock;

  AuditPage(AuditReader trail, BoundedTransactions transactions, InstantSource clock) {
    this.trail = trail;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A page of the trail, by day. Without a zone the days are days of UTC. */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/audit")
  String audit(
      @RequestParam(name = "actor") Optional<String> actor,
      @RequestParam(name = "from") Optional<String> from,
      @RequestParam(name = "to") Optional<String> to,
      @RequestParam(name = "zone") Optional<String> zone,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    NumberCursor cursor =
        QueryParams.value("before", before, NumberCursor::valueOf).orElse(NumberCursor.START);
    AuditQuery query = AuditQuery.of(actor, from, to, zone);
    DayRange days = query.days(clock.instant());
    ListPage<AuditRow> page =
        ListPage.of(
            transactions.read(() -> trail.read(query.actor(), days, cursor, ROWS + 1)), ROWS);
    model.addAttribute("query", query);
    model.addAttribute("range", days);
    model.addAttribute("days", AuditDay.of(page.rows(), days.zone()));
    model.addAttribute(
        "older", page.more() ? query.address(String.valueOf(page.rows().getLast().id())) : "");
    return "audit/audit";
  }
}
