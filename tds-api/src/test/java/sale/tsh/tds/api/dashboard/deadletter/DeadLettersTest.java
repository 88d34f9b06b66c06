package sale.tsh.tds.api.dashboard.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM")
class DeadLettersTest extends DashboardTest {

  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}";

  @Test
  void rowHasTheGuidesKeysAndValues() {
    UUID id =
        queue.deadLetter("item", "4500", "item.rate: \"abc\" is wrong", "{\"rate\": \"abc\"}");
    JsonNode letters = api.get("/dashboard/dead-letter?limit=50").json();
    assertThat(letters.size()).isEqualTo(1);
    JsonNode row = letters.path(0);
    assertThat(keys(row))
        .containsExactlyInAnyOrder(
            "id",
            "original_queue_id",
            "event_type",
            "entity_id",
            "payload",
            "attempt_count",
            "last_error",
            "moved_to_dlq_at",
            "retry_count",
            "last_retry_at");
    assertThat(uuid(row.path("id"))).isEqualTo(id);
    assertThat(row.path("event_type").asString()).isEqualTo("item.updated");
    assertThat(row.path("entity_id").asString()).isEqualTo("4500");
    assertThat(row.path("payload").path("rate").asString()).isEqualTo("abc");
    assertThat(row.path("attempt_count").asInt()).isEqualTo(3);
    assertThat(row.path("last_error").asString()).isEqualTo("item.rate: \"abc\" is wrong");
    assertThat(row.path("moved_to_dlq_at").asString()).matches(TIME);
    assertThat(row.path("retry_count").asInt()).isZero();
    assertThat(row.path("last_retry_at").isNull()).isTrue();
  }

  /** Numeric ids of 19 digits and decimals keep every digit. */
  @Test
  void numbersInAPayloadAreExact() {
    queue.deadLetter(
        "item", "1", "no", "{\"item_id\": 2646600000000123457, \"rate\": 0.10000000000000000001}");
    assertThat(api.get("/dashboard/dead-letter").body())
        .contains("2646600000000123457", "0.10000000000000000001");
  }

  @Test
  void newestDeadLettersComeFirstUpToTheLimit() {
    for (int i = 1; i <= 3; i++) {
      queue.deadLetter("item", Integer.toString(i));
    }
    assertThat(entityIds("?limit=2")).containsExactly("3", "2");
    assertThat(entityIds("")).containsExactly("3", "2", "1");
    assertProblem(api.get("/dashboard/dead-letter?limit=501"), 400, "limit", "from 1 to 500");
  }

  /** One list of 450 dead letters of a megabyte each once ended the process, and intake with it. */
  @Test
  void answerOfLargeRecordsEndsEarlyAndLinksToTheRest() {
    String large = "{\"notes\": \"%s\"}".formatted("x".repeat(1_500_000));
    for (int i = 1; i <= 7; i++) {
      queue.deadLetter("item", Integer.toString(i), "no", large);
    }
    jdbc.sql("update tds_inbox_events set body_size = 1500000").update();
    List<String> seen = new ArrayList<>();
    String page = "?limit=500";
    while (!page.isEmpty()) {
      Caller.Answer answer = api.get("/dashboard/dead-letter" + page);
      assertThat(answer.body()).hasSizeLessThan(DeadLetterReader.MOST_BYTES + 10_000);
      answer.json().forEach(row -> seen.add(row.path("entity_id").asString()));
      page = answer.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
    }
    assertThat(seen).containsExactly("7", "6", "5", "4", "3", "2", "1");
  }

  /** Payloads of earlier releases, and control characters, are written out in many more bytes. */
  @Test
  void answerIsBoundedByWhatIsSent() {
    String wide = "{\"x\": [%s0]}".formatted("1e-900, ".repeat(1_650));
    String controls = "{\"x\": \"%s\"}".formatted("\\u0001".repeat(250_000));
    for (int i = 1; i <= 4; i++) {
      queue.deadLetter("item", "w" + i, "no", wide);
      queue.deadLetter("item", "c" + i, "no", controls);
    }
    jdbc.sql("update tds_inbox_events set body_size = 1500").update();
    List<String> seen = new ArrayList<>();
    String page = "?limit=500";
    while (!page.isEmpty()) {
      Caller.Answer answer = api.get("/dashboard/dead-letter" + page);
      assertThat(answer.body()).hasSizeLessThan(DeadLetterReader.MOST_BYTES + 10_000);
      answer.json().forEach(row -> seen.add(row.path("entity_id").asString()));
      page = answer.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
    }
    assertThat(seen).containsExactly("c4", "w4", "c3", "w3", "c2", "w2", "c1", "w1");
  }

  @Test
  void payloadBeyondTheLimitIsLeftOutAndCanBeDownloaded() {
    String atTheLimit =
        "{\"notes\": \"%s\"}".formatted("x".repeat(DeadLetterReader.MOST_BYTES - 13));
    String beyond = atTheLimit.replaceFirst("xx", "xé");
    UUID large = queue.deadLetter("item", "beyond", "no", beyond);
    queue.deadLetter("item", "at", "no", atTheLimit);
    JsonNode row = api.get("/dashboard/dead-letter?limit=1").json().path(0);
    assertThat(row.path("payload").path("notes").asString().length())
        .isEqualTo(atTheLimit.length() - 13);
    assertThat(row.has("payload_left_out")).isFalse();
    String before = row.path("moved_to_dlq_at").asString() + "," + row.path("id").asString();
    row = api.get("/dashboard/dead-letter?before=" + before).json().path(0);
    assertThat(row.path("payload").isNull()).isTrue();
    String path = "/dashboard/dead-letter/" + large + "/payload";
    assertThat(row.path("payload_left_out").asString())
        .isEqualTo("The record may be larger than 4 MiB. GET " + path + " sends it.");
    Caller.Answer whole = api.get(path);
    assertThat(whole.body()).isEqualTo(beyond);
    assertThat(whole.header("Content-Disposition")).startsWith("attachment");
  }

  /** As text, this payload of an earlier release is larger than PostgreSQL can make. */
  @ParameterizedTest
  @ValueSource(strings = {"1e131000", "-1e131000", "1e-16000", "-1e-16000", "0e-16000"})
  void payloadOfNumbersThatNobodyCanWriteIsLeftOut(String number) {
    String payload = "{\"x\": [%s0]}".formatted((number + ", ").repeat(70_000));
    UUID id = queue.deadLetter("item", "1", "no", payload);
    JsonNode row = api.get("/dashboard/dead-letter").json().path(0);
    assertThat(row.path("payload").isNull()).isTrue();
    String path = "/dashboard/dead-letter/" + id + "/payload";
    assertProblem(api.get(path), 409, "mend-numbers");
    assertProblem(api.get("/dashboard/dead-letter/" + new UUID(0, 0) + "/payload"), 404, "no dead");
  }

  @Test
  void answerAtTheLimitLinksToTheRestToo() {
    for (int i = 1; i <= 3; i++) {
      queue.deadLetter("item", Integer.toString(i));
    }
    Caller.Answer first = api.get("/dashboard/dead-letter?limit=2");
    assertThat(first.header("Link")).startsWith("<?limit=2&before=").endsWith("; rel=\"next\"");
    String next = first.header("Link").replaceFirst("^<(.*)>.*$", "$1");
    assertThat(entityIds(next)).containsExactly("1");
    assertThat(api.get("/dashboard/dead-letter" + next).header("Link")).isEmpty();
    assertThat(api.get("/dashboard/dead-letter?limit=3").header("Link")).isEmpty();
    assertProblem(api.get("/dashboard/dead-letter?before=soon"), 400, "before", "time,id");
  }

  /** More requests than the limit of simultaneous large answers. */
  @Test
  void simultaneousLargeAnswersAllSucceed() throws Exception {
    queue.deadLetter("item", "1");
    for (int round = 0; round < 3; round++) {
      assertThat(atOnce(() -> api.get("/dashboard/dead-letter"))).containsOnly(200);
    }
  }

  @Test
  void retryQueuesTheEventUnderTheDeadLettersId() {
    UUID id = queue.deadLetter("item", "1");
    Caller.Answer answer = api.post("/dashboard/dead-letter/" + id + "/retry");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"success\":true,\"message\":\"Event moved from DLQ to processing queue\",\"queue_id\":\"%s\"}"
                .formatted(id));
    JsonNode events = api.get("/dashboard/recent-events").json();
    assertThat(events.size()).isEqualTo(1);
    assertThat(uuid(events.path(0).path("id"))).isEqualTo(id);
    assertThat(events.path(0).path("status").asString()).isEqualTo("pending");
    assertThat(events.path(0).path("attempt_count").asInt()).isZero();
    assertThat(api.get("/dashboard/dead-letter").json().isEmpty()).isTrue();
    assertThat(api.get("/dashboard/queue-stats").json().path("dead_letter").asInt()).isZero();
  }

  @Test
  void retryLogsTheOldAndTheNewId(CapturedOutput output) {
    UUID event = queue.pending("item", "1");
    UUID letter = queue.die(event, "no", "{}");
    api.post("/dashboard/dead-letter/" + letter + "/retry");
    assertThat(output)
        .containsOnlyOnce("Event %s is redriven as event %s".formatted(event, letter));
  }

  @Test
  void redrivenEventThatDiesAgainIsListedWithItsRetryCount() {
    UUID first = queue.deadLetter("item", "1");
    api.post("/dashboard/dead-letter/" + first + "/retry");
    UUID second = queue.die(first, "again", "{}");
    JsonNode letters = api.get("/dashboard/dead-letter").json();
    assertThat(letters.size()).isEqualTo(1);
    assertThat(uuid(letters.path(0).path("id"))).isEqualTo(second);
    assertThat(uuid(letters.path(0).path("original_queue_id"))).isEqualTo(first);
    assertThat(letters.path(0).path("retry_count").asInt()).isEqualTo(1);
    assertThat(letters.path(0).path("last_retry_at").asString()).matches(TIME);
    assertThat(api.get("/dashboard/queue-stats").json().path("dead_letter").asInt()).isEqualTo(1);
  }

  @Test
  void retryLeavesAnAuditEntry() {
    UUID id = queue.deadLetter("item", "1");
    api.post("/dashboard/dead-letter/" + id + "/retry");
    api.post("/dashboard/dead-letter/" + id + "/retry");
    assertThat(
            jdbc.sql("select actor || ' ' || action || ' ' || subject from tds_audit_trail")
                .query(String.class)
                .list())
        .containsExactly("local redrive " + id);
  }

  @Test
  void refusalOfARetrySaysWhy() {
    UUID id = queue.deadLetter("item", "1");
    api.post("/dashboard/dead-letter/" + id + "/retry");
    assertProblem(api.post("/dashboard/dead-letter/" + id + "/retry"), 409, "redriven before");
    assertProblem(
        api.post("/dashboard/dead-letter/00000000-0000-0000-0000-000000000000/retry"),
        404,
        "no dead letter");
    assertProblem(api.post("/dashboard/dead-letter/nonsense/retry"), 400, "id", "a UUID");
    assertProblem(api.get("/dashboard/dead-letter/" + id + "/retry"), 405);
  }

  @Test
  void onlyOneOfTwoSimultaneousRetriesSucceeds() throws Exception {
    for (int round = 0; round < 10; round++) {
      UUID id = queue.deadLetter("item", Integer.toString(round));
      List<Integer> statuses = atOnce(() -> api.post("/dashboard/dead-letter/" + id + "/retry"));
      assertThat(statuses).containsExactlyInAnyOrder(200, 409);
      assertThat(
              jdbc.sql("select count(*) from tds_sync_queue where entity_id = :id")
                  .param("id", Integer.toString(round))
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);
      queue.empty();
    }
  }

  /**
   * Intake does this with a repeat of the same delivery. It holds the delivery and waits for the
   * dead letter.
   */
  @Test
  void actionRunsAgainAfterADeadlockWithIntake() throws Exception {
    UUID id = queue.deadLetter("item", "1");
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Caller.Answer> retry =
          database()
              .transactions()
              .execute(status -> {
                var intake = database().jdbc();
                intake.sql("set local deadlock_timeout = '1min'").update();
                intake.sql("select id from tds_inbox_events for update").query().listOfRows();
                Future<Caller.Answer> call =
                    threads.submit(() -> api.post("/dashboard/dead-letter/" + id + "/retry"));
                Awaitility.await().pollInterval(Duration.ofMillis(10)).until(this::somebodyWaits);
                intake.sql("select id from tds_dead_letter_queue for update").query().listOfRows();
                return call;
              });
      assertThat(retry.get().status()).isEqualTo(200);
    }
  }

  private boolean somebodyWaits() {
    return jdbc.sql("select exists (select 1 from pg_locks where not granted)")
        .query(Boolean.class)
        .single();
  }

  private List<String> entityIds(String query) {
    return api.get("/dashboard/dead-letter" + query)
        .json()
        .valueStream()
        .map(row -> row.path("entity_id").asString())
        .toList();
  }

  private static List<Integer> atOnce(Callable<Caller.Answer> call) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Caller.Answer>> both = threads.invokeAll(List.of(call, call));
      return Stream.of(both.get(0).get(), both.get(1).get()).map(Caller.Answer::status).toList();
    }
  }
}
