package sale.tsh.tds.local.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Where the layout changes, and the narrowest that WCAG asks for. */
  private static final int[] OTHER_WIDTHS = {320, 680, 720};

  /** Colours and words do not depend on each other, so each size is in two languages. */
  private static final Set<View> ARABIC_IN = EnumSet.of(View.DESKTOP_DARK, View.PHONE_LIGHT);

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
        "tds_record_names",
        "tds_new_labels",
        "tds_alerts",
        "tds_audit_trail",
        "tds_attempt_counts",
        "tds_bulk_redrives",
        "tds_paused_kinds",
        "tds_kind_hours",
        "tds_kind_pulses",
        "tds_pulse",
        "tds_pull_budgets",
        "tds_pull_states",
        "tds_pull_sweeps",
        "tds_pull_fetches",
        "zoho.items",
        "zoho.contacts",
        "zoho.invoices");
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
  void eachViewIsFlawlessInAnySizeColourAndDirection(View view) {
    UUID dead = kill(2).getFirst();
    deliver("items", item("2", "1.50"));
    deliver("items", item("2", "2.50").replace("T10:", "T11:"));
    deliver("invoices", "{\"invoice\": {\"total\": 5}}");
    figuresOfAnHour();
    Page page = reader(view, ARABIC_IN.contains(view) ? "ar-IQ" : "en-GB");
    page.navigate(address("view/events"));
    assertThat(page.locator("html")).hasAttribute("dir", ARABIC_IN.contains(view) ? "rtl" : "ltr");
    assertThat(page.locator("tbody tr")).hasCount(4);
    assertThat(page.locator("tbody .name").first()).hasText(NAME);
    assertFlawless(page, "events-" + view);
    page.navigate(address("view/dead-letter"));
    assertFlawless(page, "failures-" + view);
    page.getByText("is not a decimal number").first().click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertFlawless(page, "failure-" + view);
    page.navigate(address("view/events/" + dead));
    assertThat(page.locator(".timeline .error")).hasCount(3);
    assertFlawless(page, "event-" + view);
    page.navigate(address("view/records/item?id=2"));
    assertThat(page.locator("tbody").last().locator("tr")).hasCount(2);
    assertFlawless(page, "record-" + view);
    awaitNames();
    page.navigate(address("view/search?q=20+w"));
    assertThat(page.locator("tbody").first().locator("tr")).hasCount(3);
    assertFlawless(page, "search-" + view);
    page.navigate(address("view/refused"));
    assertThat(page.locator(".refused")).hasCount(1);
    assertFlawless(page, "refused-" + view);
    page.navigate(address("view/trends"));
    assertThat(page.locator(".chart canvas")).hasCount(4);
    assertFlawless(page, "trends-" + view);
    page.navigate(address("view/reconciliation"));
    assertThat(page.locator(".system-status progress")).hasCount(0);
    pulledFromZoho();
    page.navigate(address("view/reconciliation"));
    assertThat(page.locator(".system-status progress")).hasCount(1);
    assertThat(page.locator("form[hx-post$='/release']")).hasCount(1);
    assertFlawless(page, "reconciliation-" + view);
    page.navigate(address("view/records/item?id=2"));
    assertThat(page.locator(".changes tbody tr")).hasCount(1);
    assertFlawless(page, "record-in-zoho-" + view);
    page.navigate(address("view/audit"));
    assertFlawless(page, "audit-" + view);
    page.navigate(address("view/guide"));
    assertThat(page.locator(".guide h2").first()).hasText("Services");
    assertFlawless(page, "guide-" + view);
    page.navigate(address("view/alerts"));
    assertFlawless(page, "alerts-" + view);
    page.navigate(address("view/bulk/" + endedBulk()));
    assertThat(page.locator("progress[value='2']")).hasCount(1);
    assertFlawless(page, "bulk-" + view);
    page.navigate(address("view/bulk"));
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertFlawless(page, "bulks-" + view);
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
  void chosenDeadLettersAreDiscardedTogether() {
    kill(3);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    page.getByText("is not a decimal number").first().click();
    Locator discard = page.getByText("Discard the chosen");
    assertThat(discard).isHidden();
    page.getByLabel("Choose all of this page").check();
    assertThat(page.locator("[data-picked]")).hasText("3 chosen");
    page.locator("tbody tr").first().getByRole(AriaRole.CHECKBOX).uncheck();
    assertThat(page.locator("[data-picked]")).hasText("2 chosen");
    assertThat(page.getByLabel("Choose all of this page")).not().isChecked();
    Locator ask = question(page, "Discard the chosen");
    ask.getByLabel("Why?").fill("were mistakes");
    ask.getByText("Discard these events").click();
    assertThat(page.locator("h1")).hasText("Bulk discard");
    assertThat(page.locator(".sentence")).containsText("Finished: 2 of 2 events discarded.");
    assertThat(page.locator(".facts")).containsText("were mistakes");
    page.locator(".way a").first().click();
    assertThat(page.locator("tbody tr").first()).containsText("1");
    assertAudited("bulk discard");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void headerOfAPhoneIsOneLineAndItsRowsAreTwo() {
    deliver("items", item("1", "1.50"));
    Page page = open(View.PHONE_LIGHT, "operator", "view/events");
    Locator views = page.locator("#views");
    assertThat(views).isHidden();
    assertThat(page.locator(".bar").boundingBox().height).isLessThan(60);
    assertThat(page.locator("tbody tr").boundingBox().height).isLessThan(85);
    page.getByText("Menu").click();
    views.getByText("Failures").click();
    assertThat(page.locator("h1")).hasText("Failures");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void shortcutsLeadAroundAndTheColoursStay() {
    kill(1);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/events");
    assertThat(page.locator("tbody time").first()).hasText(Pattern.compile("now|.* ago"));
    assertThat(page.locator("tbody time").first())
        .hasAttribute("title", Pattern.compile("[\\d:]{8}, .* UTC"));
    page.keyboard().press("?");
    assertThat(page.locator("#keys")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#keys")).isHidden();
    page.getByLabel("Colours").selectOption("dark");
    assertThat(page.locator("body")).hasCSS("color", "rgb(230, 233, 238)");
    page.locator("#main").focus();
    page.keyboard().press("g");
    page.keyboard().press("o");
    assertThat(page).hasTitle(Pattern.compile("\\(!\\) .*Overview.*"));
    assertThat(page.locator("body")).hasCSS("color", "rgb(230, 233, 238)");
    assertFlawless(page, "overview-chosen-dark");
  }

  @Test
  void arabicIsChosenAndStays() {
    kill(5);
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    page.getByLabel("Language").selectOption("ar");
    assertThat(page.locator("html")).hasAttribute("dir", "rtl");
    assertThat(page.locator(".sentence strong")).hasText("يفشل");
    assertThat(page.locator(".alerts")).containsText("معدل فشل مرتفع");
    assertFlawless(page, "overview-arabic-" + View.DESKTOP_LIGHT);
    page.locator("#views a[href='view/dead-letter']").click();
    page.getByText("is not a decimal number").first().click();
    assertThat(page.locator("tbody time").first()).hasText(Pattern.compile("الآن|قبل \\d+ [ثد]"));
    act(page.locator("tbody tr").first(), "إعادة المحاولة", "أعد محاولة هذا الحدث");
    assertThat(page.locator("#outcome")).hasText("تم: أعد محاولة هذا الحدث");
    page.setViewportSize(View.PHONE_DARK.width(), View.PHONE_DARK.height());
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(View.PHONE_DARK.colors()));
    page.navigate(address(""));
    assertFlawless(page, "overview-arabic-" + View.PHONE_DARK);
    page.locator("#language").selectOption("");
    assertThat(page.locator("html")).hasAttribute("dir", "ltr");
  }

  @Test
  void auditOfTodayIsInTheViewersDays() {
    kill(1);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    page.getByText("is not a decimal number").first().click();
    act(page.locator("tbody tr").first(), "Retry", "Retry this event");
    assertThat(page.locator("#outcome")).hasText("Event moved from DLQ to processing queue.");
    page.locator("#views").getByText("Audit").click();
    assertThat(page).hasURL(Pattern.compile(".*zone=Asia%2FBaghdad.*"));
    page.getByText("Yesterday").click();
    assertThat(page.locator(".none")).hasText("Nobody did anything that matches.");
    page.getByText("Today", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".audit li")).containsText("operator retried");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void anEventThatWaitsIsCancelled() {
    jdbc.sql("insert into tds_paused_kinds (entity_type, paused_by) values ('item', 'a test')")
        .update();
    UUID event = send("items", item("1", "1.50"));
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/events/" + event);
    Locator ask = question(page, "Cancel");
    ask.getByLabel("Why?").fill("sent twice");
    ask.getByText("Cancel this event").click();
    assertThat(page.locator("#outcome")).hasText("Event cancelled.");
    assertThat(page.locator(".timeline")).containsText("Cancelled sent twice");
    assertAudited("cancel");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void aCauseIsRetriedFollowedAndCancelled() {
    kill(5);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    page.getByText("is not a decimal number").first().click();
    Locator ask = question(page, "Retry all of these");
    assertThat(ask.getByLabel("At most")).hasValue("5");
    ask.getByLabel("At most").fill("4");
    ask.getByLabel("A second").fill("1");
    ask.getByText("Retry them").click();
    assertThat(page).hasURL(Pattern.compile(".*/dashboard/view/bulk/.*"));
    assertThat(page.locator(".sentence")).containsText("Running: ");
    assertThat(page.locator(".sentence")).containsText("of 4 events retried");
    act(page.locator("#live"), "Cancel", "Cancel the bulk retry");
    assertThat(page.locator(".sentence")).containsText("Cancelled: ");
    assertAudited("cancel bulk redrive");
    assertThat(browser.complaints(page)).isEmpty();
  }

  /** Job: retry a cause and see what became of it. Three clicks from the overview. */
  @Test
  void aRetriedCauseSaysWhatBecameOfIt() {
    kill(3);
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    page.getByText("is not a decimal number").first().click();
    question(page, "Retry all of these").getByText("Retry them").click();
    assertThat(page.locator(".sentence")).containsText("Finished: 3 of 3 events retried.");
    assertThat(page.locator(".became")).hasText("0 completed, 3 dead again with the same cause.");
    page.locator("tbody a").click();
    assertThat(page.locator("h1")).containsText("is not a decimal number");
    assertThat(page.locator("tbody tr")).hasCount(3);

    question(page, "Try one first").getByText("Retry one").click();
    assertThat(page.locator(".became")).hasText("0 completed, 1 dead again with the same cause.");
    page.getByText("Bulk actions").click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertThat(page.locator("tbody tr").last())
        .containsText("0 completed, 3 dead again with the same cause");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void bulkRetryIsCountedAndRunsToItsEnd() {
    kill(3);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    page.getByLabel("Kind and operation").fill("item.updated");
    Locator count = page.getByText("Count them");
    Locator retry = page.getByText("Retry them");
    count.click();
    assertThat(page.locator(".counted")).hasText("3 dead letters would be retried.");
    // The focus goes on to what comes next, and is not lost.
    assertThat(retry).isFocused();
    // Another filter has to be counted again.
    page.getByLabel("At most").fill("2");
    assertThat(retry).isHidden();
    count.click();
    assertThat(page.locator(".counted")).hasText("2 dead letters would be retried, of 3.");
    page.getByLabel("Kind and operation").fill("bill.updated");
    count.click();
    assertThat(page.locator(".counted")).hasText("0 dead letters would be retried.");
    assertThat(count).isFocused();
    page.getByLabel("Kind and operation").fill("item.updated");
    page.getByLabel("At most").fill("1000");
    count.click();
    page.getByLabel("Or discard them").fill("a reason that a retry does not take");
    retry.click();
    assertThat(page.locator(".sentence")).containsText("Finished: 3 of 3 events retried");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void bulkDiscardIsCountedAndTakesAReason() {
    kill(3);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/dead-letter");
    Locator reason = page.getByLabel("Or discard them");
    assertThat(reason).isHidden();
    page.getByLabel("Kind and operation").fill("item.updated");
    page.getByText("Count them").click();
    reason.fill("test records");
    page.getByText("Discard them", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".sentence")).containsText("Finished: 3 of 3 events discarded");
    assertThat(page.locator(".facts")).containsText("test records");
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
    assertThat(page.locator("h1 a")).hasText(NAME);
    page.locator("h1 a").click();
    assertThat(page.locator("h1")).containsText(NAME);
    assertThat(page.locator(".whole .id").first()).hasText("7");
    assertThat(page.locator(".facts")).containsText(NAME);
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void anInvoiceOfYesterdayIsFoundByItsNumber() {
    deliver("invoices", invoice("4815000000055001", "INV-000123", "شركة النور للتجارة"));
    jdbc.sql("update tds_inbox_events set received_at = now() - interval '1 day'").update();
    jdbc.sql(
            "update tds_sync_queue set received_at = queued_at - interval '1 day', queued_at = queued_at - interval '1 day'")
        .update();
    IntStream.range(0, 5).forEach(i -> send("items", item("n" + i, "1.50")));
    awaitRest();
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    search(page, "000123");
    assertThat(page.locator("tbody").first().locator("tr")).hasCount(1);
    page.locator("tbody .name").first().click();
    assertThat(page.locator("h1")).containsText("INV-000123");
    assertThat(page.locator("h1")).containsText("شركة النور للتجارة");
    assertThat(
            page.locator("table.facts tr", new Page.LocatorOptions().setHasText("total")).first())
        .containsText("1,250,000.50");
    assertThat(page.locator("table.facts th").nth(1)).hasText("invoice_number");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void aCustomerIsFoundByAPartOfItsName() {
    deliver(
        "customers",
        """
        {"contact": {"contact_id": "4815000000044208", "contact_name": "شركة النُّور للتجارة", "mobile": "0770 123 4567"}}
        """);
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/events");
    for (String part : List.of("نور", "تجاره", "+964 770 123 4567", "44208")) {
      search(page, part);
      assertThat(page.locator("tbody .name").first()).hasText("شركة النُّور للتجارة");
    }
    search(page, "nobody");
    assertThat(page.locator(".none")).containsText("Nothing matches");
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void anIdIsCopied() {
    UUID id = deliver("items", item("4815000000066001", "1.50"));
    Page page =
        browser.open(
            View.DESKTOP_LIGHT,
            visitor ->
                visitor
                    .setPermissions(List.of("clipboard-read", "clipboard-write"))
                    .setHttpCredentials("operator", TestPassword.PASSWORD));
    page.navigate(address("view/events"));
    Locator row = page.locator("tbody tr").first();
    row.locator(".copy").first().click();
    assertThat(page.locator("#outcome")).hasText("Copied 4815000000066001.");
    row.locator(".copy").last().click();
    assertThat(page.locator("#outcome")).hasText("Copied " + id + ".");
    assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo(id.toString());
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
    assertThat(page.locator(".refusals")).containsText("None of the active secrets matched");
    assertThat(page.content()).doesNotContain(KEY);
  }

  /** Job: what was refused and what to repair in Zoho. One click from the overview. */
  @Test
  void refusalsAreGroupedAndExplainedOnce() {
    for (int i = 0; i < 3; i++) {
      send("invoices", "{\"invoice\": {\"total\": 5}}");
    }
    send("bills", "{\"bill\": {\"total\": 5}}");
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    page.locator("nav").getByText("Refused").click();
    Locator cause = page.locator(".refusals");
    assertThat(cause).hasCount(1);
    assertThat(cause).containsText("no id");
    assertThat(cause.locator(".explanation"))
        .containsText("Let the rule in Zoho send the whole record");
    Locator invoices =
        cause.locator("tbody tr", new Locator.LocatorOptions().setHasText("/webhooks/invoices"));
    assertThat(invoices.locator("td").first()).containsText("3");
    assertThat(invoices).containsText("127.0.0.1");
    invoices.getByText("/webhooks/invoices").click();
    assertThat(page.locator("article.refused")).hasCount(3);
    page.getByText("Details").first().click();
    assertThat(page.locator(".explanation"))
        .containsText("Let the rule in Zoho send the whole record");
    assertThat(browser.complaints(page)).isEmpty();
  }

  /** Jobs: is it flowing, is Zoho still sending invoices, events by kind and day. No click. */
  @Test
  void overviewShowsThePulseOfEachKind() {
    String invoice = "{\"invoice\": {\"invoice_id\": \"%s\", \"invoice_number\": \"INV-1\"}}";
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    assertThat(page.locator(".last")).hasText("No webhook has come yet.");
    jdbc.sql(
            """
            insert into tds_kind_hours (entity_type, hour, received)
            select 'invoice', date_trunc('day', now(), 'UTC') - n * interval '24 hours', n * 10
              from generate_series(1, 6) n
            """)
        .update();
    deliver("invoices", invoice.formatted("1"));
    deliver("invoices", invoice.formatted("2"));
    kill(1);
    assertThat(page.locator(".last")).hasText(Pattern.compile("Last webhook \\d+ s ago\\."));
    Locator row = kind(page, "invoice");
    assertThat(row).containsText(Pattern.compile("\\d+ s ago"));
    assertThat(row.locator(".bars"))
        .hasAttribute("aria-label", Pattern.compile("\\w+ \\d+ \\w+: 60, .*: 10, .*: 2"));
    assertThat(row.locator("td").nth(2)).containsText("212");
    assertThat(kind(page, "item").locator("td").nth(5)).hasText("1");
    kind(page, "item").locator("td").nth(5).locator("a").click();
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(browser.complaints(page)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aKindThatFallsSilentTurnsAmberAndRaisesAnAlert(View view) {
    rhythm("invoice");
    deliver("items", item("1", "1.50"));
    Page page = open(view, "operator", "");
    Locator row = kind(page, "invoice");
    assertThat(row).hasClass("warning");
    assertThat(row).containsText(Pattern.compile("quiet, \\d+ would be usual"));
    assertThat(page.locator(".alerts")).containsText("Kind Gone Quiet");
    assertThat(page.locator(".sentence")).containsText("Alert: Kind Gone Quiet");
    assertThat(kind(page, "item")).not().hasClass("warning");
    assertFlawless(page, "pulse-" + view);
  }

  @Test
  void refusedDeliveriesAreTakenAgainPageByPage() {
    send("nonsense", item("1", "1.50"));
    send("nonsense", item("2", "1.50"));
    jdbc.sql(
            "update tds_inbox_events set path = 'items' where arrival = (select max(arrival) from tds_inbox_events)")
        .update();
    Page page = open(View.DESKTOP_LIGHT, "operator", "view/refused");
    Locator many = page.locator("details.wide");
    many.getByText("Take many again").click();
    many.locator("[name=cause]").selectOption("unknown_kind");
    many.getByLabel("At most").fill("1");
    Locator counted = many.locator(".counted");
    Locator take = many.getByText("Take them again", new Locator.GetByTextOptions().setExact(true));
    Locator further = many.getByText("Count the next ones");
    assertThat(further).isHidden();
    many.getByText("Count them").click();
    assertThat(counted).containsText("Stay refused: 1");
    assertThat(take).isHidden();
    further.click();
    assertThat(counted).containsText("Would be taken again: 1");
    take.click();
    assertThat(page.locator("#outcome")).containsText("Taken again: 1");
    further.click();
    assertThat(counted).hasText("Would be taken again: 0.");
    assertThat(further).isHidden();
    many.getByText("Count them").click();
    assertThat(counted).containsText("Stay refused: 1");
    assertAudited("take again");
    assertThat(browser.complaints(page)).isEmpty();
  }

  /** Job: pause, and come back. Two clicks each. */
  @Test
  void aKindIsPausedAndResumed() {
    deliver("items", item("1", "1.50"));
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    Locator item = kind(page, "item");
    act(item, "Pause", "Pause it");
    assertThat(item.locator(".word")).hasText("paused");
    assertThat(item.getByText("Resume", new Locator.GetByTextOptions().setExact(true))).isFocused();
    UUID waiting = send("items", item("2", "1.50"));
    assertThat(item).containsText(Pattern.compile("paused \\d+ s, 1 waits"));
    assertThat(page.locator(".system-status")).containsText("Paused: item since");
    assertThat(page.locator(".system-status")).containsText("by operator, 1 waits.");
    assertThat(page.locator(".sentence")).containsText("nothing waits but 1 event of paused kinds");

    page.navigate(address("view/events/" + waiting));
    assertThat(page.locator(".sentence")).containsText("because its kind is paused");
    act(page.locator(".paused"), "Resume", "Resume it");
    assertThat(page.locator(".sentence")).containsText("done");
    assertAudited("resume");
    page.navigate(address("view/audit"));
    assertThat(page.locator(".audit li")).hasCount(2);
    page.navigate(address(""));
    assertThat(item.locator(".word")).hasCount(0);
  }

  @Test
  void aKindIsPausedBeforeItsFirstWebhook() {
    Page page = open(View.DESKTOP_LIGHT, "operator", "");
    page.getByText("38 kinds without a webhook yet").click();
    act(page.locator("ul.kinds li").first(), "Pause", "Pause it");
    assertThat(kind(page, "contact").locator(".word")).hasText("paused");
    act(kind(page, "contact"), "Resume", "Resume it");
    assertThat(kind(page, "contact")).hasCount(0);
  }

  @Test
  void outcomeLeavesByItselfAndAFailureWhenItIsDismissed() {
    kill(2);
    Page page = visitor(View.DESKTOP_LIGHT, "operator");
    page.clock().install();
    page.navigate(address("view/dead-letter"));
    page.getByText("is not a decimal number").first().click();
    act(page.locator("tbody tr").first(), "Retry", "Retry this event");
    assertThat(page.locator("#outcome")).hasText("Event moved from DLQ to processing queue.");
    page.clock().runFor(9_000);
    assertThat(page.locator("#outcome")).not().isEmpty();
    page.clock().runFor(2_000);
    assertThat(page.locator("#outcome")).isEmpty();
    assertThat(page.locator("#dismiss")).isHidden();

    page.route(
        "**/retry",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(409)
                    .setBody("{\"detail\": \"It was redriven before.\"}")));
    act(page.locator("tbody tr").last(), "Retry", "Retry this event");
    assertThat(page.locator("#outcome")).hasText("It was redriven before.");
    page.clock().runFor(60_000);
    assertThat(page.locator("#outcome")).hasText("It was redriven before.");
    page.locator("#dismiss").click();
    assertThat(page.locator("#outcome")).isEmpty();
    assertThat(page.locator("main")).isFocused();
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
    page.getByText("kinds without a webhook yet").click();
    page.locator(".kinds summary").last().click();
    assertThat(page.locator("#outage")).isHidden();
    system.api().kill();
    assertThat(page.locator("#outage")).containsText("The API does not answer, since");
    assertThat(page.locator("#outage")).isInViewport();
    assertThat(page.locator("#outage-since"))
        .hasText(page.locator(".system-status .asof time").textContent());
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
    page.locator(".alerts .ask > summary").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByText("Acknowledge it")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByText("Acknowledge it")).isHidden();
    assertThat(page.locator(".alerts .ask > summary")).isFocused();
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

  private Page reader(View view, String language) {
    return browser.open(
        view,
        visitor ->
            visitor.setLocale(language).setHttpCredentials("operator", TestPassword.PASSWORD));
  }

  private String address(String to) {
    return system.uri("/dashboard/" + to).toString();
  }

  private void assertFlawless(Page page, String name) {
    browser.keep(page, name);
    assertThat(Axe.violations(page)).as(name).isEmpty();
    assertThat(browser.complaints(page)).as(name).isEmpty();
    assertFits(page, name);
    if (name.endsWith(View.DESKTOP_LIGHT.toString())
        || name.endsWith(View.DESKTOP_DARK.toString())) {
      ViewportSize size = page.viewportSize();
      for (int width : OTHER_WIDTHS) {
        page.setViewportSize(width, size.height);
        assertFits(page, name);
      }
      page.setViewportSize(size.width, size.height);
    }
  }

  /** Charts are drawn again a moment after the window has changed. */
  private static void assertFits(Page page, String name) {
    await("%s fits into a window of %d pixels".formatted(name, page.viewportSize().width))
        .pollInSameThread()
        .until(() ->
            page.evaluate("() => document.documentElement.scrollWidth <= innerWidth").equals(true));
  }

  /** Until the search finds all that was delivered. */
  private void awaitNames() {
    await()
        .until(() ->
            jdbc.sql("select not exists (select from tds_new_labels)")
                .query(Boolean.class)
                .single());
  }

  /** As an operator does who keeps the hands on the keyboard. */
  private void search(Page page, String question) {
    awaitNames();
    // The key means nothing before the script runs.
    assertThat(page.locator("html.scripted")).hasCount(1);
    page.locator("main").focus();
    page.keyboard().press("/");
    assertThat(page.locator("#find")).isFocused();
    page.keyboard().type(question);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1 bdi")).hasText(question);
  }

  private static void act(Locator where, String label, String button) {
    where.locator("summary", new Locator.LocatorOptions().setHasText(label)).click();
    where.getByText(button, new Locator.GetByTextOptions().setExact(true)).click();
  }

  /** The form behind a question, once it is asked. */
  private static Locator question(Page page, String label) {
    Locator ask = page.locator("details.ask", new Page.LocatorOptions().setHasText(label)).first();
    ask.locator("summary").click();
    return ask.locator("form");
  }

  private static Locator kind(Page page, String name) {
    return page.locator(
        ".kind-table tbody tr",
        new Page.LocatorOptions()
            .setHas(
                page.getByRole(
                    AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))));
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

  /** Ten webhooks in each hour of the last weeks, and none for thirty hours. */
  private void rhythm(String kind) {
    jdbc.sql(
            """
            insert into tds_kind_hours (entity_type, hour, received)
            select :kind, date_trunc('hour', now()) - n * interval '1 hour', 10 from generate_series(31, 900) n
            """)
        .param("kind", kind)
        .update();
    jdbc.sql(
            """
            insert into tds_kind_pulses (entity_type, last_received_at, overdue)
            values (:kind, now() - interval '30 hours', 270)
            on conflict (entity_type) do update
               set last_received_at = excluded.last_received_at, overdue = excluded.overdue
            """)
        .param("kind", kind)
        .update();
    jdbc.sql(
            """
            insert into tds_pulse (counted_until, watched_since) values (now(), now() - interval '9 days')
            on conflict (only_row) do update set watched_since = excluded.watched_since
            """)
        .update();
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
    jdbc.sql(
            """
            update tds_inbox_events set source = 'pull', body = replace(body, '2.50', '3.50')
             where entity_type = 'item' and entity_id = '2'
            """)
        .update();
  }

  private static String invoice(String id, String number, String customer) {
    return """
    {"invoice": {"invoice_id": "%s", "invoice_number": "%s", "customer_id": "7", "customer_name": "%s",
                 "total": 1250000.50, "line_items": [], "last_modified_time": "2026-11-20T10:00:00+0300"}}
    """
        .formatted(id, number, customer);
  }

  private static String item(String id, String rate) {
    return """
    {"item": {"item_id": "%s", "name": "%s", "rate": %s, "created_time": "2026-11-01T09:00:00+0300",
              "last_modified_time": "2026-11-20T10:00:00+0300"}}
    """
        .formatted(id, NAME, rate);
  }
}
