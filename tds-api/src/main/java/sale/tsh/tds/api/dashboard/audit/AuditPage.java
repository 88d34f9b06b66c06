package sale.tsh.tds.api.dashboard.audit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import sale.tsh.tds.entity.AuditEntries;
import sale.tsh.tds.entity.AuditEntry;

/** The audit trail: which operator did what, and when. */
@DashboardPage
class AuditPage {

  private static final int ROWS = 50;

  private final AuditEntries trail;
  private final BoundedTransactions transactions;

  AuditPage(AuditEntries trail, BoundedTransactions transactions) {
    this.trail = trail;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/audit")
  String audit(@RequestParam(name = "before") Optional<String> before, Model model) {
    NumberCursor cursor =
        QueryParams.value("before", before, NumberCursor::valueOf).orElse(NumberCursor.START);
    List<AuditRow> rows =
        transactions.read(
            () -> trail.newest(cursor.number(), ROWS + 1).stream().map(AuditRow::of).toList());
    model.addAttribute("listPage", ListPage.of(rows, ROWS));
    return "audit/audit";
  }

  /**
   * A row of the page.
   *
   * @param address the page of the entry's subject; null if the subject has no page
   */
  record AuditRow(AuditEntry entry, @Nullable String address) {

    static AuditRow of(AuditEntry entry) {
      String address =
          switch (entry.action()) {
            case "redrive", "discard" -> "view/events/" + entry.subject();
            case "bulk redrive", "cancel bulk redrive" -> "view/bulk/" + entry.subject();
            case "pause", "resume" -> "view/events?kind=" + entry.subject();
            case "sweep", "release deletions", "pause pulling", "resume pulling" ->
                "view/reconciliation";
            case "pull" -> "view/records/" + entry.subject().replace(" ", "?id=");
            default -> null;
          };
      return new AuditRow(entry, address);
    }
  }
}
