package sale.tsh.tds.api.dashboard.search;

import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.security.DashboardAccess;

/** The page of the search, which the field in the bar of every page leads to. */
@DashboardPage
class SearchPage {

  private final SearchReader search;
  private final BoundedTransactions transactions;

  SearchPage(SearchReader search, BoundedTransactions transactions) {
    this.search = search;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/search")
  String search(@RequestParam(name = "q") Optional<String> q, Model model) {
    String question = QueryParams.value("q", q, Question::valueOf).map(Question::text).orElse("");
    model.addAttribute("question", question);
    model.addAttribute(
        "found",
        question.isEmpty() ? SearchAnswer.NOTHING : transactions.read(() -> search.find(question)));
    return "search/search";
  }
}
