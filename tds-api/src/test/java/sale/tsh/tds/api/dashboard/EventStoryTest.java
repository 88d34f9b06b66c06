package sale.tsh.tds.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

class EventStoryTest extends DashboardTest {

  /** The mirror's own migration makes these; here they need no more than this. */
  @BeforeEach
  void mirror() {
    jdbc.sql(
            """
            create schema if not exists zoho;
            create table if not exists zoho.contacts (
              contact_id text primary key, contact_name text, version_time timestamptz not null,
              version_arrival bigint not null, event_id uuid, record jsonb);
            create table if not exists zoho.items (
              item_id text primary key, name text, version_time timestamptz not null,
              version_arrival bigint not null, event_id uuid, record jsonb);
            truncate zoho.contacts, zoho.items
            """)
        .update();
  }

  @Test
  void aCompletedEventIsToldFromDeliveryToEffect() {
    UUID id = queue.completed("contact", "77");
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, contact_name, version_time, version_arrival, event_id, record)
            values ('77', 'Ali', now(), 1, :id, '{"contact_id": "77"}')
            """)
        .param("id", id)
        .update();
    JsonNode story = story(id);
    assertThat(keys(story))
        .containsExactlyInAnyOrder(
            "ids",
            "delivery",
            "event",
            "attempts",
            "dead_letters",
            "operator_actions",
            "changes",
            "record");
    assertThat(story.path("delivery").path("body").asString()).isEqualTo("{\"as\": \"sent\"}");
    assertThat(story.path("delivery").path("processed").asBoolean()).isTrue();
    assertThat(story.path("event").path("status").asString()).isEqualTo("completed");
    assertThat(story.path("attempts").size()).isEqualTo(1);
    assertThat(story.path("attempts").path(0).path("outcome").asString()).isEqualTo("applied");
    assertThat(story.path("attempts").path(0).path("worker").asString()).isEqualTo("worker-1");
    assertThat(story.path("dead_letters").isEmpty()).isTrue();
    assertThat(story.path("record").path("table").asString()).isEqualTo("zoho.contacts");
    assertThat(story.path("record").path("written").asBoolean()).isTrue();
    assertThat(story.path("record").path("row").path("contact_name").asString()).isEqualTo("Ali");
    assertThat(story.path("record").path("row").has("record")).isFalse();
  }

  @Test
  void aRedrivenEventHasOneStoryByAnyOfItsIds() {
    UUID delivery = queue.pending("item", "5");
    UUID letter = queue.die(delivery, "no", "{}");
    api.post("/dashboard/dead-letter/" + letter + "/retry");
    UUID second = queue.die(letter, "no again", "{}");
    List<JsonNode> stories = Stream.of(delivery, letter, second).map(this::story).toList();
    for (JsonNode story : stories) {
      assertThat(story.path("ids").valueStream().map(DashboardTest::uuid))
          .containsExactly(delivery, letter, second);
      assertThat(story.path("attempts").size()).isEqualTo(6);
      assertThat(story.path("dead_letters").size()).isEqualTo(2);
      assertThat(uuid(story.path("dead_letters").path(0).path("redriven_as"))).isEqualTo(letter);
      assertThat(story.path("dead_letters").path(1).path("redriven_as").isNull()).isTrue();
      assertThat(uuid(story.path("event").path("id"))).isEqualTo(letter);
      assertThat(story.path("operator_actions").size()).isEqualTo(1);
      assertThat(story.path("operator_actions").path(0).path("action").asString())
          .isEqualTo("redrive");
      assertThat(story.path("record").isNull()).isTrue();
    }
  }

  /**
   * The letters are the bulk's business, and so the event's story: who started it, who stopped it.
   */
  @Test
  void anEventThatABulkRedroveTellsWhoOrderedAndWhoCancelledIt() {
    UUID oldest = queue.deadLetter("item", "5");
    Stream.of("6", "7", "8", "9").forEach(id -> queue.deadLetter("item", id));
    UUID bulk =
        uuid(
            api.post("/dashboard/dead-letter/retry", "{\"older_than\": \"0s\", \"rate\": 1}")
                .json()
                .path("bulk_id"));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(story(oldest).path("dead_letters").path(0).path("redriven_at").isNull())
                    .isFalse());
    api.post("/dashboard/bulk/" + bulk + "/cancel");
    JsonNode story = story(oldest);
    assertThat(story.path("operator_actions").valueStream())
        .allSatisfy(
            action -> {
              assertThat(uuid(action.path("subject"))).isEqualTo(bulk);
              assertThat(action.path("actor").asString()).isEqualTo("local");
              assertThat(action.path("acted_at").asString()).isNotBlank();
            })
        .extracting(action -> action.path("action").asString())
        .containsExactly("bulk redrive", "cancel bulk redrive");
    assertThat(story.path("ids").valueStream().map(DashboardTest::uuid)).doesNotContain(bulk);
  }

  @Test
  void aDiscardedEventTellsWhy() {
    UUID letter = queue.deadLetter("item", "5");
    api.post("/dashboard/dead-letter/" + letter + "/discard", "{\"reason\": \"a test\"}");
    JsonNode story = story(letter);
    assertThat(story.path("event").isNull()).isTrue();
    assertThat(story.path("dead_letters").path(0).path("discard_reason").asString())
        .isEqualTo("a test");
    assertThat(story.path("operator_actions").path(0).path("detail").asString())
        .isEqualTo("a test");
  }

  @Test
  void aRefusedDeliveryHasAStoryToo() {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into tds_inbox_events (id, path, body, body_size, refusal, refusal_detail, processed, processed_at)
            values (:id, 'customers', '{', 1, 'unreadable', 'no end', true, now())
            """)
        .param("id", id)
        .update();
    JsonNode story = story(id);
    assertThat(story.path("delivery").path("refusal").asString()).isEqualTo("unreadable");
    assertThat(story.path("event").isNull()).isTrue();
    assertThat(story.path("changes").isNull()).isTrue();
  }

  /**
   * The body of the fixture's deliveries is no record; here Zoho sends one, and a worker ends it.
   */
  @Test
  void anEventTellsWhatItWroteAndWithWhichHeadersItCame() {
    queue.complete(sent("{\"item_id\": \"5\", \"name\": \"Old\", \"rate\": 10.00}"));
    UUID id = queue.complete(sent("{\"item_id\": \"5\", \"name\": \"New\", \"rate\": 10.0}"));
    JsonNode story = story(id);
    JsonNode changes = story.path("changes");
    assertThat(changes.path("effect").asString()).isEqualTo("written");
    assertThat(changes.path("outcome").asString()).isEqualTo("applied");
    assertThat(changes.path("changes").size()).isEqualTo(1);
    JsonNode change = changes.path("changes").path(0);
    assertThat(change.path("key").asString()).isEqualTo("name");
    assertThat(change.path("before").asString()).isEqualTo("\"Old\"");
    assertThat(change.path("after").asString()).isEqualTo("\"New\"");
    JsonNode headers = story.path("delivery").path("headers");
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

  /** After retention has taken the delivery and the event, the log still tells. */
  @Test
  void whatTheLogStillKnowsIsTold() {
    UUID id = queue.completed("contact", "77");
    Tables.empty(jdbc, "tds_inbox_events", "tds_sync_queue");
    JsonNode story = story(id);
    assertThat(story.path("delivery").isNull()).isTrue();
    assertThat(story.path("attempts").size()).isEqualTo(1);
  }

  @Test
  void anIdOfNothingIsNotFound() {
    assertProblem(api.get("/dashboard/events/" + UUID.randomUUID()), 404, "Nothing has the id");
    assertProblem(api.get("/dashboard/events/nonsense"), 400, "id", "a UUID");
  }

  private JsonNode story(UUID id) {
    Caller.Answer answer = api.get("/dashboard/events/" + id);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
