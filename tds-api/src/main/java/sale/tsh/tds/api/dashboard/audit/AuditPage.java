package sale.tsh.tds.api.dashboard.audit;

import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.api.security.DashboardAccess;

/** The audit trail: which operator did what, and when. */
@DashboardPage
class AuditPage {

  private static final int ROWS = 50;

  private final AuditReader trail;
  private final BoundedTransactions transactions;

  AuditPage(AuditReader trail, BoundedTransactions transactions) {
    this.trail = trail;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/audit")
  String audit(@RequestParam(name = "before") Optional<String> before, Model model) {
    NumberCursor cursor =
        QueryParams.value("before", before, NumberCursor::valueOf).orElse(NumberCursor.START);
    List<AuditRow> rows = transactions.read(() -> trail.read(cursor, ROWS + 1));
    model.addAttribute("listPage", ListPage.of(rows, ROWS));
    return "audit/audit";
  }
}
