package sale.tsh.tds.api.dashboard.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.refusal.RefusalCause;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

class RefusedTest extends DashboardTest {

  @BeforeEach
  void counts() {
    Tables.empty(jdbc, "tds_refusal_counts");
  }

  @Test
  void refusedDeliveryIsListedWithWhatToDo() {
    String body = "{\"contact\": {\"notes\": \"" + "x".repeat(3_000) + "\"}}";
    api.post("/webhooks/contacts?from=test", body);
    api.post("/webhooks/contacts", "{\"contact\": {\"contact_id\": \"77\"}}");
    JsonNode answer = refused("");
    assertThat(keys(answer)).containsExactlyInAnyOrder("last_day", "deliveries");
    assertThat(answer.path("deliveries").size()).isEqualTo(1);
    JsonNode row = answer.path("deliveries").path(0);
    assertThat(keys(row))
        .containsExactlyInAnyOrder(
            "id",
            "received_at",
            "path",
            "query",
            "content_type",
            "remote_address",
            "body_size",
            "refusal",
            "refusal_detail",
            "excerpt",
            "taken_at",
            "taken_as",
            "explanation");
    assertThat(row.path("path").asString()).isEqualTo("contacts");
    assertThat(row.path("query").asString()).isEqualTo("from=test");
    assertThat(row.path("content_type").asString()).isEqualTo("application/json");
    assertThat(row.path("remote_address").asString()).isEqualTo("127.0.0.1");
    assertThat(row.path("body_size").asInt()).isEqualTo(body.length());
    assertThat(row.path("refusal").asString()).isEqualTo("no_id");
    assertThat(row.path("refusal_detail").asString()).isNotBlank();
    assertThat(row.path("excerpt").asString()).isEqualTo(body.substring(0, 2_000));
    assertThat(row.path("explanation").asString()).contains("id", "Zoho");
    assertThat(api.get("/dashboard/events/" + row.path("id").asString()).status()).isEqualTo(200);
  }

  /** The counts include deliveries that the inbox's hourly cap did not keep. */
  @Test
  void lastDayCountsRefusalsByCause() {
    api.post("/webhooks/contacts", "{");
    jdbc.sql(
            """
            insert into tds_refusal_counts (hour, refusal, refused)
            values (date_trunc('hour', now()) - interval '1 hour', 'unreadable', 4),
                   (date_trunc('hour', now()) - interval '2 hours', 'wrong_signature', 5000),
                   (date_trunc('hour', now()) - interval '25 hours', 'too_large', 3)
            """)
        .update();
    JsonNode lastDay = refused("").path("last_day");
    assertThat(lastDay.valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"refusal\":\"wrong_signature\",\"refused\":5000}",
            "{\"refusal\":\"unreadable\",\"refused\":5}");
  }

  @Test
  void causeFilterListsOnlyThatCause() {
    kept(30, "wrong_signature");
    kept(2, "no_id");
    kept(30, "wrong_signature");
    assertThat(refusals("?cause=no_id")).containsExactly("no_id", "no_id");
    assertThat(refusals("?cause=NO_ID&limit=1")).containsExactly("no_id");
    assertThat(refusals("?cause=too_large")).isEmpty();
    assertThat(refusals("")).hasSize(50);
  }

  @Test
  void pathFilterListsOnlyThatAddress() {
    api.post("/webhooks/contacts", "{");
    api.post("/webhooks/bills", "{");
    assertThat(
            refused("?path=bills")
                .path("deliveries")
                .valueStream()
                .map(row -> row.path("path").asString()))
        .containsExactly("bills");
    assertThat(refusals("?path=bills&cause=no_id")).isEmpty();
  }

