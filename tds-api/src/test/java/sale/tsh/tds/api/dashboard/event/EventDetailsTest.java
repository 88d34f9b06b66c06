package sale.tsh.tds.api.dashboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.api.dashboard.record.MirrorRecordReader;
import sale.tsh.tds.entity.InboxEntry;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

class EventDetailsTest extends DashboardTest {

  @BeforeEach
  void mirror() {
    Tables.empty(jdbc, "zoho.contacts", "zoho.items");
  }

  @Test
  void detailsOfACompletedEventReachFromDeliveryToEffect() {
    UUID id = queue.completed("contact", "77");
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, contact_name, version_time, version_arrival, event_id, record)
            values ('77', 'Ali', now(), 1, :id, '{"contact_id": "77"}')
            """)
        .param("id", id)
        .update();
    JsonNode details = details(id);
    assertThat(keys(details))
        .containsExactlyInAnyOrder(
            "ids",
            "delivery",
            "event",
            "attempts",
            "dead_letters",
            "operator_actions",
            "changes",
            "record");
    assertThat(details.path("delivery").path("body").asString()).isEqualTo("{\"as\": \"sent\"}");
    assertThat(details.path("delivery").path("processed").asBoolean()).isTrue();
    assertThat(details.path("event").path("status").asString()).isEqualTo("completed");
    assertThat(details.path("attempts").size()).isEqualTo(1);
    assertThat(details.path("attempts").path(0).path("outcome").asString()).isEqualTo("applied");
    assertThat(details.path("attempts").path(0).path("worker").asString()).isEqualTo("worker-1");
    assertThat(details.path("dead_letters").isEmpty()).isTrue();
    assertThat(details.path("record").path("table").asString()).isEqualTo("zoho.contacts");
    assertThat(details.path("record").path("written").asBoolean()).isTrue();
    assertThat(details.path("record").path("row").path("contact_name").asString()).isEqualTo("Ali");
    assertThat(details.path("record").path("row").has("record")).isFalse();
  }

  @Test
  void anyIdOfARedrivenEventLeadsToTheSameDetails() {
    UUID delivery = queue.pending("item", "5");
    UUID letter = queue.die(delivery, "no", "{}");
    api.post("/dashboard/dead-letter/" + letter + "/retry");
    UUID second = queue.die(letter, "no again", "{}");
    List<JsonNode> all = Stream.of(delivery, letter, second).map(this::details).toList();
    for (JsonNode details : all) {
      assertThat(details.path("ids").valueStream().map(DashboardTest::uuid))
          .containsExactly(delivery, letter, second);
      assertThat(details.path("attempts").size()).isEqualTo(6);
      assertThat(details.path("dead_letters").size()).isEqualTo(2);
      assertThat(uuid(details.path("dead_letters").path(0).path("redriven_as"))).isEqualTo(letter);
      assertThat(details.path("dead_letters").path(1).path("redriven_as").isNull()).isTrue();
      assertThat(uuid(details.path("event").path("id"))).isEqualTo(letter);
      assertThat(details.path("operator_actions").size()).isEqualTo(1);
      assertThat(details.path("operator_actions").path(0).path("action").asString())
          .isEqualTo("redrive");
      assertThat(details.path("record").isNull()).isTrue();
    }
  }

  /**
   * The bulk retry took the dead letter, so its start and its cancellation belong to the event's
   * details.
   */
  @Test
  void detailsNameTheOperatorsWhoStartedAndCancelledABulkRetry() {
    UUID oldest = queue.deadLetter("item", "5");
    Stream.of("6", "7", "8", "9").forEach(id -> queue.deadLetter("item", id));
    UUID bulk =
        uuid(
            api.post("/dashboard/dead-letter/retry", "{\"older_than\": \"0s\", \"rate\": 1}")
                .json()
                .path("bulk_id"));
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(details(oldest).path("dead_letters").path(0).path("redriven_at").isNull())
                .isFalse());
    api.post("/dashboard/bulk/" + bulk + "/cancel");
    JsonNode details = details(oldest);
    assertThat(details.path("operator_actions").valueStream())
        .allSatisfy(action -> {
          assertThat(uuid(action.path("subject"))).isEqualTo(bulk);
          assertThat(action.path("actor").asString()).isEqualTo("local");
          assertThat(action.path("acted_at").asString()).isNotBlank();
        })
        .extracting(action -> action.path("action").asString())
        .containsExactly("bulk redrive", "cancel bulk redrive");
    assertThat(details.path("ids").valueStream().map(DashboardTest::uuid)).doesNotContain(bulk);
  }

  @Test
  void detailsOfADiscardedEventHaveTheReason() {
    UUID letter = queue.deadLetter("item", "5");
    api.post("/dashboard/dead-letter/" + letter + "/discard", "{\"reason\": \"a test\"}");
    JsonNode details = details(letter);
    assertThat(details.path("event").isNull()).isTrue();
    assertThat(details.path("dead_letters").path(0).path("discard_reason").asString())
        .isEqualTo("a test");
    assertThat(details.path("operator_actions").path(0).path("detail").asString())
        .isEqualTo("a test");
  }

  @Test
  void bodyBeyondTheLimitIsCutAndCanBeDownloaded() {
    UUID id = queue.completed("contact", "77");
    for (int characters : List.of(InboxEntry.MOST_CHARACTERS, InboxEntry.MOST_CHARACTERS + 1)) {
      jdbc.sql("update tds_inbox_events set body = repeat('é', :characters)")
          .param("characters", characters)
          .update();
      JsonNode delivery = details(id).path("delivery");
      assertThat(delivery.path("body").asString()).isEqualTo("é".repeat(1_000_000));
      assertThat(delivery.path("body_cut").asBoolean()).isEqualTo(characters > 1_000_000);
      assertThat(api.get("/dashboard/view/events/" + id + "/body").body())
          .isEqualTo("é".repeat(characters));
    }
  }

  /** As text, this record of an earlier release is larger than PostgreSQL can make. */
  @Test
  void recordThatIsTooLargeIsShownWithoutItsLargeColumns() {
    UUID id = queue.pending("contact", "77");
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, contact_name, version_time, version_arrival, record)
            values ('77', repeat('x', :length), to_timestamp(0), 1, (:record)::jsonb)
            """)
        .param("length", MirrorRecordReader.MOST_BYTES - 2)
        .param("record", "{\"x\": [%s0]}".formatted("1e131000, ".repeat(9_000)))
        .update();
    assertThat(details(id).path("record").path("row").path("contact_name").asString())
        .hasSize(MirrorRecordReader.MOST_BYTES - 2);
    jdbc.sql("update zoho.contacts set contact_name = contact_name || 'x'").update();
    JsonNode row = details(id).path("record").path("row");
    assertThat(row.path("contact_name").asString()).startsWith("left out here");
    assertThat(row.path("contact_id").asString()).isEqualTo("77");
  }

  @Test
  void refusedDeliveryHasDetailsToo() {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into tds_inbox_events (id, path, body, body_size, refusal, refusal_detail, processed, processed_at)
            values (:id, 'customers', '{', 1, 'unreadable', 'no end', true, now())
            """)
        .param("id", id)
        .update();
    JsonNode details = details(id);
    assertThat(details.path("delivery").path("refusal").asString()).isEqualTo("unreadable");
    assertThat(details.path("event").isNull()).isTrue();
    assertThat(details.path("changes").isNull()).isTrue();
  }

  /**
   * The fixture's deliveries hold no record. Here Zoho sends one, and a worker completes its event.
   */
  @Test
  void detailsHaveTheChangesAndTheHeaders() {
    queue.complete(sent("{\"item_id\": \"5\", \"name\": \"Old\", \"rate\": 10.00}"));
    UUID id = queue.complete(sent("{\"item_id\": \"5\", \"name\": \"New\", \"rate\": 10.0}"));
    JsonNode details = details(id);
    JsonNode changes = details.path("changes");
    assertThat(changes.path("effect").asString()).isEqualTo("written");
    assertThat(changes.path("outcome").asString()).isEqualTo("applied");
    assertThat(changes.path("changes").size()).isEqualTo(1);
    JsonNode change = changes.path("changes").path(0);
    assertThat(change.path("key").asString()).isEqualTo("name");
    assertThat(change.path("before").asString()).isEqualTo("\"Old\"");
    assertThat(change.path("after").asString()).isEqualTo("\"New\"");
    JsonNode headers = details.path("delivery").path("headers");
    assertThat(headers.path("user-agent").asString()).isEqualTo("Zoho");
    assertThat(headers.has("authorization")).isFalse();
  }

  private UUID sent(String item) {
    return uuid(
        api.with("User-Agent", "Zoho")
            .with("Authorization", "Bearer a-secret")
            .post("/webhooks/items", item)
            .json()
            .path("event_id"));
  }

  /** After retention has removed the delivery and the event, the log still has the attempts. */
  @Test
  void detailsShowWhatOnlyTheLogStillHas() {
    UUID id = queue.completed("contact", "77");
    Tables.empty(jdbc, "tds_inbox_events", "tds_sync_queue");
    JsonNode details = details(id);
    assertThat(details.path("delivery").isNull()).isTrue();
    assertThat(details.path("attempts").size()).isEqualTo(1);
  }

  @Test
  void unknownIdIsNotFound() {
    assertProblem(api.get("/dashboard/events/" + UUID.randomUUID()), 404, "Nothing has the id");
    assertProblem(api.get("/dashboard/events/nonsense"), 400, "id", "a UUID");
  }

  private JsonNode details(UUID id) {
    Caller.Answer answer = api.get("/dashboard/events/" + id);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
