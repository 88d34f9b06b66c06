package sale.tsh.tds.api.dashboard.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import sale.tsh.tds.alert.ActiveAlert;
import sale.tsh.tds.alert.Alerts;
import sale.tsh.tds.alert.Severity;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import tools.jackson.databind.JsonNode;

/** Alerts on the dashboard. The alerts themselves are tested in their own package. */
class AlertsTest extends DashboardTest {

  private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");

  @MockitoBean private Alerts alerts;

  @Test
  void metricsAndPageShowActiveAlerts() {
    when(alerts.active())
        .thenReturn(
            List.of(
                new ActiveAlert(
                    ID,
                    Severity.WARNING,
                    "Elevated Dead Letter Queue",
                    "52 dead letters & more",
                    Instant.parse("2026-10-31T10:00:00.000001Z"),
                    "https://example.org/runbook#alert-dead-letters")));
    JsonNode row = api.get("/dashboard/metrics").json().path("active_alerts").path(0);
    assertThat(keys(row))
        .containsExactlyInAnyOrder("id", "severity", "title", "message", "created_at", "runbook");
    assertThat(uuid(row.path("id"))).isEqualTo(ID);
    assertThat(row.path("severity").asString()).isEqualTo("warning");
    assertThat(row.path("title").asString()).isEqualTo("Elevated Dead Letter Queue");
    assertThat(row.path("created_at").asString()).isEqualTo("2026-10-31T10:00:00.000001");
    assertThat(api.get("/dashboard/").body())
        .contains(
            "Elevated Dead Letter Queue",
            "52 dead letters &amp; more",
            "href=\"https://example.org/runbook#alert-dead-letters\"",
            "<em>Elevated Dead Letter Queue</em> above 50",
            "href=\"view/guide#alert-dead-letters\"");
  }

  @Test
  void theViewShowsAcknowledgedAndPastAlertsNewestFirst() {
    jdbc.sql("delete from tds_alerts").update();
    jdbc.sql(
            """
            insert into tds_alerts (cause, severity, title, message, created_at, acknowledged_at, acknowledged_by, resolved_at)
            select 'queue-backlog', 'warning', 'Queue Backlog Warning', 'number ' || n,
                   timestamptz '2026-10-31 10:00Z' + n * interval '1 minute', now(), 'ali', now()
              from generate_series(1, 60) n
            """)
        .update();
    String newest = api.get("/dashboard/view/alerts").body();
    assertThat(newest).contains("number 60", "number 11", "<bdi>ali</bdi>", "#alert-queue-backlog");
    assertThat(newest).doesNotContain("number 10<");
    Matcher older = Pattern.compile("href=\"(view/alerts\\?before=[^\"]+)\"").matcher(newest);
    assertThat(older.find()).isTrue();
    String rest = api.get("/dashboard/" + older.group(1)).body();
    assertThat(rest).contains("number 10<", "number 1<").doesNotContain("number 11<", "Older");
    assertThat(api.get("/dashboard/view/alerts?before=x").status()).isEqualTo(400);
  }

  @Test
  void acknowledgementAnswersAsInTheGuideAndIsAudited() {
    when(alerts.acknowledge(ID, "local")).thenReturn(true);
    Caller.Answer answer = api.post("/dashboard/alerts/" + ID + "/acknowledge");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true,\"message\":\"Alert acknowledged\"}");
    assertThat(
            jdbc.sql("select actor || ' ' || action || ' ' || subject from tds_audit_trail")
                .query(String.class)
                .list())
        .containsExactly("local acknowledge alert " + ID);
  }

  @Test
  void unknownAlertCannotBeAcknowledged() {
    assertProblem(
        api.post("/dashboard/alerts/00000000-0000-0000-0000-000000000000/acknowledge"),
        404,
        "no active alert");
    assertProblem(api.post("/dashboard/alerts/nonsense/acknowledge"), 400, "id", "a UUID");
    assertThat(jdbc.sql("select count(*) from tds_audit_trail").query(Integer.class).single())
        .isZero();
  }
}
