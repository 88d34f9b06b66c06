package sale.tsh.tds.api.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

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
  void refusalOfAnUnknownKindListsTheKnownKinds() {
    assertProblem(
        api.post("/dashboard/kinds/customers/pause"), 404, "customers", "contact", "item");
    assertProblem(api.post("/dashboard/kinds/customers/resume"), 404, "customers");
  }
}
