package sale.tsh.tds.local.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import sale.tsh.tds.local.DebianProgram;

/**
 * The machine's chromium for a test class, without a window, that reaches this machine only. What a
 * page complains of is kept until the test asks.
 */
public final class Browser implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** Neither that of the machine nor UTC, so that a page which takes another one shows it. */
  private static final String ZONE = "Asia/Baghdad";

  private static final List<String> ARGUMENTS =
      List.of("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

  /** The browser's own message about it does not name the element. */
  private static final String TELL_OF_POLICY =
      """
      document.addEventListener('securitypolicyviolation', violation => console.error(
        'policy: ' + violation.effectiveDirective + ' refuses ' + violation.blockedURI
          + ' (' + violation.target + ' ' + violation.sample + ') by '
          + violation.sourceFile + ':' + violation.lineNumber));
      """;

  /** On a machine that is busy with the rest of the build. */
  private static final int PATIENCE_MILLIS = 30_000;

  /** The shell draws the same pages with half the effort, as it has no window to draw them for. */
  private static final Optional<Path> PROGRAM =
      DebianProgram.named("chromium-headless-shell").or(() -> DebianProgram.named("chromium"));

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final Map<Page, List<String>> complaints = new HashMap<>();

  private Browser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM.orElseThrow())
                    // Root is refused a sandbox.
                    .setChromiumSandbox(!System.getProperty("user.name").equals("root"))
                    .setArgs(ARGUMENTS));
  }

  /** Whether this machine has one. */
  public static boolean isInstalled() {
    return PROGRAM.isPresent();
  }

  /** A new browser without pages. */
  public static Browser start() {
    return new Browser();
  }

  /** An empty page of a visitor in Baghdad who reads English, and whom nobody else shares with. */
  public Page open(View view) {
    return open(view, visitor -> visitor);
  }

  /**
   * An empty page of another visitor.
   *
   * @param visitor sets the zone, the language or the login
   */
  public Page open(View view, UnaryOperator<NewContextOptions> visitor) {
    BrowserContext context =
        chromium.newContext(
            visitor.apply(
                new NewContextOptions()
                    .setViewportSize(view.width(), view.height())
                    .setColorScheme(view.colors())
                    .setTimezoneId(ZONE)
                    .setLocale("en-GB")));
    context.addInitScript(TELL_OF_POLICY);
    Page page = context.newPage();
    complaints.put(page, listenedTo(page));
    return page;
  }

  /** Errors on its console, among them what its policy refused, and exceptions, as text. */
  public List<String> complaints(Page page) {
    return List.copyOf(complaints.getOrDefault(page, List.of()));
  }

  /** Keeps a picture of the whole page as {@code target/screenshots/<name>.png}. */
  public Path keep(Page page, String name) {
    Path file = SCREENSHOTS.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static List<String> listenedTo(Page page) {
    List<String> heard = new ArrayList<>();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        heard.add(message.text() + " at " + message.location());
      }
    });
    page.onPageError(heard::add);
    page.onCrash(crashed -> heard.add("crashed"));
    return heard;
  }
}
