package sale.tsh.tds.api.dashboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;
import sale.tsh.tds.api.dashboard.DashboardTest;

class AuditTest extends DashboardTest {

  @BeforeEach
  void twoPeopleActed() {
    acted("2026-10-29T20:30:00Z", "ali", "pause", "item", null);
    acted("2026-10-30T09:00:00Z", "sara", "resume", "item", null);
    acted("2026-10-30T22:00:00Z", "ali", "discard", "an event", "sent twice");
  }

  @Test
  void eachEntryIsASentence() {
    assertThat(sentences(""))
        .containsExactly(
            "ali discarded an event: sent twice", "sara resumed item", "ali paused item");
  }

  /** Baghdad is three hours ahead of UTC. */
  @ParameterizedTest
  @CsvSource({
    "actor=ali, 2",
    "actor=%20sara, 1",
    "actor=nobody, 0",
    "from=2026-10-30, 2",
    "to=2026-10-30, 3",
    "from=2026-10-30&to=2026-10-30, 2",
    "from=2026-10-30&to=2026-10-30&zone=Asia/Baghdad, 1",
    "from=2026-10-31&zone=Asia/Baghdad, 1",
    "from=2026-10-30&actor=ali, 1",
    "from=today, 0",
    "to=yesterday, 3",
  })
  void trailIsReadByDayAndPerson(String query, int rows) {
    assertThat(sentences("?" + query)).hasSize(rows);
    assertThat(page("?" + query).split("<li>", -1)).hasSize(rows + 1);
  }

  @Test
  void actionsOfTodayAreThoseOfToday() {
    api.post("/dashboard/kinds/item/pause");
    assertThat(sentences("?from=today&to=today")).containsExactly("local paused item");
    assertThat(sentences("?from=yesterday&to=yesterday")).isEmpty();
  }

  @Test
  void pageShowsDaysOfTheViewer() {
    assertThat(text(""))
        .containsSubsequence(
            "The days are days of UTC.",
            "Friday, 30 October 2026",
            "ali discarded an event : sent twice",
            "sara resumed item",
            "Thursday, 29 October 2026",
            "ali paused item");
    assertThat(text("?zone=Asia/Baghdad"))
        .containsSubsequence("Saturday, 31 October 2026", "Friday, 30 October 2026")
        .doesNotContain("days of UTC");
    assertThat(page("?zone=Asia/Baghdad&from=2026-10-30"))
        .contains(
            "href=\"view/audit?actor=ali&amp;from=2026-10-30&amp;zone=Asia%2FBaghdad\"",
            "href=\"view/audit?from=today&amp;to=today&amp;zone=Asia%2FBaghdad\"");
    assertThat(text("?actor=nobody")).contains("Nobody did anything that matches.");
  }

  @Test
  void pagesKeepTheirFilter() {
    for (int i = 0; i < 50; i++) {
      acted("2026-10-31T10:00:00Z", "ali", "pause", "item", null);
    }
    assertThat(page("?actor=ali")).contains("href=\"view/audit?actor=ali&amp;before=");
    assertThat(page("?actor=sara")).doesNotContain("before=");
  }

  @Test
  void refusalSaysWhatADayMustBe() {
    assertProblem(api.get("/dashboard/audit?from=soon"), 400, "from", "today or yesterday");
    assertProblem(api.get("/dashboard/audit?to=2026-13-01"), 400, "to", "a date such as");
    assertProblem(api.get("/dashboard/audit?zone=Mars"), 400, "zone", "such as Asia/Baghdad");
  }

  private void acted(
      String at, String actor, String action, String subject, @Nullable String detail) {
    jdbc.sql(
            """
            insert into tds_audit_trail (acted_at, actor, action, subject, detail)
            values (cast(:at as timestamptz), :actor, :action, :subject, :detail)
            """)
        .param("at", at)
        .param("actor", actor)
        .param("action", action)
        .param("subject", subject)
        .param("detail", detail)
        .update();
  }

  private List<String> sentences(String query) {
    return api.get("/dashboard/audit" + query)
        .json()
        .valueStream()
        .map(row -> row.path("sentence").asString())
        .toList();
  }

  private String page(String query) {
    return api.with("Accept", "text/html").get("/dashboard/view/audit" + query).body();
  }

  private String text(String query) {
    return HtmlUtils.htmlUnescape(page(query).replaceAll("<[^>]*>", " ")).replaceAll("\\s+", " ");
  }
}
