package sale.tsh.tds.local.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The browser of the other tests: it hears what they trust it to hear, and stays on this machine.
 */
@Tag("browser")
@EnabledIf(
    value = "sale.tsh.tds.local.page.Browser#isInstalled",
    disabledReason = "this machine has no chromium")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {

  private Browser browser;

  @BeforeAll
  void start() {
    browser = Browser.start();
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @Test
  void hearsWhatAPageComplainsOf() {
    Page page = browser.open(View.DESKTOP_LIGHT);
    show(
        page,
        """
        <meta http-equiv="Content-Security-Policy" content="style-src 'none'">
        <p style="color: red">refused</p>
        <script>console.error('on the console')</script>
        <script>nothing.there()</script>
        <script>document.title = 'done'</script>
        """);
    assertThat(page).hasTitle("done");
    assertThat(browser.complaints(page))
        .anySatisfy(complaint -> assertThat(complaint).contains("style-src-attr refuses inline"))
        .anySatisfy(complaint -> assertThat(complaint).contains("on the console"))
        .anySatisfy(complaint -> assertThat(complaint).contains("nothing is not defined"));
    assertThat(browser.complaints(browser.open(View.DESKTOP_LIGHT))).isEmpty();
  }

  @Test
  void findsWhatKeepsSomebodyFromUsingAPage() {
    Page page = browser.open(View.PHONE_LIGHT);
    show(page, "<html lang=en><title>A page</title><main><h1>A page</h1><img src=x></main>");
    assertThat(Axe.violations(page))
        .singleElement()
        .satisfies(
            violation -> assertThat(violation).startsWith("critical image-alt").contains("<img"));
  }

  @Test
  void showsAVisitorItsOwnTimeAndColors() {
    Page page = browser.open(View.PHONE_DARK, visitor -> visitor.setTimezoneId("Asia/Tokyo"));
    assertThat(page.evaluate("new Date(0).getHours()")).isEqualTo(9);
    assertThat(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).isEqualTo(true);
    assertThat(browser.open(View.DESKTOP_LIGHT).evaluate("new Date(0).getHours()")).isEqualTo(3);
  }

  @Test
  void reachesThisMachineOnly() {
    Page page = browser.open(View.DESKTOP_LIGHT);
    assertThatThrownBy(() -> page.navigate("https://www.debian.org/"))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("ERR_NAME_NOT_RESOLVED");
    assertThatThrownBy(() -> page.navigate("http://192.0.2.1/"))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("ERR_NAME_NOT_RESOLVED");
  }

  private static void show(Page page, String html) {
    page.route(
        "http://localhost/",
        call ->
            call.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody("<!doctype html>" + html)));
    page.navigate("http://localhost/");
  }
}
