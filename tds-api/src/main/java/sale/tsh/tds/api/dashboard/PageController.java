package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.deadletter.DeadLetters;

/** The dashboard's page. */
@Hidden
@RestController
class PageController {

  private static final Limit ROWS = new Limit(20);
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final MetricsReader metrics;
  private final RecentEvents recent;
  private final DeadLetters deadLetters;
  private final BoundedTransactions transactions;

  PageController(
      MetricsReader metrics,
      RecentEvents recent,
      DeadLetters deadLetters,
      BoundedTransactions transactions) {
    this.metrics = metrics;
    this.recent = recent;
    this.deadLetters = deadLetters;
    this.transactions = transactions;
  }

  @PreAuthorize(Access.VIEWER)
  @GetMapping(path = "/dashboard/", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> page() {
    Page page =
        transactions.read(
            () ->
                new Page(
                    metrics.read(),
                    recent.read(ROWS),
                    deadLetters.open(ROWS.rows()).stream().map(DeadLetterRow::of).toList()));
    return ResponseEntity.ok()
        .contentType(HTML)
        .header("Content-Security-Policy", Page.CONTENT_POLICY)
        .body(page.html());
  }

  /** Relative, so that it also holds where a proxy serves us under a path of its own. */
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard")
  ResponseEntity<Void> withSlash() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("dashboard/")).build();
  }
}
