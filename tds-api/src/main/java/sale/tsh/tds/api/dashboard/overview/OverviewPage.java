package sale.tsh.tds.api.dashboard.overview;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.security.DashboardAccess;

/** The overview page: system status, queue figures, alerts, failures, workers and kinds. */
@DashboardPage
class OverviewPage {

  private final OverviewReader overviews;

  OverviewPage(OverviewReader overviews) {
    this.overviews = overviews;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/")
  String overview(Model model) {
    model.addAttribute("overview", overviews.read());
    return "overview/overview";
  }

  /** Redirects to the overview. The location is relative, so it also works under a proxy's path. */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard")
  ResponseEntity<Void> withSlash() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("dashboard/")).build();
  }

  /** Answers an unknown view. */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/**")
  String nowhere() {
    throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such view.");
  }
}
