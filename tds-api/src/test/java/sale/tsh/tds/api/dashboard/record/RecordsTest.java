package sale.tsh.tds.api.dashboard.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

class RecordsTest extends DashboardTest {

  @BeforeEach
  @AfterEach
  void mirror() {
    Tables.empty(jdbc, "zoho.contacts");
  }

  @Test
  void detailsOfARecordHaveAllItsDeliveries() {
    UUID first = queue.completed("contact", "77");
    UUID second = queue.retry("contact", "77");
    mirrored("77", first);
    JsonNode answer = record("contact/77");
    assertThat(keys(answer)).containsExactlyInAnyOrder("kind", "id", "record", "history");
    assertThat(answer.path("kind").asString()).isEqualTo("contact");
    assertThat(answer.path("id").asString()).isEqualTo("77");
    assertThat(answer.path("record").path("table").asString()).isEqualTo("zoho.contacts");
    assertThat(answer.path("record").path("written").asBoolean()).isTrue();
    assertThat(answer.path("record").path("row").path("contact_name").asString()).isEqualTo("Ali");
    assertThat(answer.path("history").valueStream().map(each -> uuid(each.path("event_id"))))
        .containsExactly(second, first);
    JsonNode newest = answer.path("history").path(0);
    assertThat(keys(newest))
        .containsExactlyInAnyOrder(
            "delivery_id",
            "event_id",
            "arrival",
            "received_at",
            "kept",
            "operation",
            "modified_time",
            "duplicate_count",
            "status",
            "outcome",
            "last_error");
    assertThat(newest.path("outcome").asString()).isEqualTo("failed");
    assertThat(newest.path("last_error").asString()).isEqualTo("not yet");
  }

  @Test
  void historyContinuesBeforeAnArrival() {
    UUID first = queue.completed("contact", "77");
    UUID second = queue.completed("contact", "77");
    JsonNode page = record("contact/77?limit=1").path("history");
    assertThat(page.size()).isEqualTo(1);
    assertThat(uuid(page.path(0).path("event_id"))).isEqualTo(second);
    String older = "contact/77?before=" + page.path(0).path("arrival").asString();
    JsonNode next = record(older).path("history");
    assertThat(next.size()).isEqualTo(1);
    assertThat(uuid(next.path(0).path("event_id"))).isEqualTo(first);
    String none = "contact/77?before=" + next.path(0).path("arrival").asString();
    assertThat(record(none).path("history").isEmpty()).isTrue();
  }

  @Test
  void detailsShowARecordWithoutDeliveriesAndDeliveriesWithoutARecord() {
    mirrored("77", UUID.randomUUID());
    queue.pending("contact", "78");
    assertThat(record("contact/77").path("history").isEmpty()).isTrue();
    assertThat(record("contact/77").path("record").path("written").asBoolean()).isFalse();
    assertThat(record("contact/78").path("record").isNull()).isTrue();
  }

  @Test
  void unknownRecordIsNotFound() {
    assertProblem(api.get("/dashboard/records/customers/77"), 404, "customers", "contact", "item");
    assertProblem(api.get("/dashboard/records/contact/77"), 404, "contact 77", "retention");
    assertProblem(
        api.get("/dashboard/records/contact/77?before=now"), 400, "before", "whole number");
    assertProblem(api.get("/dashboard/records/contact/77?limit=0"), 400, "limit", "1 to 500");
  }

  @Test
  void detailsOfARecordOfAnyOtherKindAreThoseOfAnyRecord() {
    jdbc.sql("insert into tds_other_kinds (name) values ('widget')").update();
    UUID event = queue.completed("widget", "77");
    queue.completed("gadget", "77");
    jdbc.sql(
            """
            insert into zoho.other_records (entity_type, entity_id, name, version_time, version_arrival, event_id, record)
            values ('widget', '77', 'Cog', now(), 1, :event, '{}'), ('gadget', '77', 'Pin', now(), 1, null, '{}')
            """)
        .param("event", event)
        .update();
    try {
      JsonNode answer = record("widget/77");
      assertThat(answer.path("record").path("table").asString()).isEqualTo("zoho.other_records");
      assertThat(answer.path("record").path("written").asBoolean()).isTrue();
      assertThat(answer.path("record").path("row").path("name").asString()).isEqualTo("Cog");
      assertThat(answer.path("history").valueStream().map(each -> uuid(each.path("event_id"))))
          .containsExactly(event);
      assertThat(api.get("/dashboard/view/records/widget?id=77").body()).contains("Cog");
      assertThat(api.get("/dashboard/view/events?kind=widget").body())
          .contains("widget.updated", "Cog")
          .doesNotContain("gadget.updated", "Pin");
      assertThat(api.get("/dashboard/view/events/" + event).body())
          .contains("zoho.other_records", "Cog");
      assertProblem(api.get("/dashboard/records/gadget/77"), 404, "gadget", "contact", "widget");
    } finally {
      Tables.empty(jdbc, "zoho.other_records", "tds_other_kinds");
    }
  }

  private void mirrored(String id, UUID event) {
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, contact_name, version_time, version_arrival, event_id, record)
            values (:id, 'Ali', now(), 1, :event, '{}')
            """)
        .param("id", id)
        .param("event", event)
        .update();
  }

  private JsonNode record(String path) {
    Caller.Answer answer = api.get("/dashboard/records/" + path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
