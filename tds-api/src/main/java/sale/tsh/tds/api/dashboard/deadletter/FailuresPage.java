package sale.tsh.tds.api.dashboard.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.record.RecordName;
import sale.tsh.tds.api.dashboard.record.RecordNames;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.NotFound;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.deadletter.BulkAction;
import sale.tsh.tds.deadletter.BulkActions;
import sale.tsh.tds.deadletter.DeadLetterGroup;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.deadletter.OpenDeadLetter;

/** The failures page: dead letters by cause, the dead letters of one cause, and bulk retries. */
@DashboardPage
class FailuresPage {

  private static final int ROWS = 50;
  private static final int BULKS = 20;

  private final DeadLetterGroups groups;
  private final BulkActions bulks;
  private final FollowedBulks followed;
  private final RecordNames names;
  private final BoundedTransactions transactions;

  FailuresPage(
      DeadLetterGroups groups,
      BulkActions bulks,
      FollowedBulks followed,
      RecordNames names,
      BoundedTransactions transactions) {
    this.groups = groups;
    this.bulks = bulks;
    this.followed = followed;
    this.names = names;
    this.transactions = transactions;
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/dead-letter")
  String causes(Model model) {
    model.addAttribute("most", DeadLetterGroups.MOST_GROUPS);
    transactions.read(() ->
        model
            .addAttribute("causes", groups.glance(DeadLetterGroups.MOST_GROUPS))
            .addAttribute("bulks", bulks.running()));
    return "deadletter/failures";
  }

  /** The dead letters of one cause. The page is empty once none is left. */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/dead-letter/{group}")
  String cause(
      @PathVariable("group") String group,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    TimeCursor cursor =
        QueryParams.value("before", before, TimeCursor::valueOf).orElse(TimeCursor.START);
    Cause cause = transactions.read(() -> read(group, cursor));
    model.addAttribute("cause", cause);
    return "deadletter/failure";
  }

  /** The bulk retries, newest first, with what became of their events. */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/bulk")
  String bulks(@RequestParam(name = "before") Optional<String> before, Model model) {
    Instant time =
        QueryParams.value("before", before, TimeCursor::valueOf).orElse(TimeCursor.START).at();
    ListPage<FollowedBulk> listPage =
        ListPage.of(transactions.read(() -> followed.newest(time, BULKS + 1)), BULKS);
    model.addAttribute("bulks", listPage.rows());
    model.addAttribute("older", listPage.more() ? older(listPage.rows().getLast().bulk()) : "");
    return "deadletter/bulks";
  }

  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/bulk/{id}")
  String bulk(@PathVariable("id") UUID id, Model model) {
    model.addAttribute(
        "followed",
        transactions.read(() -> followed.find(id)).orElseThrow(() -> NotFound.bulk(id)));
    return "deadletter/bulk";
  }

  private static String older(BulkAction last) {
    return "view/bulk?before=" + new TimeCursor(last.requestedAt(), last.id());
  }

  private Cause read(String group, TimeCursor cursor) {
    List<OpenDeadLetter> letters = groups.letters(group, cursor.at(), cursor.id(), ROWS + 1);
    List<String> records =
        letters.stream()
            .map(letter -> RecordNames.key(letter.eventType(), letter.entityId()))
            .toList();
    return new Cause(group, groups.find(group), ListPage.of(letters, ROWS), names.of(records));
  }

  /**
   * A cause with a page of its dead letters.
   *
   * @param group empty once no dead letter is left
   * @param names the records' names by kind and id
   */
  record Cause(
      String id,
      Optional<DeadLetterGroup> group,
      ListPage<OpenDeadLetter> listPage,
      Map<String, RecordName> names) {

    /** What questions call the record of a dead letter. */
    public String nameOf(OpenDeadLetter letter) {
      RecordName name = names.get(RecordNames.key(letter.eventType(), letter.entityId()));
      return name == null ? letter.entityId() : name.text();
    }

    /** The address of the next page. */
    public String older() {
      OpenDeadLetter last = listPage.rows().getLast();
      return "view/dead-letter/%s?before=%s"
          .formatted(id, new TimeCursor(last.movedToDlqAt(), last.id()));
    }
  }
}
