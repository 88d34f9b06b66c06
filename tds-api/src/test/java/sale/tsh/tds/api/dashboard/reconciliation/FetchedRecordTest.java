package sale.tsh.tds.api.dashboard.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

/** What a record's page says of the record in Zoho. The tables hold what the worker would write. */
class FetchedRecordTest extends DashboardTest {

  @BeforeEach
  @AfterEach
  void nothingPulled() {
    Tables.empty(
        jdbc,
        "tds_pull_budgets",
        "tds_pull_fetches",
        "tds_pull_requests",
        "zoho.contacts",
        "tds_inbox_events");
  }

  @Test
  void aRecordThatWasNeverFetchedHasNoAnswer() {
    mirrored("{\"contact_id\": \"7\"}");
    JsonNode zoho = zoho();
    assertThat(zoho.path("answer").asString()).isEqualTo("none");
    assertThat(zoho.path("fetched_at").isNull()).isTrue();
  }

  @Test
  void eachDifferenceHasItsPathAndBothValues() {
    mirrored(
        """
        {"contact_id": "7", "phone": "1", "credit_limit": 10.00, "custom_fields": [{"a": 1}, {"a": 2}],
         "billing_address": {"city": "Basra", "zip": "61"}, "only_here": true}
        """);
    pulled(
        """
        {"contact_id": "7", "phone": "2", "credit_limit": 10, "custom_fields": [{"a": 1}],
         "billing_address": {"city": "Erbil", "zip": "61"}, "website": null}
        """);
    JsonNode zoho = zoho();
    assertThat(zoho.path("answer").asString()).isEqualTo("different");
    assertThat(zoho.path("event_id").isNull()).isFalse();
    assertThat(
            zoho.path("differences")
                .valueStream()
                .map(each ->
                    "%s: %s, %s"
                        .formatted(
                            each.path("path").asString(),
                            each.path("mirror").asString("nothing"),
                            each.path("zoho").asString("nothing"))))
        .containsExactly(
            "phone: \"1\", \"2\"",
            "custom_fields[1]: {\"a\":2}, nothing",
            "billing_address.city: \"Basra\", \"Erbil\"",
            "website: nothing, null");
  }

  @Test
  void aMirrorThatHasAllOfItAgrees() {
    mirrored("{\"contact_id\": \"7\", \"phone\": \"2\", \"only_here\": true}");
    pulled("{\"contact_id\": \"7\", \"phone\": \"2\"}");
    assertThat(zoho().path("answer").asString()).isEqualTo("same");
    assertThat(zoho().path("differences").isEmpty()).isTrue();
  }

  @Test
  void aRecordThatTheMirrorLacksDiffersInAllOfIt() {
    pulled("{\"contact_id\": \"7\", \"phone\": \"2\"}");
    assertThat(zoho().path("answer").asString()).isEqualTo("different");
    assertThat(zoho().path("differences").size()).isEqualTo(2);
  }

  @Test
  void theListOfDifferencesAndTheirValuesAreShort() {
    mirrored("{\"contact_id\": \"7\"}");
    String members =
        IntStream.range(0, 150)
            .mapToObj(i -> "\"m%d\": \"%s\"".formatted(i, "x".repeat(500)))
            .collect(Collectors.joining(","));
    pulled("{\"contact_id\": \"7\", %s}".formatted(members));
    JsonNode zoho = zoho();
    assertThat(zoho.path("differences").size()).isEqualTo(100);
    assertThat(zoho.path("more").asBoolean()).isTrue();
    assertThat(zoho.path("differences").path(0).path("zoho").asString()).hasSize(201);
  }

  @Test
  void aRecordOfMoreThanTwoMegabytesIsNotCompared() {
    mirrored("{\"contact_id\": \"7\"}");
    pulled("{\"contact_id\": \"7\", \"notes\": \"%s\"}".formatted("x".repeat(2_100_000)));
    assertThat(zoho().path("answer").asString()).isEqualTo("too_large");
  }

  @Test
  void aRequestWaitsUntilItsAnswer() {
    jdbc.sql("insert into tds_pull_budgets (organization_id) values ('1')").update();
    api.post("/dashboard/records/contact/7/pull");
    assertThat(zoho().path("waiting_since").isNull()).isFalse();
    jdbc.sql("update tds_pull_requests set taken_at = now()").update();
    jdbc.sql(
            """
            insert into tds_pull_fetches
              (organization_id, kind, entity_id, reason, priority, found_at, due_at, last_error)
            values ('1', 'contact', '7', 'requested', 0, now(), now(), 'Zoho did not answer')
            """)
        .update();
    assertThat(zoho().path("last_error").asString()).isEqualTo("Zoho did not answer");
    answered("same");
    assertThat(zoho().path("waiting_since").isNull()).isTrue();
    assertThat(zoho().path("answer").asString()).isEqualTo("same");
  }

  /** A fetch that changed nothing leaves no delivery, only its answer. */
  @Test
  void theLaterOfAnswerAndDeliveryCounts() {
    mirrored("{\"contact_id\": \"7\", \"phone\": \"1\"}");
    jdbc.sql(
            "insert into tds_pull_requests (action, kind, entity_id, requested_by) values ('pull', 'contact', '7', 'ali')")
        .update();
    answered("gone");
    assertThat(zoho().path("answer").asString()).isEqualTo("gone");
    pulled("{\"contact_id\": \"7\", \"phone\": \"2\"}");
    assertThat(zoho().path("answer").asString()).isEqualTo("different");
    answered("same");
    assertThat(zoho().path("answer").asString()).isEqualTo("same");
    answered("refused");
    assertThat(zoho().path("answer").asString()).isEqualTo("refused");
  }

  @Test
  void aKindThatZohoDoesNotOfferIsRefused() {
    assertProblem(api.get("/dashboard/records/contact_person/7/zoho"), 404, "contact_person");
    assertProblem(api.get("/dashboard/records/contact/7%20or%208/zoho"), 400, "id");
  }

  private JsonNode zoho() {
    return api.get("/dashboard/records/contact/7/zoho").json();
  }

  private void answered(String answer) {
    jdbc.sql(
            "update tds_pull_requests set taken_at = clock_timestamp(), answered_at = clock_timestamp(), answer = :answer")
        .param("answer", answer)
        .update();
  }

  private void mirrored(String record) {
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, version_time, version_arrival, record)
            values ('7', now(), 1, :record::jsonb)
            """)
        .param("record", record)
        .update();
  }

  private void pulled(String record) {
    String body = "{\"contact\": %s}".formatted(record);
    jdbc.sql(
            """
            insert into tds_inbox_events
              (id, event_id, path, content_type, body, body_size, entity_type, entity_id, operation, received_at, source)
            select u, u, 'customers', 'application/json', :body, :size, 'contact', '7', 'updated', clock_timestamp(),
                   'pull'
              from gen_random_uuid() u
            """)
        .param("body", body)
        .param("size", body.getBytes(StandardCharsets.UTF_8).length)
        .update();
  }
}
