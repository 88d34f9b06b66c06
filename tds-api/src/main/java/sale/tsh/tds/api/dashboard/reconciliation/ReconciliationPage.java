package sale.tsh.tds.api.dashboard.reconciliation;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.security.DashboardAccess;

/** The page of the mirror's truth: the calls to Zoho, and each kind beside Zoho's list. */
@DashboardPage
class ReconciliationPage {

  private final ReconciliationReader reconciliation;
  private final BoundedTransactions transactions;

  ReconciliationPage(ReconciliationReader reconciliation, BoundedTransactions transactions) {
    this.reconciliation = reconciliation;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/reconciliation")
  String reconciliation(Model model) {
    ReconciliationStatus found = transactions.read(reconciliation::read);
    model.addAttribute("api", found.api());
    model.addAttribute("kinds", found.kinds());
    model.addAttribute("drift", found.drift());
    return "reconciliation/reconciliation";
  }
}
