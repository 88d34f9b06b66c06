package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.TrendSpan;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.statistics.Span;
import sale.tsh.tds.statistics.Trends;

/** How it went over an hour, a day, a week, and how the database is. */
@Hidden
@Controller
class TrendsPage {

  private final Trends trends;
  private final DatabaseHealth database;
  private final BoundedTransactions transactions;

  TrendsPage(Trends trends, DatabaseHealth database, BoundedTransactions transactions) {
    this.trends = trends;
    this.database = database;
    this.transactions = transactions;
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/trends")
  String trends(
      @RequestParam(name = "span", defaultValue = TrendSpan.DEFAULT) TrendSpan span, Model model) {
    model.addAttribute("span", span.span().name());
    model.addAttribute("spans", Stream.of(Span.values()).map(Span::name).toList());
    transactions.read(
        () ->
            model
                .addAttribute("points", trends.read(span.span()))
                .addAttribute("tables", database.tables())
                .addAttribute("sessions", database.sessions()));
    return "trends";
  }
}
