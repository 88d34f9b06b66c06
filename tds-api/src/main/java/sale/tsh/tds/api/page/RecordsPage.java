package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.BeforeArrival;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.KnownKind;
import sale.tsh.tds.api.dashboard.RecordStories;
import sale.tsh.tds.api.dashboard.RecordStory;
import sale.tsh.tds.api.dashboard.Unknown;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.api.record.Chapter;

/**
 * One record: as it stands, and every delivery of it with what became of that. Its id is a
 * parameter, since no path takes every character that an id may have.
 */
@Hidden
@Controller
class RecordsPage {

  private static final int ROWS = 50;

  private final RecordStories stories;
  private final BoundedTransactions transactions;

  RecordsPage(RecordStories stories, BoundedTransactions transactions) {
    this.stories = stories;
    this.transactions = transactions;
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/records/{kind}")
  String record(
      @PathVariable("kind") String kind,
      @RequestParam("id") String id,
      @RequestParam(name = "before") Optional<String> before,
      Model model) {
    KnownKind.require(kind);
    long place =
        Asked.value("before", before, BeforeArrival::valueOf)
            .orElse(BeforeArrival.EVERYTHING)
            .arrival();
    RecordStory story = transactions.read(() -> stories.of(kind, id, place, ROWS + 1));
    if (story.holdsNothing() && before.isEmpty()) {
      throw Unknown.record(kind, id);
    }
    Slice<Chapter> slice = Slice.of(story.history(), ROWS);
    model.addAttribute("story", story);
    model.addAttribute("chapters", slice.rows());
    model.addAttribute("older", slice.more() ? older(kind, id, slice.rows().getLast()) : "");
    if (story.record() != null) {
      model.addAttribute("columns", Columns.of(story.record().row()));
    }
    return "record";
  }

  private static String older(String kind, String id, Chapter last) {
    return UriComponentsBuilder.fromPath("view/records/{kind}")
        .queryParam("id", "{id}")
        .queryParam("before", last.arrival())
        .encode()
        .buildAndExpand(kind, id)
        .toUriString();
  }
}
