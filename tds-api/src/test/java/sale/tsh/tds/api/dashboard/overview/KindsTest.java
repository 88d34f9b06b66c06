package sale.tsh.tds.api.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import tools.jackson.databind.JsonNode;

class KindsTest extends DashboardTest {

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
      assertThat(api.get("/dashboard/").body()).contains("assembly_order");
      assertProblem(
          api.post("/dashboard/kinds/customers/pause"), 404, "time_entry, assembly_order");
    } finally {
      jdbc.sql("truncate tds_other_kinds").update();
    }
  }

  @Test
  void membersWithoutAColumnAreListedNewestFirst() {
    jdbc.sql(
            """
            insert into tds_seen_members (entity_type, member, shape, first_seen_at)
            values ('contact', 'loyalty_tier', 'text', now()), ('contact', 'fax', 'digits', now() - interval '8 days'),
                   ('item', 'cards', 'list of objects', now() - interval '1 day')
            """)
        .update();
    JsonNode members = api.get("/dashboard/kinds/members").json();
    assertThat(members.valueStream().map(each -> each.path("member").asString()))
        .containsExactly("loyalty_tier", "cards", "fax");
    assertThat(keys(members.path(0)))
        .containsExactlyInAnyOrder("kind", "member", "shape", "first_seen_at", "last_seen_at");
    assertThat(api.get("/dashboard/kinds/members?kind=item&limit=5").json().size()).isEqualTo(1);
    assertProblem(api.get("/dashboard/kinds/members?kind=nonsense"), 404, "nonsense");

    // An overview may be a second old.
    String page =
        await()
            .until(
                () -> text(api.get("/dashboard/").body()), text -> text.contains("loyalty_tier"));
    assertThat(page).contains("New within seven days: contact 1, item 1");
    assertThat(page).contains("list of objects");
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
