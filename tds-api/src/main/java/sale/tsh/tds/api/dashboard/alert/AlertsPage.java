package sale.tsh.tds.api.dashboard.alert;

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
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.entity.AlertEntries;
import sale.tsh.tds.entity.AlertEntry;

/** All alerts that are kept: active, acknowledged and past. */
@DashboardPage
class AlertsPage {

  private static final int ROWS = 50;

  private final AlertEntries alerts;
  private final BoundedTransactions transactions;

  AlertsPage(AlertEntries alerts, BoundedTransactions transactions) {
    this.alerts = alerts;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/alerts")
  String alerts(@RequestParam(name = "before") Optional<String> before, Model model) {
    TimeCursor cursor =
        QueryParams.value("before", before, TimeCursor::valueOf).orElse(TimeCursor.START);
    List<AlertEntry> found =
        transactions.read(() -> alerts.newest(cursor.at(), cursor.id(), ROWS + 1));
    ListPage<AlertEntry> page = ListPage.of(found, ROWS);
    model.addAttribute("listPage", page);
    if (page.more()) {
      AlertEntry last = page.rows().getLast();
      model.addAttribute("older", new TimeCursor(last.createdAt(), last.id()));
    }
    return "alert/alerts";
  }
}
