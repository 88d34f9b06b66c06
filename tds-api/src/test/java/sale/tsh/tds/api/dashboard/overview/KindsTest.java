package sale.tsh.tds.api.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

class KindsTest extends DashboardTest {

  @Test
  void eachKindHasItsRow() {
    queue.pending("contact", "1");
    queue.pending("contact", "2");
    jdbc.sql(
            """
            insert into tds_kind_hours (entity_type, hour, received, refused)
            values ('contact', date_trunc('day', now(), 'UTC') - interval '5 hours', 40, 3)
            """)
        .update();
    api.post("/dashboard/kinds/contact/pause");
    JsonNode rows = api.get("/dashboard/kinds").json();
    assertThat(rows.size()).isEqualTo(38);
    JsonNode contact = row(rows, "contact");
    assertThat(keys(contact))
        .containsExactlyInAnyOrder(
            "kind",
            "last_received_at",
            "quiet",
            "overdue",
            "days",
            "pending",
            "retry",
            "dead_letter",
            "refused",
            "lost_webhooks",
            "paused_at",
            "paused_by");
    assertThat(contact.path("pending").asInt()).isEqualTo(2);
    assertThat(contact.path("refused").asInt()).isEqualTo(3);
    assertThat(contact.path("paused_by").asString()).isEqualTo("local");
    assertThat(contact.path("lost_webhooks").isNull()).isTrue();
    assertThat(contact.path("last_received_at").isNull()).isFalse();
    assertThat(contact.path("days").valueStream().map(day -> day.path("received").asInt()))
        .containsExactly(0, 0, 0, 0, 0, 40, 2);
    assertThat(contact.path("days").path(6).path("day").asString())
        .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
    assertThat(row(rows, "invoice").path("last_received_at").isNull()).isTrue();

    String page =
        await().until(() -> text(api.get("/dashboard/").body()), text -> text.contains("2 wait"));
    assertThat(page)
        .containsPattern("contact paused \\d+ s, 2 wait")
        .contains("ago", "37 kinds without a webhook yet")
        .contains("nothing waits but 2 events of paused kinds")
        .contains("Last webhook ");
  }

  @Test
  void quietKindIsAmberAndSaysWhatWouldBeUsual() {
    // The task would judge by the hours, which are none.
    jdbc.sql(
            """
            insert into tds_duty_leases (duty, owner, expires_at) values ('keep pulse', 'a test', now() + interval '30 s')
            on conflict (duty) do update set owner = excluded.owner, expires_at = excluded.expires_at
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_kind_pulses (entity_type, last_received_at, overdue, lost)
            values ('invoice', now() - interval '30 hours', 40, 2), ('item', now() - interval '30 hours', 4, 0)
            """)
        .update();
    jdbc.sql("insert into tds_pull_budgets (organization_id) values ('1')").update();
    try {
      JsonNode rows = api.get("/dashboard/kinds").json();
      assertThat(row(rows, "invoice").path("quiet").asBoolean()).isTrue();
      assertThat(row(rows, "invoice").path("lost_webhooks").asInt()).isEqualTo(2);
      assertThat(row(rows, "item").path("quiet").asBoolean()).isFalse();
      String page =
          await().until(() -> api.get("/dashboard/").body(), body -> body.contains("quiet"));
      assertThat(page).containsOnlyOnce("<tr class=\"warning\">");
      assertThat(text(page)).contains("30 h ago quiet, 40 would be usual", "Lost");
    } finally {
      Tables.empty(jdbc, "tds_pull_budgets");
    }
  }

