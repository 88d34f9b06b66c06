package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.KnownKind;
import sale.tsh.tds.api.http.Access;

/** Is it flowing, how old is the oldest, what is failing, what should I do? */
@Hidden
@Controller
class OverviewPage {

  private final Overviews overviews;

  OverviewPage(Overviews overviews) {
    this.overviews = overviews;
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/")
  String overview(Model model) {
    model.addAttribute("overview", overviews.read());
    model.addAttribute("kinds", KnownKind.names());
    return "overview";
  }

  /** Relative, so that it also holds where a proxy serves us under a path of its own. */
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard")
  ResponseEntity<Void> withSlash() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("dashboard/")).build();
  }

  /** A view that there is none of. */
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/**")
  String nowhere() {
    throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such view.");
  }
}
