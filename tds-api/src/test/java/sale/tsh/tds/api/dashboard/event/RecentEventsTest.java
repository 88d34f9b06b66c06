package sale.tsh.tds.api.dashboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import tools.jackson.databind.JsonNode;

class RecentEventsTest extends DashboardTest {

  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}";

  @Test
  void rowHasTheGuidesKeysAndValues() {
    UUID id = queue.completed("contact", "12345");
    JsonNode events = api.get("/dashboard/recent-events?limit=50").json();
    assertThat(events.isArray()).isTrue();
    assertThat(events.size()).isEqualTo(1);
    JsonNode row = events.path(0);
    assertThat(keys(row))
        .containsExactlyInAnyOrder(
            "id",
            "event_type",
            "entity_id",
            "status",
            "attempt_count",
            "priority",
            "queued_at",
            "started_at",
            "completed_at",
            "error_message");
    assertThat(uuid(row.path("id"))).isEqualTo(id);
    assertThat(row.path("event_type").asString()).isEqualTo("contact.updated");
    assertThat(row.path("entity_id").asString()).isEqualTo("12345");
    assertThat(row.path("status").asString()).isEqualTo("completed");
    assertThat(row.path("attempt_count").asInt()).isEqualTo(1);
    assertThat(row.path("priority").asInt()).isEqualTo(5);
    assertThat(row.path("queued_at").asString()).matches(TIME);
    assertThat(row.path("started_at").asString()).matches(TIME);
    assertThat(row.path("completed_at").asString()).matches(TIME);
    assertThat(row.path("error_message").isNull()).isTrue();
  }

  /** The answer does not ask to try again, since that would never help. */
  @Test
  void unstorableCharacterIsTheCallersError() {
    Caller.Answer answer = api.get("/dashboard/recent-events?event_type=%00");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains("U+0000");
  }

  @Test
  void failedEventShowsItsError() {
    queue.retry("contact", "1");
    JsonNode row = api.get("/dashboard/recent-events").json().path(0);
    assertThat(row.path("error_message").asString()).isEqualTo("not yet");
    assertThat(row.path("completed_at").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "pending, 5",
    "processing, 4",
    "retry, 2",
    "completed, 1",
    "dead_letter, 3",
    "COMPLETED, 1",
    "Dead_Letter, 3",
  })
  void statusFilterListsOnlyThatStatus(String filter, String entityId) {
    oneOfEach();
    assertThat(entityIds("?status_filter=" + filter)).containsExactly(entityId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "FAILED"})
  void failedFilterListsEventsWhoseLastAttemptFailed(String filter) {
    oneOfEach();
    assertThat(entityIds("?status_filter=" + filter)).containsExactly("3", "2");
  }

  @Test
  void newestEventsComeFirstAcrossAllStatuses() {
    oneOfEach();
    assertThat(entityIds("")).containsExactly("5", "4", "3", "2", "1");
    assertThat(entityIds("?limit=2")).containsExactly("5", "4");
  }

  @Test
  void limitIsFiftyByDefaultAndAtMostFiveHundred() {
    many(600);
    assertThat(api.get("/dashboard/recent-events").json().size()).isEqualTo(50);
    assertThat(api.get("/dashboard/recent-events?limit=500").json().size()).isEqualTo(500);
  }

  @Test
  void cursorsVisitEachEventOnceEvenAtEqualTimes() {
    many(120);
    List<String> seen = new ArrayList<>();
    String query = "?limit=25";
    JsonNode page = api.get("/dashboard/recent-events" + query).json();
    while (page.size() > 0) {
      page.forEach(row -> seen.add(row.path("queued_at").asString() + row.path("id").asString()));
      JsonNode last = page.path(page.size() - 1);
      String cursor = last.path("queued_at").asString() + "," + last.path("id").asString();
      page =
          api.get(
                  "/dashboard/recent-events"
                      + query
                      + "&before="
                      + URLEncoder.encode(cursor, StandardCharsets.UTF_8))
              .json();
    }
    assertThat(seen)
        .hasSize(120)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void cursorOfATimeListsOnlyOlderEvents() {
    queue.completed("contact", "1");
    queue.completed("contact", "2");
    String newest = api.get("/dashboard/recent-events").json().path(0).path("queued_at").asString();
    assertThat(entityIds("?before=" + newest)).containsExactly("1");
  }

  @Test
  void eventTypeAndEntityIdNarrowTheList() {
    queue.completed("contact", "1");
    queue.completed("contact", "2");
    queue.completed("item", "1");
    queue.deadLetter("contact", "1");
    assertThat(entityIds("?event_type=item.updated")).containsExactly("1");
    assertThat(entityIds("?entity_id=1")).containsExactly("1", "1", "1");
    assertThat(entityIds("?entity_id=1&event_type=contact.updated")).containsExactly("1", "1");
    assertThat(entityIds("?entity_id=1&event_type=contact.updated&status_filter=dead_letter"))
        .containsExactly("1");
    assertThat(entityIds("?event_type=contact.updated")).containsExactly("1", "2", "1");
    assertThat(entityIds("?event_type=contact.updated&limit=2")).containsExactly("1", "2");
    assertThat(entityIds("?event_type=contact.updated&status_filter=dead_letter"))
        .containsExactly("1");
    assertThat(entityIds("?event_type=contact.updated&status_filter=completed"))
        .containsExactly("2", "1");
    assertThat(entityIds("?entity_id=3")).isEmpty();
    assertThat(entityIds("?event_type=contact")).containsExactly("1", "2", "1");
    assertThat(entityIds("?event_type=contac")).isEmpty();
    assertThat(entityIds("?error=DECIMAL")).containsExactly("1");
    assertThat(entityIds("?error=%25")).isEmpty();
  }

  @Test
  void recordFilterFindsEventsAfterRetentionRemovedTheirDeliveries() {
    queue.completed("contact", "1");
    queue.processing("contact", "1");
    jdbc.sql("delete from tds_inbox_events").update();
    assertThat(entityIds("?entity_id=1")).containsExactly("1", "1");
    assertThat(entityIds("?entity_id=1&status_filter=completed")).containsExactly("1");
    assertThat(entityIds("?entity_id=1&status_filter=processing")).containsExactly("1");
  }

  /** Such an event is in a separate index, which every list must read. */
  @ParameterizedTest
  @ValueSource(strings = {"", "&event_type=item.updated", "&entity_id=2"})
  void eventInProcessingIsListedInOrder(String narrowed) {
    queue.completed("item", "2");
    queue.processing("item", "2");
    queue.pending("item", "2");
    JsonNode events = api.get("/dashboard/recent-events?limit=50" + narrowed).json();
    assertThat(events.valueStream().map(row -> row.path("status").asString()))
        .containsExactly("pending", "processing", "completed");
    String second = events.path(1).path("queued_at").asString();
    assertThat(entityIds("?before=" + second + narrowed)).hasSize(1);
    assertThat(entityIds("?limit=2" + narrowed)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "status_filter=bogus, status_filter, pending",
    "status_filter=, status_filter, failed",
    "limit=0, limit, from 1 to 500",
    "limit=-1, limit, from 1 to 500",
    "limit=501, limit, from 1 to 500",
    "limit=abc, limit, from 1 to 500",
    "limit=9999999999, limit, from 1 to 500",
    "before=yesterday, before, queued_at",
    "'before=2026-10-31T10:00:00,nonsense', before, queued_at",
  })
  void refusalNamesTheParameterAndWhatItMustBe(String query, String name, String expected) {
    Caller.Answer answer = api.get("/dashboard/recent-events?" + query);
    assertProblem(answer, 400, name, expected);
    assertThat(answer.json().path("parameter").asString()).isEqualTo(name);
  }

  /**
   * One event of each status. Oldest first: completed 1, retry 2, dead 3, processing 4, pending 5.
   */
  private void oneOfEach() {
    queue.completed("contact", "1");
    queue.retry("contact", "2");
    queue.deadLetter("item", "3");
    queue.processing("item", "4");
    queue.pending("item", "5");
  }

  /** Every ten events are queued at the same microsecond. */
  private void many(int count) {
    jdbc.sql(
            """
            insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at)
            select gen_random_uuid(), gen_random_uuid(), n, 'item.updated', 'item', n::text,
                   (array['pending', 'completed', 'retry'])[1 + n % 3], now() - n / 10 * interval '1 ms'
              from generate_series(1, :count) n
            """)
        .param("count", count)
        .update();
  }

  private List<String> entityIds(String query) {
    return api.get("/dashboard/recent-events" + query)
        .json()
        .valueStream()
        .map(row -> row.path("entity_id").asString())
        .toList();
  }
}
