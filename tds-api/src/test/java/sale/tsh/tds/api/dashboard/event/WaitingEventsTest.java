package sale.tsh.tds.api.dashboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.HtmlUtils;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.queue.DeadLetterQueue;
import tools.jackson.databind.JsonNode;

class WaitingEventsTest extends DashboardTest {

  private static final String REASON = "{\"reason\": \"sent twice\"}";

  @Autowired private DeadLetterQueue deadLetters;

  @Test
  void retryOfAWaitingEventIsDueAtOnce() {
    UUID id = queue.retry("item", "1");
    assertThat(isDue(id)).isFalse();
    assertThat(act(id, "retry-now", "").body())
        .isEqualTo("{\"success\":true,\"message\":\"The retry is due now\"}");
    assertThat(isDue(id)).isTrue();
    assertThat(queue.complete(id)).as("a worker claims it").isEqualTo(id);
    assertThat(audit()).isEqualTo("local: retry now, ");
  }

  @Test
  void waitingEventsAreCancelledAsDiscardedDeadLetters() {
    for (UUID id : new UUID[] {queue.retry("item", "1"), queue.pending("item", "2")}) {
      assertThat(act(id, "cancel", REASON).body())
          .isEqualTo("{\"success\":true,\"message\":\"Event cancelled\"}");
      assertThat(audit()).isEqualTo("local: cancel, sent twice");
      JsonNode details = api.get("/dashboard/events/" + id).json();
      assertThat(details.path("event").isNull()).isTrue();
      assertThat(details.path("delivery").path("processed").asBoolean()).isTrue();
      assertThat(details.path("dead_letters").path(0).path("discard_reason").asString())
          .isEqualTo("sent twice");
      assertThat(page(id))
          .contains("Cancelled sent twice", "local cancelled")
          .doesNotContain("Dead letter");
    }
    assertThat(api.get("/dashboard/dead-letter").json()).isEmpty();
    assertThat(api.get("/dashboard/queue-stats").json().path("total").asInt()).isZero();
  }

  /** Intake does this when Zoho sends the same again. */
  @Test
  void repeatOfACancelledEventIsANewEvent() {
    UUID id = queue.pending("item", "1");
    act(id, "cancel", REASON);
    assertThat(deadLetters.closeRepeated(id, UUID.randomUUID())).isTrue();
  }

  /** The event has the id of its dead letter, and that letter stays as it is. */
  @Test
  void redrivenEventCanBeCancelled() {
    UUID letter = queue.deadLetter("item", "1");
    api.post("/dashboard/dead-letter/" + letter + "/retry");
    assertThat(act(letter, "cancel", REASON).status()).isEqualTo(200);
    assertThat(page(letter)).contains("Dead letter after 3 attempts", "Redriven", "Cancelled");
  }

  @Test
  void eventThatDoesNotWaitIsLeftAlone() {
    UUID completed = queue.completed("item", "1");
    assertProblem(act(completed, "retry-now", ""), 409, "does not wait", "completed");
    assertProblem(act(completed, "cancel", REASON), 409, "does not wait", "completed");
    UUID processing = queue.processing("item", "2");
    assertProblem(act(processing, "retry-now", ""), 409, "processing");
    assertProblem(act(processing, "cancel", REASON), 409, "processing");
    UUID pending = queue.pending("item", "3");
    assertProblem(act(pending, "retry-now", ""), 409, "does not wait for a retry", "pending");
    assertProblem(act(new UUID(0, 0), "retry-now", ""), 404, "Nothing has the id");
    assertProblem(act(pending, "cancel", "{}"), 400, "reason must be a text");
    assertThat(jdbc.sql("select count(*) from tds_audit_trail").query(Integer.class).single())
        .isZero();
    assertThat(page(pending)).contains("Cancel this event").doesNotContain("Retry this event now");
    assertThat(page(completed)).doesNotContain("Cancel this event");
  }

  @Test
  void pageOffersBothForAWaitingRetryAndTheAuditNamesTheRecord() {
    UUID id = queue.retry("item", "1");
    assertThat(page(id)).contains("Retry this event now", "Cancel this event");
    act(id, "retry-now", "");
    assertThat(api.get("/dashboard/audit").json().path(0).path("called").asString())
        .isEqualTo("item.updated");
  }

  private Caller.Answer act(UUID event, String action, String body) {
    return api.post("/dashboard/events/%s/%s".formatted(event, action), body);
  }

  private boolean isDue(UUID event) {
    return jdbc.sql("select due_at <= now() from tds_sync_queue where id = :id")
        .param("id", event)
        .query(Boolean.class)
        .single();
  }

  private String audit() {
    JsonNode newest = api.get("/dashboard/audit").json().path(0);
    return "%s: %s, %s"
        .formatted(
            newest.path("actor").asString(),
            newest.path("action").asString(),
            newest.path("detail").asString());
  }

  private String page(UUID event) {
    String page = api.with("Accept", "text/html").get("/dashboard/view/events/" + event).body();
    return HtmlUtils.htmlUnescape(page.replaceAll("<[^>]*>", " ")).replaceAll("\\s+", " ");
  }
}
