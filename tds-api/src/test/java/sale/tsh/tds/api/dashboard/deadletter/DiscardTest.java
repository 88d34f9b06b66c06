package sale.tsh.tds.api.dashboard.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.queue.DeadLetterQueue;

class DiscardTest extends DashboardTest {

  @Autowired private DeadLetterQueue deadLetters;

  @Test
  void discardedEventLeavesListsAndCountsAndReleasesItsDelivery() {
    UUID id = queue.deadLetter("item", "1");
    Caller.Answer answer = discard(id, "{\"reason\": \"a test record\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true,\"message\":\"Dead letter discarded\"}");
    assertThat(api.get("/dashboard/dead-letter").json().isEmpty()).isTrue();
    assertThat(api.get("/dashboard/recent-events").json().isEmpty()).isTrue();
    assertThat(api.get("/dashboard/queue-stats").json().path("total").asInt()).isZero();
    assertThat(
            jdbc.sql("select processed and processed_at is not null from tds_inbox_events")
                .query(Boolean.class)
                .single())
        .isTrue();
    assertThat(
            jdbc.sql("select discard_reason from tds_dead_letter_queue")
                .query(String.class)
                .single())
        .isEqualTo("a test record");
    assertThat(
            jdbc.sql("select action || ': ' || detail from tds_audit_trail")
                .query(String.class)
                .list())
        .containsExactly("discard: a test record");
  }

  /** Intake does this when Zoho sends the same again. */
  @Test
  void repeatOfADiscardedEventIsANewEvent() {
    UUID letter = queue.deadLetter("item", "1");
    UUID event =
        jdbc.sql("select original_queue_id from tds_dead_letter_queue").query(UUID.class).single();
    discard(letter, "{\"reason\": \"a test\"}");
    UUID repeat = UUID.randomUUID();
    assertThat(deadLetters.closeRepeated(event, repeat)).isTrue();
    assertThat(
            jdbc.sql("select idempotency_key is null from tds_inbox_events")
                .query(Boolean.class)
                .single())
        .as("its key is free")
        .isTrue();
    assertThat(deadLetters.closeRepeated(event, repeat)).isFalse();
  }

  @Test
  void closedDeadLetterCannotBeDiscarded() {
    String reason = "{\"reason\": \"a test\"}";
    UUID id = queue.deadLetter("item", "1");
    discard(id, reason);
    assertProblem(discard(id, reason), 409, "discarded before");
    assertProblem(api.post("/dashboard/dead-letter/" + id + "/retry"), 409, "discarded before");
    assertProblem(discard(new UUID(0, 0), reason), 404, "no dead letter");
    UUID redriven = queue.deadLetter("item", "2");
    api.post("/dashboard/dead-letter/" + redriven + "/retry");
    assertProblem(discard(redriven, reason), 409, "redriven before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"reason\": null}", "{\"reason\": \"  \"}"})
  void discardNeedsAReason(String body) {
    UUID id = queue.deadLetter("item", "1");
    assertProblem(discard(id, body), 400, "reason must be a text of 1 to 500 characters");
    assertThat(api.get("/dashboard/dead-letter").json().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "{\"raeson\": \"misspelt\"}"})
  void unsuitableBodyOfADiscardIsRefused(String body) {
    UUID id = queue.deadLetter("item", "1");
    assertProblem(discard(id, body), 400, "body");
  }

  private Caller.Answer discard(UUID id, String body) {
    return api.post("/dashboard/dead-letter/" + id + "/discard", body);
  }
}
