package sale.tsh.tds.api.dashboard;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import sale.tsh.tds.api.http.UtcTime;
import sale.tsh.tds.digest.Digests;

/**
 * The dashboard as one page that needs nothing else: no script, no file. Whatever comes from a
 * payload goes through {@link #escaped}.
 */
record Page(Metrics metrics, List<EventRow> events, List<DeadLetterRow> deadLetters) {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
      body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.5rem; }
      h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
      dl { display: flex; flex-wrap: wrap; gap: .6rem; margin: 0; }
      dl div { border: 1px solid #8886; border-radius: .4rem; padding: .4rem .8rem; min-width: 7rem; }
      dt { opacity: .75; } dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
      table { border-collapse: collapse; width: 100%; font-size: .87rem; }
      th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #8883; vertical-align: top; }
      td { overflow-wrap: anywhere; }
      .warning { border-left: .4rem solid #c80; } .critical { border-left: .4rem solid #d33; }
      """;

  /** Nothing but the style above, by its hash. */
  static final String CONTENT_POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
          .formatted(sha256(STYLE));

  /** The whole page. */
  String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="refresh" content="15">
    <title>TDS Core</title>
    <style>%s</style>
    </head>
    <body>
    <h1>TDS Core</h1>
    <p>%s UTC, every 15 seconds anew · <a href="../docs">API documentation</a></p>
    <dl>%s</dl>
    %s
    <h2>Active alerts</h2>
    %s
    <h2>Dead letters</h2>
    %s
    <h2>Recent events</h2>
    %s
    </body>
    </html>
    """
        .formatted(
            STYLE,
            UtcTime.format(metrics.timestamp()),
            figures(),
            pausedKinds(),
            table("None", List.of("Severity", "Title", "Message", "Since"), alertRows()),
            table("None", List.of("Id", "Event", "Record", "Error", "Since"), deadLetterRows()),
            table(
                "None yet",
                List.of("Id", "Event", "Record", "Status", "Attempts", "Queued", "Error"),
                eventRows()));
  }

  /** The bands are the guide's "Key Metrics to Watch". */
  private String figures() {
    Metrics.Queue queue = metrics.queue();
    Metrics.Rates hour = metrics.processing().lastHour();
    return Stream.of(
            figure(
                "Pending", queue.byStatus().pending(), band(queue.byStatus().pending(), 100, 500)),
            figure("Oldest pending, s", queue.oldestPendingAgeSeconds(), ""),
            figure("Processing", queue.byStatus().processing(), ""),
            figure("Retry", queue.byStatus().retry(), ""),
            figure("Completed", queue.byStatus().completed(), ""),
            figure("Dead letters", queue.deadLetterCount(), band(queue.deadLetterCount(), 10, 50)),
            figure(
                "Success, last hour, %",
                hour.successRatePercent(), band(100 - hour.successRatePercent(), 5, 10)),
            figure("Ended, last hour", hour.totalProcessed(), ""),
            figure("Average, s", hour.avgDurationSeconds(), ""))
        .collect(Collectors.joining());
  }

  private String pausedKinds() {
    return metrics.queue().pausedKinds().stream()
        .map(
            paused ->
                "<p class=\"warning\">Paused: %s, since %s by %s.</p>"
                    .formatted(
                        escaped(paused.kind()),
                        UtcTime.format(paused.pausedAt()),
                        escaped(paused.pausedBy())))
        .collect(Collectors.joining());
  }

  private Stream<String> alertRows() {
    return metrics.activeAlerts().stream()
        .map(
            alert ->
                row(
                    alert.severity(),
                    cell(alert.severity()),
                    cell(alert.title()),
                    cell(alert.message()),
                    cell(UtcTime.format(alert.createdAt()))));
  }

  private Stream<String> deadLetterRows() {
    return deadLetters.stream()
        .map(
            letter ->
                row(
                    "",
                    cell(letter.id()),
                    cell(letter.eventType()),
                    cell(letter.entityId()),
                    cell(letter.lastError()),
                    cell(UtcTime.format(letter.movedToDlqAt()))));
  }

  private Stream<String> eventRows() {
    return events.stream()
        .map(
            event ->
                row(
                    "",
                    cell(event.id()),
                    cell(event.eventType()),
                    cell(event.entityId()),
                    cell(event.status()),
                    cell(event.attemptCount()),
                    cell(UtcTime.format(event.queuedAt())),
                    cell(event.errorMessage())));
  }

  private static String figure(String name, Number value, String band) {
    return "<div class=\"%s\"><dt>%s</dt><dd>%s</dd></div>".formatted(band, name, value);
  }

  private static String band(Number value, double warning, double critical) {
    double number = value.doubleValue();
    return number > critical ? "critical" : number >= warning ? "warning" : "";
  }

  private static String table(String empty, List<String> heads, Stream<String> rows) {
    String body = rows.collect(Collectors.joining());
    return body.isEmpty()
        ? "<p>%s.</p>".formatted(empty)
        : "<table><tr>%s</tr>%s</table>"
            .formatted(
                heads.stream().map("<th>%s</th>"::formatted).collect(Collectors.joining()), body);
  }

  private static String row(String band, String... cells) {
    return "<tr class=\"%s\">%s</tr>".formatted(band, String.join("", cells));
  }

  private static String cell(@Nullable Object value) {
    return "<td>%s</td>".formatted(value == null ? "" : escaped(value.toString()));
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text);
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Digests.sha256(text));
  }
}
