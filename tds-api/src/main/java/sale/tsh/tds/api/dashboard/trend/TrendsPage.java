package sale.tsh.tds.api.dashboard.trend;

import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.statistics.TrendSpan;
import sale.tsh.tds.statistics.Trends;

/** The trends page: the figures over an hour, a day or a week, and the health of the database. */
@DashboardPage
class TrendsPage {

  private final Trends trends;
  private final DatabaseHealth database;
  private final BoundedTransactions transactions;

  TrendsPage(Trends trends, DatabaseHealth database, BoundedTransactions transactions) {
    this.trends = trends;
    this.database = database;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/trends")
  String trends(
      @RequestParam(name = "span", defaultValue = SpanParameter.DEFAULT) SpanParameter span,
      Model model) {
    model.addAttribute("span", span.span().name());
    model.addAttribute("spans", Stream.of(TrendSpan.values()).map(TrendSpan::name).toList());
    transactions.read(() ->
        model
            .addAttribute("points", trends.read(span.span()))
            .addAttribute("tables", database.tables())
            .addAttribute("sessions", database.sessions()));
    return "trend/trends";
  }
}
