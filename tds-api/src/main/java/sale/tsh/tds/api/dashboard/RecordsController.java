package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.Access;

/** The records of the mirror, one by one. */
@RestController
class RecordsController {

  private final RecordStories stories;
  private final BoundedTransactions transactions;

  RecordsController(RecordStories stories, BoundedTransactions transactions) {
    this.stories = stories;
    this.transactions = transactions;
  }

  @Operation(
      summary = "One record and every delivery of it",
      description =
          "Deliveries newest first, with what became of each. For the next page pass the last one's arrival as before."
              + " Refused deliveries are not among them: which record they were about was never settled.")
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/records/{kind}/{id}")
  RecordStory record(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind,
      @Parameter(description = "The record's own id in Zoho") @PathVariable("id") String id,
      @Limit.Documented @RequestParam(name = "limit", defaultValue = Limit.DEFAULT) Limit limit,
      @Parameter(description = "A delivery's arrival", schema = @Schema(type = "integer"))
          @RequestParam(name = "before")
          Optional<BeforeArrival> before) {
    KnownKind.require(kind);
    RecordStory story =
        transactions.read(
            () ->
                stories.of(
                    kind, id, before.orElse(BeforeArrival.EVERYTHING).arrival(), limit.rows()));
    if (story.holdsNothing() && before.isEmpty()) {
      throw Unknown.record(kind, id);
    }
    return story;
  }
}
