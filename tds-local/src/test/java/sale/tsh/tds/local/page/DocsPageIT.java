package sale.tsh.tds.local.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sale.tsh.tds.local.LocalSystem;

/** {@code /docs}: Swagger's page under a policy that takes neither scripts nor styles in line. */
@Tag("browser")
@EnabledIf(
    value = "sale.tsh.tds.local.page.Browser#isInstalled",
    disabledReason = "this machine has no chromium")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsPageIT {

  private LocalSystem system;
  private Browser browser;

  @BeforeAll
  void start() {
    system = LocalSystem.startWithoutWorker(Map.of());
    browser = Browser.start();
  }

  @AfterAll
  void close() {
    browser.close();
    system.close();
  }

  @ParameterizedTest
  @EnumSource
  void showsTheOperations(View view) {
    Page page = docs(view);
    assertThat(operation(page, "/webhooks/{kind}")).isVisible();
    assertThat(operation(page, "/dashboard/metrics")).isVisible();
    browser.keep(page, "docs-" + view);
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void opensEachOperation() {
    Page page = docs(View.DESKTOP_LIGHT);
    List<Locator> operations = page.locator(".opblock-summary-control").all();
    assertThat(operations).hasSizeGreaterThan(15);
    operations.forEach(Locator::click);
    assertThat(page.locator(".opblock.is-open")).hasCount(operations.size());
    page.getByRole(AriaRole.BUTTON, named("Authorize")).click();
    assertThat(page.getByRole(AriaRole.HEADING, named("Available authorizations"))).isVisible();
    assertThat(browser.complaints(page)).isEmpty();
  }

  @Test
  void triesAnOperationOut() {
    Page page = docs(View.DESKTOP_LIGHT);
    operation(page, "/health").click();
    page.getByRole(AriaRole.BUTTON, named("Try it out")).click();
    page.getByRole(AriaRole.BUTTON, named("Execute")).click();
    Locator answer = page.locator(".live-responses-table .response");
    assertThat(answer.locator(".response-col_status")).hasText("200");
    assertThat(answer).containsText("\"status\": \"healthy\"");
    browser.keep(page, "docs-tried-out");
    assertThat(browser.complaints(page)).isEmpty();
  }

  private Page docs(View view) {
    Page page = browser.open(view);
    page.navigate(system.uri("/docs").toString());
    assertThat(operation(page, "/health")).isVisible();
    return page;
  }

  private static Locator operation(Page page, String path) {
    return page.locator(".opblock-summary-control:has([data-path='%s'])".formatted(path)).first();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
