package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.audit.AuditEntry;
import sale.tsh.tds.audit.AuditTrail;

/** Who did what, when. */
@Hidden
@Controller
class AuditPage {

  private static final int ROWS = 50;

  private final AuditTrail trail;
  private final BoundedTransactions transactions;

  AuditPage(AuditTrail trail, BoundedTransactions transactions) {
    this.trail = trail;
    this.transactions = transactions;
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/audit")
  String audit(@RequestParam(name = "before") Optional<String> before, Model model) {
    long place = Asked.value("before", before, AuditPage::number).orElse(Long.MAX_VALUE);
    List<Act> acts =
        transactions.read(() -> trail.newest(place, ROWS + 1).stream().map(Act::of).toList());
    model.addAttribute("slice", Slice.of(acts, ROWS));
    return "audit";
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the number of an entry");
    }
  }

  /** An entry of the trail. */
  record Act(
      long id,
      Instant actedAt,
      String actor,
      String action,
      String subject,
      @Nullable String detail) {

    static Act of(AuditEntry entry) {
      return new Act(
          entry.id(),
          entry.actedAt(),
          entry.actor(),
          entry.action(),
          entry.subject(),
          entry.detail());
    }

    /** Where the subject is to be seen; null where it has no page. */
    public @Nullable String address() {
      return switch (action) {
        case "redrive", "discard" -> "view/events/" + subject;
        case "bulk redrive", "cancel bulk redrive" -> "view/bulk/" + subject;
        case "pause", "resume" -> "view/events?kind=" + subject;
        default -> null;
      };
    }
  }
}
