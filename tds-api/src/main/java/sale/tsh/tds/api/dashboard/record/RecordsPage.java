package sale.tsh.tds.api.dashboard.record;

import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.reconciliation.FetchedRecord;
import sale.tsh.tds.api.dashboard.reconciliation.FetchedRecordReader;
import sale.tsh.tds.api.dashboard.reconciliation.PullRequestBox;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.KnownKinds;
import sale.tsh.tds.api.dashboard.support.NotFound;
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.api.security.DashboardAccess;

/**
 * The page of one record: its columns now and all its deliveries with their outcomes. The id is a
 * query parameter, since a path cannot hold every character of an id.
 */
@DashboardPage
class RecordsPage {

  private static final int ROWS = 50;

  private final KnownKinds kinds;
  private final RecordDetailsReader details;
  private final RecordNames names;
  private final PullRequestBox pulls;
  private final FetchedRecordReader fetched;
  private final BoundedTransactions transactions;

  RecordsPage(
      KnownKinds kinds,
      RecordDetailsReader details,
      RecordNames names,
      PullRequestBox pulls,
      FetchedRecordReader fetched,
      BoundedTransactions transactions) {
    this.kinds = kinds;
    this.details = details;
    this.names = names;
    this.pulls = pulls;
    this.fetched = fetched;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/records/{kind}")
  String record(
      @PathVariable("kind") String kind,
      @RequestParam("id") String id,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    kinds.require(kind);
    NumberCursor cursor =
        QueryParams.value("before", before, NumberCursor::valueOf).orElse(NumberCursor.START);
    RecordDetails found = transactions.read(() -> details.of(kind, id, cursor, ROWS + 1));
    boolean canPull = transactions.read(() -> pulls.canPull(kind, id));
    // A record that only Zoho has can be asked for here.
    if (found.holdsNothing() && before.isEmpty() && !canPull) {
      throw NotFound.record(kind, id);
    }
    FetchedRecord zoho = transactions.read(() -> fetched.of(kind, id));
    ListPage<HistoryEntry> listPage = ListPage.of(found.history(), ROWS);
    model.addAttribute("details", found);
    model.addAttribute("name", transactions.read(() -> names.of(kind, id)).orElse(null));
    model.addAttribute("canPull", canPull);
    model.addAttribute("zoho", canPull || zoho.fetchedAt() != null ? zoho : null);
    model.addAttribute("history", listPage.rows());
    model.addAttribute("older", listPage.more() ? older(kind, id, listPage.rows().getLast()) : "");
    if (found.record() != null) {
      model.addAttribute("columns", RecordColumns.of(kind, found.record().row()));
    }
    return "record/record";
  }

  private static String older(String kind, String id, HistoryEntry last) {
    return UriComponentsBuilder.fromPath("view/records/{kind}")
        .queryParam("id", "{id}")
        .queryParam("before", last.arrival())
        .encode()
        .buildAndExpand(kind, id)
        .toUriString();
  }
}
