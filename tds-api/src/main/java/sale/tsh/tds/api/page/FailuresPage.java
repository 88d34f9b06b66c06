package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.Before;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.Unknown;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.deadletter.BulkRedrive;
import sale.tsh.tds.deadletter.BulkRedrives;
import sale.tsh.tds.deadletter.DeadLetterGroup;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.deadletter.OpenLetter;

/** What fails, by cause; the events of a cause; and the retries of many. */
@Hidden
@Controller
class FailuresPage {

  private static final int ROWS = 50;

  private final DeadLetterGroups groups;
  private final BulkRedrives bulks;
  private final RecordNames names;
  private final BoundedTransactions transactions;

  FailuresPage(
      DeadLetterGroups groups,
      BulkRedrives bulks,
      RecordNames names,
      BoundedTransactions transactions) {
    this.groups = groups;
    this.bulks = bulks;
    this.names = names;
    this.transactions = transactions;
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/dead-letter")
  String causes(Model model) {
    model.addAttribute("most", DeadLetterGroups.MOST_GROUPS);
    transactions.read(
        () ->
            model
                .addAttribute("causes", groups.glance(DeadLetterGroups.MOST_GROUPS))
                .addAttribute("bulks", bulks.running()));
    return "failures";
  }

  /** The events of one cause; an empty page once none is left. */
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/dead-letter/{group}")
  String cause(
      @PathVariable("group") String group,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    Before place = Asked.value("before", before, Before::valueOf).orElse(Before.EVERYTHING);
    Cause cause = transactions.read(() -> read(group, place));
    model.addAttribute("cause", cause);
    return "failure";
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/bulk/{id}")
  String bulk(@PathVariable("id") UUID id, Model model) {
    BulkRedrive bulk = transactions.read(() -> bulks.find(id)).orElseThrow(() -> Unknown.bulk(id));
    model.addAttribute("bulk", bulk);
    return "bulk";
  }

  private Cause read(String group, Before place) {
    List<OpenLetter> letters = groups.letters(group, place.at(), place.id(), ROWS + 1);
    List<String> records =
        letters.stream()
            .map(letter -> RecordNames.key(letter.eventType(), letter.entityId()))
            .toList();
    return new Cause(group, groups.find(group), Slice.of(letters, ROWS), names.of(records));
  }

  /**
   * A cause with a page of its events.
   *
   * @param group empty once none is left
   * @param names what the records are called, by their kind and id
   */
  record Cause(
      String id,
      Optional<DeadLetterGroup> group,
      Slice<OpenLetter> slice,
      Map<String, String> names) {

    /** What follows below. */
    public String older() {
      OpenLetter last = slice.rows().getLast();
      return "view/dead-letter/%s?before=%s"
          .formatted(id, Places.of(last.movedToDlqAt(), last.id()));
    }
  }
}
