package sale.tsh.tds.api.dashboard.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.testing.Tables;

/** The pages as the server renders them. {@code DashboardPageIT} tests them in a browser. */
class PageTest extends DashboardTest {

  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"#][^\"]*)\"");

  /** A character that turns text, in a field's value or outside an isolating element. */
  private static final Pattern NOT_ISOLATED =
      Pattern.compile(
          "<input(?![^>]*dir=\"auto\")[^>]*\u202e|<(?!bdi|[^>]*dir=\"auto\")[^<>]*>[^<>]*\u202e");

  private static final URI ROOT = URI.create("/dashboard/");
  private static final Pattern ROW = Pattern.compile("<td data-cell=\"event\"");

  @BeforeEach
  void noWorker() {
    jdbc.sql("delete from tds_workers").update();
  }

  @Test
  void overviewSaysTheSystemStatusInASentence() {
    assertThat(text("/dashboard/")).contains("Stopped : no worker is alive; nothing waits.");
    heartbeat();
    assertThat(fresh()).contains("Idle : nothing waits");
    UUID id = queue.pending("item", "1");
    assertThat(fresh()).contains("Flowing : 0 attempts a minute, 1 event waiting");
    queue.die(id, "item.rate: \"abc\" is not a decimal number", "{}");
    assertThat(fresh()).contains("Failing : 100 % of the last hour's attempts failed");
  }

  @Test
  void overviewOfAllKindsIsSmallOnTheWire() throws IOException, InterruptedException {
    for (Kind kind : KindCatalogue.kinds()) {
      jdbc.sql(
              """
              insert into tds_kind_hours (entity_type, hour, received, refused)
              select :kind, date_trunc('hour', now()) - n * interval '1 hour', (random() * 300)::integer, n % 3
                from generate_series(1, 160) n
              """)
          .param("kind", kind.name())
          .update();
    }
    await().until(() -> page("/dashboard/").body().contains("view/events?kind=time_entry"));
    await().until(() -> !text("/dashboard/").contains("without a webhook yet"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:%d/dashboard/".formatted(port)))
                  .header("Accept-Encoding", "gzip")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(answer.body().length).isBetween(2_000, 10_000);
    }
  }

  @Test
  void overviewShowsTheProgressOfARebuild() {
    jdbc.sql(
            """
            insert into tds_rebuilds (entity_type, definition, examined, finished_at)
            values ('invoice', 'new', 1200, null), ('item', 'new', 7, now()), ('bill', 'new', 0, null)
            """)
        .update();
    try {
      await()
          .untilAsserted(() ->
              assertThat(text("/dashboard/"))
                  .contains("An upgrade changed the columns of invoice .", "1,200 rows so far")
                  .doesNotContain("the columns of item", "the columns of bill"));
    } finally {
      jdbc.sql("delete from tds_rebuilds").update();
    }
  }

  @Test
  void payloadIsOnlyTextOnEveryPage() {
    String script = "<script>alert('x')</script>";
    UUID id = queue.pending("item", script);
    queue.die(id, "item.name: \"" + script + "\" & more", "{}");
    String group =
        jdbc.sql("select error_group from tds_dead_letter_queue").query(String.class).single();
    await().until(() -> page("/dashboard/").body().contains("item.name"));
    for (String path :
        List.of(
            "/dashboard/",
            "/dashboard/view/events",
            "/dashboard/view/events/" + id,
            "/dashboard/view/dead-letter",
            "/dashboard/view/dead-letter/" + group)) {
      Caller.Answer page = page(path);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
      assertThat(page.body())
          .as(path)
          .startsWith("<!doctype html>")
          .doesNotContain("<script>", "alert('x')", "style=", "onclick")
          .contains("&lt;script&gt;");
      assertThat(page.header("Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
          .doesNotContain("unsafe");
    }
  }

  /**
   * Right-to-left text, or a character that turns the text after it, affects only its own element.
   */
  @Test
  void textDirectionAffectsNoSurroundings() {
    String turn = "\u202e";
    UUID id = queue.pending("item", "7" + turn);
    queue.die(id, "item.name: " + turn, "{}");
    api.post("/webhooks/x%E2%80%AE?y=%E2%80%AE", "{}");
    String group =
        jdbc.sql("select error_group from tds_dead_letter_queue").query(String.class).single();
    for (String path :
        List.of(
            "/dashboard/view/events?record=7%E2%80%AE",
            "/dashboard/view/events?error=%E2%80%AE",
            "/dashboard/view/events/" + id,
            "/dashboard/view/records/item?id=7%E2%80%AE",
            "/dashboard/view/records/item?id=%E2%80%AE",
            "/dashboard/view/dead-letter",
            "/dashboard/view/dead-letter/" + group,
            "/dashboard/view/refused")) {
      String body = page(path).body();
      assertThat(body).as(path).contains(turn);
      assertThat(NOT_ISOLATED.matcher(body).results().map(MatchResult::group)).as(path).isEmpty();
    }
  }

  @Test
  void aBodyIsShownPrettyAndAsReceivedAndCanBeSaved() {
    String body =
        "{\"item\":{\"item_id\":\"9\",\"rate\":10.00,\"tax_id\":4600000000260490001,\"tags\":[]}}";
    UUID id = uuid(api.post("/webhooks/items", body).json().path("event_id"));
    String shown = page("/dashboard/view/events/" + id).body();
    assertThat(shown)
        .contains(
            "{\n  &quot;item&quot;: {\n    &quot;item_id&quot;: &quot;9&quot;,\n    &quot;rate&quot;: 10.00,\n"
                + "    &quot;tax_id&quot;: 4600000000260490001,\n    &quot;tags&quot;: []\n  }\n}",
            body.replace("\"", "&quot;"));
    Caller.Answer saved = api.get("/dashboard/view/events/" + id + "/body");
    assertThat(saved.body()).isEqualTo(body);
    assertThat(saved.header("Content-Disposition")).startsWith("attachment");
    assertThat(saved.header("Content-Type")).isEqualTo("application/octet-stream");
  }

  @Test
  void aLongOrDeepBodyIsShownAsReceived() {
    String deep = "[".repeat(30) + "]".repeat(30);
    for (String extra : List.of(deep, "\"" + "x".repeat(100_000) + "\"")) {
      UUID id =
          uuid(
              api.post("/webhooks/items", "{\"item_id\":\"9\",\"extra\":%s}".formatted(extra))
                  .json()
                  .path("event_id"));
      assertThat(page("/dashboard/view/events/" + id).body())
          .contains("Body as received, ")
          .doesNotContain("data-fold");
    }
  }

  @Test
  void everyLinkWorks() {
    queue.completed("contact", "77");
    queue.deadLetter("item", "1");
    for (String path :
        List.of("/dashboard/", "/dashboard/view/events", "/dashboard/view/dead-letter")) {
      List<String> addresses = addresses(path);
      assertThat(addresses).hasSizeGreaterThan(8);
      assertThat(addresses)
          .allSatisfy(address ->
              assertThat(api.get(ROOT.resolve(address).toString()).status())
                  .as(address)
                  .isIn(200, 302));
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /dashboard/                  , ./
          /dashboard/view/events       , ../
          /dashboard/view/dead-letter/x, ../../
          """)
  void linksAreRelativeToTheDashboardWhereverAProxyPutsIt(String path, String base) {
    assertThat(page(path).body()).contains("<base href=\"%s\">".formatted(base));
  }

  @Test
  void librariesComeFromTheJar() {
    for (String asset : List.of("htmx.min.js", "uPlot.iife.min.js", "uPlot.min.css", "page.js")) {
      Caller.Answer answer = api.get("/dashboard/assets/" + asset);
      assertThat(answer.status()).as(asset).isEqualTo(200);
      assertThat(answer.header("Cache-Control")).contains("no-cache");
    }
    assertThat(api.get("/dashboard/assets/nothing.js").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          status=completed          ; 2
          status=failed             ; 2
          kind=item                 ; 3
          kind=item.updated         ; 3
          kind=contact&status=retry ; 0
          record=77                 ; 1
          error=DECIMAL             ; 2
          error=%25                 ; 0
          within=1h                 ; 4
          within=1h&record=a        ; 1
          """)
  void addressNarrowsTheList(String query, int rows) {
    queue.completed("contact", "77");
    queue.completed("item", "78");
    queue.die(queue.pending("item", "a"), "rate: \"x\" is not a decimal number", "{}");
    queue.die(queue.pending("item", "b"), "rate: \"y\" is not a decimal number", "{}");
    assertThat(rows(page("/dashboard/view/events?" + query))).isEqualTo(rows);
  }

  @Test
  void emptyFormListsEverything() {
    assertThat(page("/dashboard/view/refused?cause=").status()).isEqualTo(200);
    assertThat(page("/dashboard/view/events?status=&kind=&record=&error=&within=").status())
        .isEqualTo(200);
  }

  @Test
  void addressOfARecordTakesAnyId() {
    String id = "a/b;c%d\\e?f#g ä";
    UUID event = queue.completed("item", id);
    String body = page("/dashboard/view/events/" + event).body();
    String link = between(body, "href=\"view/records/", "\"").replace("&amp;", "&");
    Caller.Answer record = page("/dashboard/view/records/" + link);
    assertThat(record.status()).isEqualTo(200);
    assertThat(plain(record.body())).contains(id);
    String again = between(record.body(), "hx-get=\"", "\"").replace("&amp;", "&");
    assertThat(plain(page("/dashboard/" + again).body())).contains(id);
  }

  @Test
  void newEventsAreAnnouncedAndDoNotJumpIn() {
    queue.completed("item", "1");
    String body = page("/dashboard/view/events").body();
    String again = between(body, "hx-get=\"", "\"").replace("&amp;", "&");
    assertThat(body).doesNotContain("newer");
    queue.pending("item", "2");
    queue.pending("item", "3");
    Caller.Answer later = page("/dashboard/" + again);
    assertThat(rows(later)).isEqualTo(1);
    assertThat(later.body()).contains("2 newer");
    assertThat(rows(page("/dashboard/view/events"))).isEqualTo(3);
  }

  @Test
  void listContinuesPageByPage() {
    for (int i = 0; i < 51; i++) {
      queue.pending("item", "i" + i);
    }
    Caller.Answer first = page("/dashboard/view/events?kind=item");
    assertThat(rows(first)).isEqualTo(50);
    String older =
        Stream.of(first.body().split("<a "))
            .filter(link -> link.contains("rel=\"next\""))
            .map(link -> between(link, "href=\"", "\"").replace("&amp;", "&"))
            .findFirst()
            .orElseThrow();
    Caller.Answer second = page("/dashboard/" + older);
    assertThat(rows(second)).isEqualTo(1);
    assertThat(second.body()).doesNotContain("rel=\"next\"").contains(">Newest</a>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "failed", "dead"})
  void pageOfAnEventShowsItsDetails(String end) {
    UUID id =
        switch (end) {
          case "completed" -> queue.completed("contact", "77");
          case "failed" -> queue.deadLetter("contact", "77");
          default -> queue.pending("contact", "77");
        };
    String details = text("/dashboard/view/events/" + id);
    assertThat(details).contains("contact.updated", "Received", "/webhooks/contact");
    if (end.equals("failed")) {
      assertThat(details).contains("needs you", "Dead letter", "Retry", "Discard");
    }
  }

  @Test
  void pageOfAnEventShowsWhatItsAttemptLeftOut() {
    UUID id = queue.pending("contact", "79");
    queue.complete(id, "1 column was left empty; the first: <b>");
    assertThat(text("/dashboard/view/events/" + id))
        .contains("Applied to the record", "1 column was left empty; the first: <b>");
  }

  @Test
  void eventThatLeftTheQueueStillLinksToItsRecord() {
    UUID letter = queue.deadLetter("contact", "78");
    api.post("/dashboard/dead-letter/" + letter + "/discard", "{\"reason\": \"a test\"}");
    Caller.Answer details = page("/dashboard/view/events/" + letter);
    assertThat(plain(details.body())).contains("An event that is no longer queued: contact 78");
    assertThat(details.body()).contains("href=\"view/records/contact?id=78\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          view/events/no-uuid                              ; 400 ; id must be a UUID
          view/events/00000000-0000-0000-0000-000000000000 ; 404 ; Nothing has the id
          view/events?status=odd                           ; 400 ; status must be pending, processing
          view/events?before=yesterday                     ; 400 ; before must be a row's queued_at
          view/events?within=long                          ; 400 ; within
          view/trends?span=year                            ; 400 ; span must be hour, day or week
          view/audit?before=x                              ; 400 ; before must be a whole number
          view/events?to=tomorrow                          ; 400 ; to must be a date such as 2026-10-31
          view/audit?from=2026-02-30                       ; 400 ; from must be a date such as 2026-10-31
          view/audit?zone=Nowhere                          ; 400 ; zone must be a time zone such as
          view/events?record=a%00b                         ; 400 ; U+0000
          view/events?before=%2B999999999-12-31T23:59:59   ; 400 ; before must be a row's queued_at
          view/records/odd?id=1                            ; 404 ; There is no kind odd
          view/records/item?id=1                           ; 404 ; Nothing is known of the item 1
          view/refused?cause=odd                           ; 400 ; cause must be unreadable
          view/nothing                                     ; 404 ; There is no such view
          view/bulk/00000000-0000-0000-0000-000000000000   ; 404 ; There is no bulk retry
          """)
  void problemPageSaysWhatWasExpected(String path, int status, String words) {
    Caller.Answer answer = page("/dashboard/" + path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(plain(answer.body())).contains(words, "To the overview");
  }

  @Test
  void slowReadIsStoppedAndAnswers503() {
    database()
        .transactions()
        .executeWithoutResult(status -> {
          database().jdbc().sql("lock table tds_sync_queue").update();
          Caller.Answer answer = page("/dashboard/view/events");
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.header("Retry-After")).isEqualTo("5");
          assertThat(answer.body()).contains("DASHBOARD_TIME_LIMIT");
        });
    assertThat(page("/dashboard/view/events").status()).isEqualTo(200);
  }

  @Test
  void longErrorShowsItsBeginningAndUnfolds() {
    String error = "item.name: \"%s\" is too long".formatted("x".repeat(200));
    UUID id = queue.pending("item", "1");
    queue.die(id, error, "{}");
    String group =
        jdbc.sql("select error_group from tds_dead_letter_queue").query(String.class).single();
    for (String path : List.of("events", "events/" + id, "dead-letter/" + group)) {
      assertThat(page("/dashboard/view/" + path).body())
          .as(path)
          .contains(
              "<details class=\"long\"><summary data-more=\"more\" data-less=\"less\"><span dir=\"auto\">item.name: &quot;xxx");
    }
    assertThat(text("/dashboard/view/dead-letter")).contains(error);
    assertThat(text("/dashboard/view/dead-letter/" + group))
        .contains("The others differ in their values only.");
  }

  @Test
  void eventsAreListedByDay() {
    for (int days = 0; days < 3; days++) {
      UUID id = queue.pending("item", "of day " + days);
      jdbc.sql(
              "update tds_sync_queue set queued_at = now() - make_interval(days => :days) where id = :id")
          .param("days", days)
          .param("id", id)
          .update();
    }
    assertThat(text("/dashboard/view/events?from=today")).contains("of day 0");
    assertThat(text("/dashboard/view/events?from=today")).doesNotContain("of day 1", "of day 2");
    assertThat(text("/dashboard/view/events?from=yesterday&to=yesterday&zone=UTC"))
        .contains("of day 1")
        .doesNotContain("of day 0", "of day 2");
    String before = page("/dashboard/view/events?to=yesterday&status=pending").body();
    assertThat(before)
        .contains(
            "of day 1",
            "of day 2",
            "href=\"view/events?status=pending&amp;from=today&amp;to=today\"")
        .doesNotContain("of day 0");
  }

  @Test
  void coloursThatTheViewerChoseComeWithThePage() {
    assertThat(page("/dashboard/view/guide").body()).doesNotContain("data-theme");
    Caller viewer = api.with("Accept", "text/html");
    assertThat(viewer.with("Cookie", "tds-theme=dark").get("/dashboard/view/guide").body())
        .containsPattern("<html [^>]*data-theme=\"dark\"");
    assertThat(viewer.with("Cookie", "tds-theme=pink").get("/dashboard/view/guide").body())
        .doesNotContain("data-theme");
  }

  @Test
  void auditPageListsTheActionsOfOperators() {
    UUID letter = queue.deadLetter("item", "1");
    api.post("/dashboard/dead-letter/" + letter + "/retry");
    api.post("/dashboard/kinds/contact/pause");
    assertThat(text("/dashboard/view/audit"))
        .containsSubsequence(
            "local paused contact", "local retried item.updated", letter.toString());
    assertThat(fresh()).contains("Paused: contact since");
  }

  @Test
  void reconciliationSaysThatPullingIsOff() {
    assertThat(text("/dashboard/view/reconciliation"))
        .contains("Pulling from Zoho is off", "ZOHO_CLIENT_ID", "docs/reconciliation.md")
        .doesNotContain("Sweep now");
    queue.completed("contact", "77");
    assertThat(page("/dashboard/view/records/contact?id=77").body()).doesNotContain("Pull now");
  }

  /** A record that only Zoho has is asked for on its page too. */
  @Test
  void pageOfARecordShowsHowZohoHasIt() {
    jdbc.sql("insert into tds_pull_budgets (organization_id) values ('1')").update();
    try {
      String page = "/dashboard/view/records/contact?id=78";
      assertThat(text(page)).contains("does not have the record", "has not fetched this record");
      api.post("/dashboard/records/contact/78/pull");
      assertThat(text(page)).contains("and not fetched yet");
      jdbc.sql(
              "update tds_pull_requests set taken_at = now(), answered_at = now(), answer = 'gone'")
          .update();
      assertThat(text(page)).contains("Zoho did not have the record").doesNotContain("not fetched");
    } finally {
      Tables.empty(jdbc, "tds_pull_budgets", "tds_pull_requests");
    }
  }

  @Test
  void reconciliationShowsEachKindAndOffersWhatHelps() {
    jdbc.sql(
            """
            insert into tds_pull_budgets
              (organization_id, daily_limit, remaining, share, calls_today, resets_at, paused_until, paused_reason, clock_ahead_ms)
            values ('1', 2000, 1500, 1200, 312, now() + interval '1 hour', 'infinity', 'paused by Ali', -180000)
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_pull_sweeps
              (organization_id, kind, started_at, arrival, zoho_rows, mirror_rows, missing, outdated, extra, ended_at)
            values ('1', 'sales_order', now(), 1, 2400, 2390, 1200, 2, 40, now())
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_pull_fetches
              (organization_id, kind, entity_id, reason, priority, held_back, found_at, due_at)
            select '1', 'sales_order', n, 'gone', 3, true, now(), now() from generate_series(1, 40) n
            """)
        .update();
    try {
      String body = page("/dashboard/view/reconciliation").body();
      assertThat(plain(body))
          .contains(
              "Pulling waits until an operator resumes it (paused by Ali).",
              "500 of 2,000 calls of today are made, 312 of them by TDS Core, whose share is 1,200.",
              "differ by 3 min",
              "40 deletions to release",
              "1,200 missing, 2 outdated, 40 extra",
              "sales order 1 1,200 2 0 40",
              "Rows with a time",
              "sweeps only");
      assertThat(body)
          .contains(
              "<progress max=\"2000\" value=\"500\"",
              "hx-post=\"reconciliation/resume\"",
              "hx-post=\"reconciliation/sales_order/release\"",
              "hx-post=\"reconciliation/contact/sweep\"")
          .doesNotContain("hx-post=\"reconciliation/pause\"", "reconciliation/contact/release");
      queue.completed("contact", "77");
      assertThat(page("/dashboard/view/records/contact?id=77").body())
          .contains("hx-post=\"records/contact/77/pull\"");
      api.post("/dashboard/records/contact/77/pull");
      assertThat(page("/dashboard/view/audit").body())
          .contains("href=\"view/records/contact?id=77\"");
    } finally {
      Tables.empty(
          jdbc, "tds_pull_budgets", "tds_pull_sweeps", "tds_pull_fetches", "tds_pull_requests");
    }
  }

  /** Before any worker ran, rows, headings, questions and the audit trail say whose event it is. */
  @Test
  void nameLeadsAndTheWholeIdIsBesideIt() {
    String body =
        "{\"contact\": {\"contact_id\": \"4815000000044208\", \"contact_name\": \"شركة النور\"}}";
    UUID event = uuid(api.post("/webhooks/contacts", body).json().path("event_id"));
    UUID letter = queue.die(event, "contact.phone: no", "{}");
    String group =
        jdbc.sql("select error_group from tds_dead_letter_queue").query(String.class).single();
    mergeNames();
    for (String path :
        List.of("view/events", "view/dead-letter/" + group, "view/search?q=%D9%86%D9%88%D8%B1")) {
      Caller.Answer list = page("/dashboard/" + path);
      assertThat(plain(list.body())).contains("شركة النور 4815000000044208");
      assertThat(list.body())
          .contains(
              "data-copy=\"4815000000044208\"",
              "data-copy=\"" + event + "\"",
              ">…" + event.toString().substring(28) + "</a>");
    }
    assertThat(page("/dashboard/view/events/" + event).body())
        .contains(
            "<title>\u2068شركة النور – contact\u2069",
            "<bdi>contact.updated شركة النور</bdi> is queued");
    assertThat(plain(page("/dashboard/view/records/contact?id=4815000000044208").body()))
        .contains("شركة النور contact", "Zoho's id 4815000000044208");
    api.post("/dashboard/dead-letter/" + letter + "/discard", "{\"reason\": \"a test\"}");
    assertThat(text("/dashboard/view/audit"))
        .containsSubsequence(
            "local discarded شركة النور – contact.updated : a test", letter.toString());
  }

  @Test
  void retryDoesNotChangeWhenAnEventWasReceived() {
    UUID letter = queue.deadLetter("item", "1");
    jdbc.sql("update tds_inbox_events set received_at = now() - interval '2 hours'").update();
    assertThat(page("/dashboard/view/events").body()).doesNotContain("queued again");
    api.post("/dashboard/dead-letter/" + letter + "/retry");
    assertThat(text("/dashboard/view/events")).contains("queued again");
    assertThat(rows(page("/dashboard/view/events?within=3h"))).isEqualTo(1);
    assertThat(rows(page("/dashboard/view/events?within=1h"))).isZero();
    queue.die(letter, "item.rate: no", "{}");
    assertThat(page("/dashboard/view/events").body()).contains("queued again");
  }

  @Test
  void columnsAreInTheOrderOfTheCatalogueWithTheirTypes() {
    jdbc.sql(
            """
            insert into zoho.invoices (invoice_id, invoice_number, date, customer_name, total, exchange_rate, created_time,
                                       version_time, version_arrival, record)
            values ('7', 'INV-7', '2026-10-31', 'شركة النور', 1250000.50, 1310.123456, '2026-10-31T10:00:00Z', now(), 1, '{}')
            """)
        .update();
    try {
      String body = page("/dashboard/view/records/invoice?id=7").body();
      assertThat(plain(body))
          .contains("INV-7 · شركة النور invoice")
          .containsSubsequence(
              "invoice_id 7",
              "invoice_number INV-7",
              "date 2026-10-31",
              "customer_name شركة النور",
              "exchange_rate 1,310.123456",
              "total 1,250,000.50",
              "created_time 2026-10-31 10:00:00 UTC",
              "version_time");
      assertThat(body).contains("<bdi>2026-10-31</bdi>", "datetime=\"2026-10-31T10:00:00Z\"");
    } finally {
      Tables.empty(jdbc, "zoho.invoices");
    }
  }

  @Test
  void searchSaysWhatItTakesAndWhatItFound() {
    assertThat(text("/dashboard/view/search")).contains("Search", "A number, a name");
    assertThat(text("/dashboard/view/search?q=nobody"))
        .contains("Search: nobody", "Nothing matches");
    assertThat(page("/dashboard/view/search?q=%22%3E%3Cb%3E").body())
        .contains("value=\"&quot;&gt;&lt;b&gt;\"")
        .doesNotContain("<b>");
    Caller.Answer tooLong = page("/dashboard/view/search?q=" + "a".repeat(101));
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(plain(tooLong.body())).contains("q must be at most 100 characters");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ''                                     , metrics
          view/events                            , recent-events
          view/events?status=failed&kind=a%2Fb   , recent-events?event_type=a%2Fb&amp;status_filter=failed
          view/records/contact?id=77             , records/contact/77
          view/dead-letter                       , dead-letter/groups
          view/bulk                              , bulk
          view/refused?cause=unreadable          , refused?cause=unreadable
          view/trends?span=day                   , trends?span=day
          view/reconciliation                    , reconciliation
          view/audit                             , audit
          view/audit?actor=a%20b&to=today        , audit?actor=a%20b&amp;to=today
          view/search?q=a%20b                    , search?q=a%20b
          """)
  void viewLinksToItsJson(String view, String json) {
    queue.completed("contact", "77");
    assertThat(page("/dashboard/" + view).body())
        .contains("<a href=\"%s\">This view as JSON</a>".formatted(json), "data-curl=\"" + json);
    Caller.Answer answer = api.get("/dashboard/" + json.replace("&amp;", "&"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("json");
  }

  @Test
  void refusedDeliveryIsOfferedToBeTakenAgainOnce() {
    api.post("/webhooks/nonsense", "{\"contact\": {\"contact_id\": \"77\"}}");
    UUID refused =
        jdbc.sql("update tds_inbox_events set path = 'contacts' returning id")
            .query(UUID.class)
            .single();
    String action = "hx-post=\"refused/" + refused + "/take-again\"";
    List<String> paths = List.of("/dashboard/view/refused", "/dashboard/view/events/" + refused);
    assertThat(paths).allSatisfy(path -> assertThat(page(path).body()).contains(action));
    assertThat(text("/dashboard/view/refused")).contains("Take many again", "Count them");
    UUID event =
        uuid(api.post("/dashboard/refused/" + refused + "/take-again").json().path("event_id"));
    assertThat(paths)
        .allSatisfy(path ->
            assertThat(page(path).body())
                .doesNotContain(action)
                .contains("Taken again", "href=\"view/events/" + event + "\""));
    assertThat(page("/dashboard/view/events/" + event).body())
        .contains("from the refused delivery", "href=\"view/events/" + refused + "\"");
  }

  private Caller.Answer page(String path) {
    return api.with("Accept", "text/html").get(path);
  }

  private String text(String path) {
    return plain(page(path).body());
  }

  /** An overview may be a second old, so this asks until it is newer. */
  private String fresh() {
    String before = asOf(text("/dashboard/"));
    return await().until(() -> text("/dashboard/"), text -> !asOf(text).equals(before));
  }

  private static String asOf(String text) {
    return between(text, "As of ", " UTC");
  }

  private List<String> addresses(String path) {
    return ADDRESS
        .matcher(page(path).body())
        .results()
        .map(found -> found.group(1).replace("&amp;", "&"))
        .filter(address -> !address.startsWith(".."))
        .distinct()
        .toList();
  }

  private void heartbeat() {
    jdbc.sql(
            """
            insert into tds_workers (worker, host, pid, version, concurrency, running)
            values ('one', 'host', 1, '1', 5, 0)
            """)
        .update();
  }

  private static long rows(Caller.Answer page) {
    assertThat(page.status()).isEqualTo(200);
    return ROW.matcher(page.body()).results().count();
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String plain(String html) {
    return HtmlUtils.htmlUnescape(
            html.replaceAll("(?s)<head>.*?</head>", "").replaceAll("<[^>]*>", " "))
        .replaceAll("\\s+", " ");
  }
}
