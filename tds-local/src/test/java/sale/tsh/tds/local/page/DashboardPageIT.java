package sale.tsh.tds.local.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.local.LocalSystem;
import sale.tsh.tds.local.faults.Load;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestPassword;
import tools.jackson.databind.json.JsonMapper;

/** {@code /dashboard/} as an operator sees it, on the real processes. */
@Tag("browser")
@EnabledIf(
    value = "sale.tsh.tds.local.page.Browser#isInstalled",
    disabledReason = "this machine has no chromium")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
class DashboardPageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "the key of these tests";
  private static final String NAME = "كيبل شحن سريع <b>20 W</b>";

  private LocalSystem system;
  private JdbcClient jdbc;
  private Browser browser;

  @BeforeAll
  void start() {
    system =
        LocalSystem.start(
            Map.of(
                "RETRY_DELAYS", "100ms",
                "MONITORING_INTERVAL", "1s",
                "WEBHOOK_API_KEY", KEY,
                "DASHBOARD_USER", "operator",
                "DASHBOARD_PASSWORD_HASH", TestPassword.HASH,
                "DASHBOARD_VIEWER_USER", "viewer",
                "DASHBOARD_VIEWER_PASSWORD_HASH", TestPassword.HASH));
    jdbc = system.jdbc();
    browser = Browser.start();
  }

  @AfterAll
  void close() {
    browser.close();
    system.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(
        jdbc,
        "tds_inbox_events",
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_dead_letter_queue",
        "tds_alerts",
        "tds_audit_trail",
        "tds_attempt_counts",
        "tds_bulk_redrives",
        "tds_paused_kinds",
        "tds_pull_budgets",
        "tds_pull_states",
        "tds_pull_sweeps",
        "tds_pull_fetches",
        "zoho.items");
  }

  @ParameterizedTest
  @EnumSource
  void overviewShowsTheSystemStatusInAnySizeAndColour(View view) {
    deliver("items", item("1", "1.50"));
    kill(5);
    Page page = open(view, "operator", "");
    assertThat(page.locator(".sentence")).containsText("Failing: ");
    assertThat(figure(page, "Dead letters")).containsText("5");
    assertThat(figure(page, "Completed")).containsText("1");
    assertThat(page.locator(".alerts")).containsText("High Failure Rate");
    assertThat(section(page, "Workers")).containsText("alive");
    assertFlawless(page, "overview-" + view);
  }

  @ParameterizedTest
  @EnumSource
  void eachViewIsFlawlessInAnySizeAndColour(View view) {
    UUID dead = kill(2).getFirst();
    deliver("items", item("2", "1.50"));
    deliver("items", item("2", "2.50").replace("T10:", "T11:"));
    deliver("invoices", "{\"invoice\": {\"total\": 5}}");
    figuresOfAnHour();
    Page page = open(view, "operator", "view/events");
    assertThat(page.locator("tbody tr")).hasCount(4);
    assertThat(page.locator("tbody .name").first()).hasText(NAME);
    assertFlawless(page, "events-" + view);
    page.navigate(address("view/dead-letter"));
    assertFlawless(page, "failures-" + view);
    page.getByText("is not a decimal number").first().click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertFlawless(page, "failure-" + view);
    page.navigate(address("view/events/" + dead));
    assertThat(page.locator(".timeline")).containsText("Attempt 3 failed");
    assertFlawless(page, "event-" + view);
    page.navigate(address("view/records/item?id=2"));
    assertThat(page.locator("tbody").last().locator("tr")).hasCount(2);
    assertFlawless(page, "record-" + view);
    page.navigate(address("view/refused"));
    assertThat(page.locator(".refused")).hasCount(1);
    assertFlawless(page, "refused-" + view);
    page.navigate(address("view/trends"));
    assertThat(page.locator(".chart canvas")).hasCount(4);
    assertFlawless(page, "trends-" + view);
    page.navigate(address("view/reconciliation"));
    assertThat(page.locator(".sentence")).containsText("Pulling from Zoho is off");
    pulledFromZoho();
    page.navigate(address("view/reconciliation"));
    assertThat(page.locator(".sentence")).containsText("Pulling is on");
    assertThat(page.getByText("Release", new Page.GetByTextOptions().setExact(true))).hasCount(1);
    assertFlawless(page, "reconciliation-" + view);
    page.navigate(address("view/audit"));
    assertFlawless(page, "audit-" + view);
    page.navigate(address("view/bulk/" + endedBulk()));
    assertThat(page.locator(".sentence")).containsText("Finished: 2 of 2 events retried");
    assertFlawless(page, "bulk-" + view);
  }

  @Test
  void anAlertIsAcknowledged() {
    kill(5);
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    Locator alert =
        page.locator(".alerts li", new Page.LocatorOptions().setHasText("High Failure Rate"));
    act(alert, "Acknowledge", "Acknowledge it");
    assertThat(page.locator("#outcome")).hasText("Alert acknowledged.");
    assertThat(alert).hasCount(0);
    assertAudited("acknowledge alert");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void oneDeadLetterIsRetriedAndOneIsDiscarded() {
    kill(2);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    page.getByText("is not a decimal number").first().click();
    Locator first = page.locator("tbody tr").first();
    act(first, "Retry", "Retry this event");
    assertThat(page.locator("#outcome")).hasText("Event moved from DLQ to processing queue.");
    assertAudited("redrive");
    // The event dies again, and the page shows it without a reload.
    assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("retried 1 time")))
        .hasCount(1);
    Locator last = page.locator("tbody tr").last();
    last.getByText("Discard", new Locator.GetByTextOptions().setExact(true)).click();
    last.getByLabel("Why?").fill("was a mistake");
    last.getByText("Discard this event").click();
    assertThat(page.locator("#outcome")).hasText("Dead letter discarded.");
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertAudited("discard");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void aGroupIsCountedRetriedFollowedAndCancelled() {
    kill(5);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    page.getByText("is not a decimal number").first().click();
    page.getByText("Retry all of these").click();
    Locator retry = page.getByText("Retry them");
    assertThat(retry).isHidden();
    page.getByLabel("A second").fill("1");
    page.getByText("Count them").click();
    assertThat(page.locator(".counted")).hasText("5 dead letters would be retried.");
    // Another filter has to be counted again.
    page.getByLabel("At most").fill("4");
    assertThat(retry).isHidden();
    page.getByText("Count them").click();
    assertThat(page.locator(".counted")).hasText("4 dead letters would be retried, of 5.");
    retry.click();
    assertThat(page).hasURL(Pattern.compile(".*/dashboard/view/bulk/.*"));
    assertThat(page.locator(".sentence")).containsText("Running: ");
    act(page.locator("#live"), "Cancel", "Cancel the bulk retry");
    assertThat(page.locator(".sentence")).containsText("Cancelled: ");
    assertAudited("cancel bulk redrive");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void bulkRetryRunsToItsEnd() {
    kill(3);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    page.getByLabel("Kind and operation").fill("item.updated");
    page.getByText("Count them").click();
    page.getByText("Retry them").click();
    assertThat(page.locator(".sentence")).containsText("Finished: 3 of 3 events retried");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void newEventsAreAnnouncedAndTheAddressHoldsTheFilter() {
    deliver("items", item("1", "1.50"));
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/events");
    page.getByLabel("Kind").selectOption("item");
    page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page).hasURL(Pattern.compile(".*[?&]kind=item(&.*)?"));
    assertThat(page.locator("tbody tr")).hasCount(1);
    deliver("items", item("2", "1.50"));
    Locator news = page.getByText("1 newer – show");
    assertThat(news).isVisible();
    assertThat(page.locator("tbody tr")).hasCount(1);
    news.click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertThat(page).hasURL(Pattern.compile(".*[?&]kind=item(&.*)?"));
  }

  @Test
  void detailsOfAnEventSayWhatItWroteAndLeadToItsRecord() {
    deliver("items", item("7", "1.50"));
    UUID id = deliver("items", item("7", "2.50").replace("T10:", "T11:"));
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/events/" + id);
    assertThat(page.locator(".timeline")).containsText("Applied to the record");
    Locator rate = page.locator(".changes tr", new Page.LocatorOptions().setHasText("rate"));
    assertThat(rate.locator("td").nth(1)).hasText("1.50");
    assertThat(rate.locator("td").nth(2)).hasText("2.50");
    assertThat(page.locator("h1 a")).hasText("7");
    page.locator("h1 a").click();
    assertThat(page.locator("h1")).containsText("item 7");
    assertThat(page.locator(".facts")).containsText(NAME);
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void aWrongKeyIsExplained() {
    system.send(
        HttpRequest.newBuilder(system.uri("/webhooks/items"))
            .header("X-Webhook-Key", "another")
            .POST(BodyPublishers.ofString(item("1", "1")))
            .build());
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/refused");
    page.getByText("What it means, and what to do").click();
    assertThat(page.locator(".refused")).containsText("None of the active secrets matched");
    assertThat(page.content()).doesNotContain(KEY);
  }

  @Test
  void refusedDeliveriesAreTakenAgainPageByPage() {
    send("nonsense", item("1", "1.50"));
    send("nonsense", item("2", "1.50"));
    jdbc.sql(
            "update tds_inbox_events set path = 'items' where arrival = (select max(arrival) from tds_inbox_events)")
        .update();
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/refused");
    page.getByText("Take many again").click();
    page.locator(".bulk [name=cause]").selectOption("unknown_kind");
    page.getByLabel("At most").fill("1");
    Locator counted = page.locator(".counted");
    Locator take = page.getByText("Take them again", new Page.GetByTextOptions().setExact(true));
    Locator further = page.getByText("Count the next ones");
    assertThat(further).isHidden();
    page.getByText("Count them").click();
    assertThat(counted).containsText("Stay refused: 1");
    assertThat(take).isHidden();
    further.click();
    assertThat(counted).containsText("Would be taken again: 1");
    take.click();
    assertThat(page.locator("#outcome")).containsText("Taken again: 1");
    further.click();
    assertThat(counted).hasText("Would be taken again: 0.");
    assertThat(further).isHidden();
    page.getByText("Count them").click();
    assertThat(counted).containsText("Stay refused: 1");
    assertAudited("take again");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void aKindIsPausedAndResumed() {
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    Locator contact = page.locator(".kinds li").first();
    act(contact, "Pause", "Pause it");
    assertThat(contact.locator(".word")).hasText("paused");
    assertThat(page.locator(".system-status")).containsText("Paused: contact since");
    act(contact, "Resume", "Resume it");
    assertThat(contact.locator(".word")).hasCount(0);
    assertAudited("resume");
    page.navigate(address("view/audit"));
    assertThat(page.locator("tbody tr")).hasCount(2);
  }

  @Test
  void aViewerSeesAllAndIsOfferedNothing() {
    kill(1);
    for (String view : List.of("", "view/dead-letter", "view/events")) {
      Page page = open(View.DESKTOP_LIGHT, "viewer", view);
      assertThat(page.locator(".who")).containsText("may look only");
      assertThat(page.locator("[hx-post]")).hasCount(0);
    }
  }

  @Test
  void pagesWithoutScriptsShowEverythingAndOfferOnlyWhatWorks() {
    kill(1);
    Page page =
        browser.open(
            View.PHONE_LIGHT,
            visitor ->
                visitor
                    .setJavaScriptEnabled(false)
                    .setHttpCredentials("operator", TestPassword.PASSWORD));
    // Nothing refreshes the page, and it may be a second old.
    page.waitForCondition(() -> {
      page.navigate(address(""));
      return page.locator(".sentence").textContent().startsWith("Failing")
          && page.getByText("is not a decimal number").count() > 0;
    });
    assertThat(page.locator("time").first()).containsText("UTC");
    page.getByText("is not a decimal number").first().click();
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.getByText("Retry", new Page.GetByTextOptions().setExact(true))).isHidden();
    page.navigate(address("view/events?status=failed"));
    assertThat(page.locator("tbody tr")).hasCount(1);
  }

  @Test
  void timesAreInTheViewersZoneWithUtcAsTitle() {
    UUID id = deliver("items", item("1", "1.50"));
    jdbc.sql("update tds_inbox_events set received_at = '2026-01-31T22:30:00Z'").update();
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/events/" + id);
    Locator time = page.locator(".timeline time").first();
    assertThat(time).hasText(Pattern.compile("1 Feb.* 01:30:00"));
    assertThat(time).hasAttribute("title", "2026-01-31 22:30:00 UTC");
  }

  @Test
  void pageSaysThatTheApiIsAwayEvenWhileAQuestionIsOpenAndRecoversByItself() {
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    page.locator(".kinds summary").last().click();
    assertThat(page.locator("#outage")).isHidden();
    system.api().kill();
    assertThat(page.locator("#outage")).containsText("The API does not answer, since");
    assertThat(page.locator("#outage")).isInViewport();
    browser.keep(page, "away");
    system.api().start();
    assertThat(page.locator("#outage")).isHidden();
    assertThat(page.locator(".kinds details[open]")).hasCount(1);
  }

  @Test
  void pageRefreshesByItselfUnlessPausedOrHidden() {
    Page page = visitor(View.DESKTOP_LIGHT, "operator");
    page.clock().install();
    page.navigate(address(""));
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> noteRefresh(request, asked));
    page.clock().runFor(11_000);
    awaitRequests(page, asked, 2);
    page.getByText("Pause updates").click();
    page.clock().runFor(60_000);
    page.getByText("Resume updates").click();
    awaitRequests(page, asked, 3);
    page.evaluate(
        "() => Object.defineProperty(document, 'hidden', {value: true, configurable: true})");
    page.clock().runFor(60_000);
    page.evaluate("() => delete document.hidden");
    page.clock().runFor(5_000);
    awaitRequests(page, asked, 4);
  }

  @Test
  void theKeyboardSuffices() {
    kill(5);
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    page.locator(".alerts summary").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByText("Acknowledge it")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByText("Acknowledge it")).isHidden();
    assertThat(page.locator(".alerts summary")).isFocused();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("#outcome")).hasText("Alert acknowledged.");
  }

  private Page open(View view, String user, String to) {
    Page page = visitor(view, user);
    page.navigate(address(to));
    return page;
  }

  private Page visitor(View view, String user) {
    return browser.open(view, visitor -> visitor.setHttpCredentials(user, TestPassword.PASSWORD));
  }

  private String address(String to) {
    return system.uri("/dashboard/" + to).toString();
  }

  private void assertFlawless(Page page, String name) {
    browser.keep(page, name);
    assertThat(Axe.violations(page)).as(name).isEmpty();
    assertThat(browser.complaints(page)).as(name).isEmpty();
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .as("%s fits into its width", name)
        .isEqualTo(true);
  }

  private static void act(Locator where, String label, String button) {
    where.locator("summary", new Locator.LocatorOptions().setHasText(label)).click();
    where.getByText(button, new Locator.GetByTextOptions().setExact(true)).click();
  }

  private static Locator figure(Page page, String name) {
    return page.locator(".figures > div", new Page.LocatorOptions().setHasText(name));
  }

  private static Locator section(Page page, String name) {
    return page.locator("section")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name))));
  }

  private void assertAudited(String action) {
    assertThat(
            jdbc.sql("select actor from tds_audit_trail where action = :action")
                .param("action", action)
                .query(String.class)
                .list())
        .containsExactly("operator");
  }

  private static void noteRefresh(Request request, List<String> asked) {
    if (request.headers().containsKey("hx-request")) {
      asked.add(request.url());
    }
  }

  private static void awaitRequests(Page page, List<String> asked, int number) {
    page.waitForCondition(() -> asked.size() >= number);
    assertThat(asked).hasSize(number);
  }

  /**
   * Delivers and waits until nothing waits. Returns the event's id, or none of zeros if refused.
   */
  private UUID deliver(String to, String json) {
    UUID id = send(to, json);
    awaitRest();
    return id;
  }

  private UUID send(String to, String json) {
    HttpRequest delivery =
        HttpRequest.newBuilder(system.uri("/webhooks/" + to))
            .header("Content-Type", "application/json")
            .header("X-Webhook-Key", KEY)
            .POST(BodyPublishers.ofString(json))
            .build();
    String id = JSON.readTree(system.send(delivery).body()).path("event_id").asString("");
    return id.isEmpty() ? new UUID(0, 0) : UUID.fromString(id);
  }

  /** Events that become dead letters because the price is no number. */
  private List<UUID> kill(int events) {
    List<UUID> ids =
        IntStream.range(0, events).mapToObj(i -> send("items", item("d" + i, "\"abc\""))).toList();
    awaitRest();
    return ids;
  }

  private void awaitRest() {
    Load.awaitRest(jdbc, PATIENCE);
  }

  private UUID endedBulk() {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into tds_bulk_redrives (id, requested_by, filter, rate, matched, redriven, ended_at)
            values (:id, 'operator', '{"event_type": "item.updated"}', 10, 2, 2, now())
            """)
        .param("id", id)
        .update();
    return id;
  }

  /** Writes figures as a worker does minute by minute. */
  private void figuresOfAnHour() {
    jdbc.sql(
            """
            insert into tds_minutes (minute, received, refused, succeeded, failed, duration_ms, latency_p50_ms, latency_p95_ms,
                                     pending, waiting_retry, dead_letter, oldest_pending_seconds)
            select date_trunc('minute', now()) - n * interval '1 minute', 40 + (15 * sin(n / 6.0))::integer, n % 2,
                   38 + (15 * sin(n / 6.0))::integer, case when n % 17 = 3 then 4 else 0 end, 4000, 180 + n % 7 * 20, 600 + n % 11 * 60,
                   4 + n % 5, 1, 2, 1.5 + n % 3
              from generate_series(2, 61) n
            on conflict (minute) do update
               set succeeded = excluded.succeeded, failed = excluded.failed, latency_p50_ms = excluded.latency_p50_ms,
                   latency_p95_ms = excluded.latency_p95_ms, pending = excluded.pending, waiting_retry = 1, dead_letter = 2,
                   oldest_pending_seconds = excluded.oldest_pending_seconds
            """)
        .update();
  }

  /** What a worker would have written that pulls from Zoho. */
  private void pulledFromZoho() {
    jdbc.sql(
            """
            insert into tds_pull_budgets (organization_id, daily_limit, remaining, share, calls_today, resets_at)
            values ('1', 2000, 1540, 1200, 312, now() + interval '5 hours')
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_pull_states (organization_id, kind, last_head_at, last_sweep_at, modified_order, paused_until,
                                         paused_reason)
            values ('1', 'contact', now() - interval '20 minutes', now() - interval '8 hours', 'honoured', null, null),
                   ('1', 'item', now() - interval '20 minutes', now() - interval '8 hours', 'ignored', null, null),
                   ('1', 'invoice', now() - interval '20 minutes', now() - interval '2 days', 'honoured', null, null),
                   ('1', 'bill', null, null, 'untested', now() + interval '1 hour',
                    'Zoho refuses it: You are not authorized to perform this operation (code 57)')
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_pull_sweeps (organization_id, kind, started_at, arrival, zoho_rows, mirror_rows, missing, outdated,
                                         different, extra, held_back, ended_at, failure)
            values ('1', 'contact', now() - interval '9 hours', 1, 2401, 2400, 1, 2, 0, 0, 0, now() - interval '8 hours', null),
                   ('1', 'item', now() - interval '9 hours', 1, 1900, 2200, 0, 0, 0, 300, 300, now() - interval '8 hours', null),
                   ('1', 'invoice', now() - interval '2 days', 1, 20000, 20000, 0, 0, 0, 0, 0, now() - interval '2 days', null),
                   ('1', 'invoice', now() - interval '2 hours', 2, 400, 20000, 0, 0, 0, 0, 0, now() - interval '1 hour',
                    'Zoho sorted page 3 otherwise than the pages before'),
                   ('1', 'credit_note', now() - interval '1 minute', 1, 200, 0, 200, 0, 0, 0, 0, null, null)
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_pull_fetches (organization_id, kind, entity_id, reason, priority, held_back, found_at, due_at)
            select '1', 'item', n::text, 'gone', 3, true, now(), now() from generate_series(1, 300) n
            """)
        .update();
  }

  private static String item(String id, String rate) {
    return """
    {"item": {"item_id": "%s", "name": "%s", "rate": %s, "created_time": "2026-11-01T09:00:00+0300",
              "last_modified_time": "2026-11-20T10:00:00+0300"}}
    """
        .formatted(id, NAME, rate);
  }
}