  @Test
  void groupsSayWhoSentWhatToWhichAddress() {
    kept(3, "wrong_signature");
    kept(2, "no_id");
    jdbc.sql("update tds_inbox_events set remote_address = '10.0.0.' || (arrival % 2)").update();
    api.post("/webhooks/bills", "{\"bill\": {}}");
    JsonNode groups = api.get("/dashboard/refused/groups").json();
    assertThat(groups.size()).isEqualTo(3);
    assertThat(keys(groups.path(0)))
        .containsExactlyInAnyOrder(
            "refusal",
            "path",
            "count",
            "taken",
            "first_at",
            "last_at",
            "senders",
            "more_senders",
            "example",
            "explanation");
    assertThat(
            groups
                .valueStream()
                .map(group ->
                    "%s %s %s"
                        .formatted(
                            group.path("refusal").asString(),
                            group.path("path").asString(),
                            group.path("count").asInt())))
        .containsExactly("no_id contacts 2", "no_id bills 1", "wrong_signature contacts 3");
    assertThat(groups.path(2).path("senders").valueStream().map(each -> each.path("count").asInt()))
        .containsExactly(2, 1);
    assertThat(groups.path(0).path("explanation").asString()).contains("does not name one record");

    String page = api.with("Accept", "text/html").get("/dashboard/view/refused").body();
    assertThat(page)
        .containsOnlyOnce("does not name one record")
        .containsOnlyOnce("None of the active secrets matched")
        .contains("view/refused?cause=no_id&amp;path=bills", "10.0.0.1");
    String narrowed =
        api.with("Accept", "text/html")
            .get("/dashboard/view/refused?cause=no_id&path=bills")
            .body();
    assertThat(narrowed)
        .containsOnlyOnce("<article class=\"refused\"")
        .containsOnlyOnce("does not name one record");
  }

  @Test
  void refusalsPageExplainsItsCause() {
    api.post("/webhooks/contacts", "{\"contact\": {}}");
    String id = refused("").path("deliveries").path(0).path("id").asString();
    assertThat(api.with("Accept", "text/html").get("/dashboard/view/events/" + id).body())
        .contains("does not name one record", "no id");
  }

  @Test
  void cursorsVisitEachDeliveryOnceEvenAtEqualTimes() {
    kept(60, "unreadable");
    List<String> seen = new ArrayList<>();
    JsonNode page = refused("?limit=25").path("deliveries");
    while (!page.isEmpty()) {
      page.forEach(row -> seen.add(row.path("id").asString()));
      JsonNode last = page.path(page.size() - 1);
      String cursor = last.path("received_at").asString() + "," + last.path("id").asString();
      page =
          refused("?limit=25&before=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8))
              .path("deliveries");
    }
    assertThat(seen).hasSize(60).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseIsExplained(RefusalCause cause) {
    kept(1, cause.code());
    JsonNode row = refused("?cause=" + cause.code()).path("deliveries").path(0);
    assertThat(row.path("explanation").asString()).hasSizeGreaterThan(100);
  }

  @Test
  void causeOfAnotherReleaseHasNoExplanation() {
    kept(1, "of_the_future");
    JsonNode row = refused("").path("deliveries").path(0);
    assertThat(row.path("refusal").asString()).isEqualTo("of_the_future");
    assertThat(row.path("explanation").isNull()).isTrue();
  }

  @Test
  void explanationOfAWrongSignatureSaysWhatZohoSigns() {
    kept(1, "wrong_signature");
    assertThat(refused("").path("deliveries").path(0).path("explanation").asString())
        .contains(
            "X-Zoho-Webhook-Signature",
            "HMAC-SHA256",
            "sorted by name",
            "None of the active secrets matched",
            "ZOHO_WEBHOOK_SECRET");
  }

  @ParameterizedTest
  @CsvSource({
    "cause=bogus, cause, 'unreadable, no_id'",
    "limit=501, limit, from 1 to 500",
    "before=yesterday, before, received_at"
  })
  void refusalNamesTheParameterAndWhatItMustBe(String query, String name, String expected) {
    assertProblem(api.get("/dashboard/refused?" + query), 400, name, expected);
  }

  /** All deliveries are received at the same moment, which differs at each call. */
  private void kept(int count, String refusal) {
    jdbc.sql(
            """
            insert into tds_inbox_events (id, path, body, body_size, refusal, processed, processed_at)
            select gen_random_uuid(), 'contacts', '{', 1, :refusal, true, now() from generate_series(1, :count)
            """)
        .param("refusal", refusal)
        .param("count", count)
        .update();
  }

  private List<String> refusals(String query) {
    return refused(query)
        .path("deliveries")
        .valueStream()
        .map(row -> row.path("refusal").asString())
        .toList();
  }

  private JsonNode refused(String query) {
    Caller.Answer answer = api.get("/dashboard/refused" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
