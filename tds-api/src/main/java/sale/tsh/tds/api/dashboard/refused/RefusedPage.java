package sale.tsh.tds.api.dashboard.refused;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.refusal.RefusalCause;

/** The page of refused deliveries: what was refused, why, and what to do. */
@DashboardPage
class RefusedPage {

  private static final int ROWS = 30;

  private final RefusedReader deliveries;
  private final RefusedGroups groups;
  private final BoundedTransactions transactions;

  RefusedPage(RefusedReader deliveries, RefusedGroups groups, BoundedTransactions transactions) {
    this.deliveries = deliveries;
    this.groups = groups;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/refused")
  String refused(
      @RequestParam(name = "cause") Optional<String> cause,
      @RequestParam(name = "path") Optional<String> path,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    Optional<RefusalCause> wanted =
        QueryParams.value("cause", cause, CauseFilter::valueOf).map(CauseFilter::cause);
    TimeCursor cursor =
        QueryParams.value("before", before, TimeCursor::valueOf).orElse(TimeCursor.START);
    Optional<String> at = path.map(String::strip).filter(each -> !each.isEmpty());
    boolean whole = wanted.isEmpty() && at.isEmpty() && cursor.equals(TimeCursor.START);
    ListPage<RefusedRow> listPage =
        transactions.read(() -> {
          model.addAttribute("lastDay", deliveries.lastDay());
          model.addAttribute("causesOfGroups", whole ? byCause(groups.read()) : List.of());
          return ListPage.of(deliveries.read(wanted, at, cursor, ROWS + 1), ROWS);
        });
    model.addAttribute("rows", listPage.rows());
    model.addAttribute("cause", wanted.map(RefusalCause::code).orElse(""));
    model.addAttribute("causes", Stream.of(RefusalCause.values()).map(RefusalCause::code).toList());
    model.addAttribute("path", at.orElse(""));
    model.addAttribute("explanations", Explanations.all());
    model.addAttribute(
        "older", listPage.more() ? older(wanted, at, listPage.rows().getLast()) : "");
    return "refused/refused";
  }

  /** The groups of each cause, in their order. */
  private static List<List<RefusedGroup>> byCause(List<RefusedGroup> all) {
    return List.copyOf(
        all.stream()
            .collect(groupingBy(RefusedGroup::refusal, LinkedHashMap::new, toList()))
            .values());
  }

  private static String older(
      Optional<RefusalCause> cause, Optional<String> path, RefusedRow last) {
    return UriComponentsBuilder.fromPath("view/refused")
        .queryParamIfPresent("cause", cause.map(RefusalCause::code))
        .queryParamIfPresent("path", path)
        .queryParam("before", new TimeCursor(last.receivedAt(), last.id()))
        .encode()
        .build()
        .toUriString();
  }
}