  private static JsonNode row(JsonNode rows, String kind) {
    return rows.valueStream()
        .filter(row -> row.path("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void metricsListAPausedKindUntilItIsResumed() {
    Caller.Answer answer = api.post("/dashboard/kinds/contact/pause");
    assertThat(answer.body()).isEqualTo("{\"success\":true,\"message\":\"Kind contact paused\"}");
    JsonNode paused = api.get("/dashboard/metrics").json().path("queue").path("paused_kinds");
    assertThat(paused.size()).isEqualTo(1);
    assertThat(keys(paused.path(0))).containsExactlyInAnyOrder("kind", "paused_at", "paused_by");
    assertThat(paused.path(0).path("kind").asString()).isEqualTo("contact");
    assertThat(paused.path(0).path("paused_by").asString()).isEqualTo("local");

    assertThat(api.post("/dashboard/kinds/contact/resume").json().path("message").asString())
        .isEqualTo("Kind contact resumed");
    assertThat(api.get("/dashboard/metrics").json().path("queue").path("paused_kinds").isEmpty())
        .isTrue();
  }

  @Test
  void repeatedPauseChangesNothingAndLeavesNoAuditEntry() {
    api.post("/dashboard/kinds/contact/pause");
    assertThat(api.post("/dashboard/kinds/contact/pause").json().path("message").asString())
        .isEqualTo("Kind contact was already paused");
    api.post("/dashboard/kinds/contact/resume");
    assertThat(api.post("/dashboard/kinds/contact/resume").status()).isEqualTo(200);
    assertThat(
            jdbc.sql(
                    "select actor || ' ' || action || ' ' || subject from tds_audit_trail order by id")
                .query(String.class)
                .list())
        .containsExactly("local pause contact", "local resume contact");
  }

  @Test
  void aKindOutsideTheCatalogueIsPausedOnceADeliveryHasNamedIt() {
    assertProblem(api.post("/dashboard/kinds/assembly_order/pause"), 404, "assembly_order");
    jdbc.sql("insert into tds_other_kinds (name) values ('assembly_order')").update();
    try {
      assertThat(
              api.post("/dashboard/kinds/assembly_order/pause").json().path("message").asString())
          .isEqualTo("Kind assembly_order paused");
      // An overview may be a second old.
      await().until(() -> api.get("/dashboard/").body().contains("kinds/assembly_order/resume"));
      assertProblem(
          api.post("/dashboard/kinds/customers/pause"), 404, "time_entry, assembly_order");
    } finally {
      Tables.empty(jdbc, "tds_other_kinds");
    }
  }

  @Test
  void membersWithoutAColumnAreListedNewestFirst() {
    jdbc.sql(
            """
            insert into tds_seen_members (entity_type, member, shape, first_seen_at)
            values ('contact', 'loyalty_tier', 'text', now()), ('contact', 'fax', 'digits', now() - interval '8 days'),
                   ('item', 'cards', 'list of objects', now() - interval '1 day'),
                   ('invoice', 'line_items.colour', 'text', now() - interval '2 days')
            """)
        .update();
    JsonNode members = api.get("/dashboard/kinds/members").json();
    assertThat(members.valueStream().map(each -> each.path("member").asString()))
        .containsExactly("loyalty_tier", "cards", "line_items.colour", "fax");
    assertThat(keys(members.path(0)))
        .containsExactlyInAnyOrder("kind", "member", "shape", "first_seen_at", "last_seen_at");
    assertThat(api.get("/dashboard/kinds/members?kind=item&limit=5").json().size()).isEqualTo(1);
    assertProblem(api.get("/dashboard/kinds/members?kind=nonsense"), 404, "nonsense");

    // An overview may be a second old.
    String page =
        await()
            .until(
                () -> text(api.get("/dashboard/").body()), text -> text.contains("loyalty_tier"));
    assertThat(page)
        .contains("New within seven days: contact 1, invoice 1, item 1")
        .contains("list of objects", "line_items.colour");
  }

  private static String text(String page) {
    return page.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
  }

  @Test
  void refusalOfAnUnknownKindListsTheKnownKinds() {
    assertProblem(
        api.post("/dashboard/kinds/customers/pause"), 404, "customers", "contact", "item");
    assertProblem(api.post("/dashboard/kinds/customers/resume"), 404, "customers");
  }
}
