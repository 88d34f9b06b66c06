package sale.tsh.tds.api.dashboard.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;

/** Which language a page comes in. */
class PageLanguageTest extends DashboardTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ar-IQ,ar;q=0.9,en;q=0.8 |                  | ar | rtl
          en-GB,en;q=0.9,ar;q=0.8 |                  | en | ltr
          de-DE,de;q=0.9          |                  | en | ltr
          de,ar;q=0.5             |                  | ar | rtl
          *                       |                  | en | ltr
          en                      | tds-language=ar  | ar | rtl
          ar                      | tds-language=en  | en | ltr
          ar                      | tds-language=xx  | ar | rtl
          """)
  void choiceGoesBeforeTheBrowserAndEnglishIsTheRest(
      String accepted, String cookie, String language, String direction) {
    Caller caller = api.with("Accept-Language", accepted);
    Caller.Answer page =
        (cookie == null ? caller : caller.with("Cookie", cookie)).get("/dashboard/view/events");
    assertThat(page.body()).contains("<html lang=\"%s\" dir=\"%s\"".formatted(language, direction));
    assertThat(page.header("Content-Language")).isEqualTo(language);
    assertThat(page.header("Vary"))
        .containsIgnoringCase("accept-language")
        .containsIgnoringCase("cookie");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void callerWithoutALanguageGetsEnglish() {
    assertThat(api.get("/dashboard/").body()).contains("<html lang=\"en\" dir=\"ltr\"");
  }

  @Test
  void jsonIsInEnglishForEveryone() {
    api.post("/webhooks/nonsense", "{}");
    Caller arab = api.with("Accept-Language", "ar").with("Cookie", "tds-language=ar");
    for (String path :
        List.of("kinds", "refused", "audit", "reconciliation", "recent-events?limit=0")) {
      assertThat(arab.get("/dashboard/" + path).body())
          .as(path)
          .isEqualTo(api.get("/dashboard/" + path).body())
          .doesNotContainPattern("\\p{IsArabic}");
    }
  }

  @Test
  void problemIsInThePagesLanguage() {
    Caller.Answer page =
        api.with("Accept-Language", "ar")
            .with("Accept", "text/html")
            .get("/dashboard/view/nowhere");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body())
        .contains("<h1>غير موجود</h1>")
        .contains("<p id=\"problem\" lang=\"en\" dir=\"auto\">There is no such view.</p>");
  }
}
