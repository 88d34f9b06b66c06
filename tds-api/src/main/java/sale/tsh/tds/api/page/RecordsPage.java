package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.BeforeArrival;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.KnownKind;
import sale.tsh.tds.api.dashboard.RecordStories;
import sale.tsh.tds.api.dashboard.RecordStory;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.api.record.Chapter;

/** One record: as it stands, and every delivery of it with what became of that. */
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
  @GetMapping("/dashboard/view/records/{kind}/{id}")
  String record(
      @PathVariable("kind") String kind,
      @PathVariable("id") String id,
      @RequestParam(name = "before") Optional<BeforeArrival> before,
      Model model) {
    KnownKind.require(kind);
    long place = before.orElse(BeforeArrival.EVERYTHING).arrival();
    RecordStory story = transactions.read(() -> stories.of(kind, id, place, ROWS + 1));
    if (story.holdsNothing() && before.isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "Nothing is known of the %s %s, or retention has taken it.".formatted(kind, id));
    }
    List<Chapter> chapters = story.history();
    boolean more = chapters.size() > ROWS;
    model.addAttribute("story", story);
    model.addAttribute("chapters", more ? chapters.subList(0, ROWS) : chapters);
    model.addAttribute("older", more ? older(kind, id, chapters.get(ROWS - 1)) : "");
    if (story.record() != null) {
      model.addAttribute("columns", Columns.of(story.record().row()));
    }
    return "record";
  }

  private static String older(String kind, String id, Chapter last) {
    return UriComponentsBuilder.fromPath("view/records/{kind}/{id}")
        .queryParam("before", last.arrival())
        .encode()
        .buildAndExpand(kind, id)
        .toUriString();
  }
}
