package sale.tsh.tds.api.dashboard.guide;

import org.springframework.context.annotation.Lazy;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.security.DashboardAccess;

/** The operations guide. Alerts, Slack and e-mail link to its sections. */
@DashboardPage
class GuidePage {

  private final OperationsGuide guide;

  GuidePage(@Lazy OperationsGuide guide) {
    this.guide = guide;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/guide")
  String guide(Model model) {
    model.addAttribute("html", guide.html());
    model.addAttribute("sections", guide.sections());
    return "guide/guide";
  }
}
