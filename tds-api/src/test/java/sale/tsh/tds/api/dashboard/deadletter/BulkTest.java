package sale.tsh.tds.api.dashboard.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import tools.jackson.databind.JsonNode;

class BulkTest extends DashboardTest {

  private static final String RETRY = "/dashboard/dead-letter/retry";
  private static final String DISCARD = "/dashboard/dead-letter/discard";

  @Test
  void groupsAreListedWithWhatABulkRetryNeeds() {
    queue.deadLetter("item", "1", "item.rate: \"<b>\" is not a decimal number", "{}");
    queue.deadLetter("item", "2", "item.rate: \"x\" is not a decimal number", "{}");
    queue.deadLetter("contact", "3", "gone", "{}");
    JsonNode groups = api.get("/dashboard/dead-letter/groups").json();
    assertThat(groups.size()).isEqualTo(2);
    JsonNode largest = groups.path(0);
    assertThat(keys(largest))
        .containsExactlyInAnyOrder(
            "group", "kind", "error", "example", "count", "first_seen", "last_seen");
    assertThat(largest.path("count").asInt()).isEqualTo(2);
    assertThat(largest.path("error").asString())
        .isEqualTo("item.rate: \"…\" is not a decimal number");
    assertThat(
            api.post(
                    RETRY,
                    "{\"error_group\": \"%s\", \"dry_run\": true}"
                        .formatted(largest.path("group").asString()))
                .json()
                .path("matched")
                .asInt())
        .isEqualTo(2);
    assertProblem(api.get("/dashboard/dead-letter/groups?limit=0"), 400, "limit");
  }

  @Test
  void dryRunCountsAndChangesNothing() {
    letters(3);
    Caller.Answer answer =
        api.post(RETRY, "{\"event_type\": \"item.updated\", \"cap\": 2, \"dry_run\": true}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"success\":true,\"message\":\"2 dead letters would be retried\",\"dry_run\":true,\"matched\":3,\"taken\":2,\"bulk_id\":null}");
    assertThat(api.get("/dashboard/dead-letter").json().size()).isEqualTo(3);
    assertThat(jdbc.sql("select count(*) from tds_audit_trail").query(Integer.class).single())
        .isZero();
  }

  @Test
  void bulkRetryRunsByItselfAndReportsItsProgress() {
    letters(3);
    Caller.Answer answer = api.post(RETRY, "{\"older_than\": \"0s\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("taken").asInt()).isEqualTo(3);
    String bulk = "/dashboard/bulk/" + answer.json().path("bulk_id").asString();
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(api.get(bulk).json().path("state").asString()).isEqualTo("finished"));
    JsonNode progress = api.get(bulk).json();
    assertThat(keys(progress))
        .containsExactlyInAnyOrder(
            "id",
            "action",
            "state",
            "requested_at",
            "requested_by",
            "filter",
            "rate",
            "matched",
            "redriven",
            "discarded",
            "remaining",
            "skipped",
            "ended_at",
            "cancelled_by",
            "reason",
            "outcome");
    assertThat(progress.path("outcome").path("waiting").asInt()).isEqualTo(3);
    assertThat(progress.path("redriven").asInt()).isEqualTo(3);
    assertThat(progress.path("rate").asInt()).isEqualTo(10);
    assertThat(progress.path("requested_by").asString()).isEqualTo("local");
    assertThat(progress.path("filter").path("older_than_seconds").asInt(-1)).isZero();
    assertThat(api.get("/dashboard/queue-stats").json().path("pending").asInt()).isEqualTo(3);
    assertProblem(api.post(bulk + "/cancel"), 409, "is finished");
    assertThat(jdbc.sql("select action from tds_audit_trail").query(String.class).list())
        .containsExactly("bulk redrive");
  }

  /** A bulk that is finished may have led to nothing. */
  @Test
  void outcomeSaysWhatBecameOfEachEvent() {
    letters(3);
    queue.deadLetter("item", "4", "gone", "{}");
    JsonNode started = api.post(RETRY, "{\"older_than\": \"0s\", \"rate\": 100}").json();
    UUID bulk = uuid(started.path("bulk_id"));
    awaitEnd(bulk);
    List<UUID> events =
        jdbc.sql("select id from tds_sync_queue order by entity_id")
            .query((row, number) -> row.getObject("id", UUID.class))
            .list();
    assertThat(events).hasSize(4);
    queueOne(events.get(0), id -> queue.complete(id));
    queueOne(events.get(1), id -> queue.die(id, "item.rate: \"y\" is not a decimal number", "{}"));
    queueOne(events.get(2), id -> queue.die(id, "something else", "{}"));

    JsonNode outcome = api.get("/dashboard/bulk/" + bulk).json().path("outcome");
    assertThat(keys(outcome))
        .containsExactlyInAnyOrder(
            "completed", "waiting", "dead_again", "same_cause", "gone", "causes");
    assertThat(outcome.path("completed").asInt()).isEqualTo(1);
    assertThat(outcome.path("waiting").asInt()).isEqualTo(1);
    assertThat(outcome.path("dead_again").asInt()).isEqualTo(2);
    assertThat(outcome.path("same_cause").asInt()).isEqualTo(1);
    assertThat(outcome.path("causes").valueStream().map(cause -> cause.path("error").asString()))
        .containsExactlyInAnyOrder("item.rate: \"…\" is not a decimal number", "something else");
    assertThat(text("/dashboard/view/bulk/" + bulk))
        .contains(
            "Finished : 4 of 4 events retried . 1 completed, 1 waits, 2 dead again, 1 of them with the same cause.",
            "item.rate: \"y\" is not a decimal number the same cause as before",
            "something else another cause than before");

    JsonNode listed = api.get("/dashboard/bulk").json();
    assertThat(listed.valueStream().map(each -> uuid(each.path("id")))).containsExactly(bulk);
    assertThat(listed.path(0).path("outcome")).isEqualTo(outcome);
    assertThat(text("/dashboard/view/bulk"))
        .contains("local", "finished", "4 of 4 retried", "1 completed");
    assertThat(
            api.get("/dashboard/bulk?before=" + listed.path(0).path("requested_at").asString())
                .json())
        .isEmpty();

    // A dead letter that an operator discards leaves the outcome as it was.
    UUID again =
        jdbc.sql("select id from tds_dead_letter_queue where last_error = 'something else'")
            .query(UUID.class)
            .single();
    api.post("/dashboard/dead-letter/" + again + "/discard", "{\"reason\": \"a test\"}");
    assertThat(api.get("/dashboard/bulk/" + bulk).json().path("outcome").path("dead_again").asInt())
        .isEqualTo(2);
  }

  @Test
  void bulksAreListedPageByPage() {
    jdbc.sql(
            """
            insert into tds_bulk_redrives (id, requested_at, requested_by, filter, rate, matched, ended_at)
            select gen_random_uuid(), now() - n * interval '1 minute', 'ali ' || n, '{}', 1, 0, now()
              from generate_series(1, 21) n
            """)
        .update();
    String first = page("/dashboard/view/bulk");
    assertThat(first).contains("ali 1<", "ali 20<").doesNotContain("ali 21<");
    String older = first.substring(first.indexOf("view/bulk?before="));
    assertThat(page("/dashboard/" + older.substring(0, older.indexOf('"'))))
        .contains("ali 21<")
        .doesNotContain("ali 20<");
  }

  @Test
  void bulkRetryCanBeCancelled() {
    letters(5);
    Caller.Answer started = api.post(RETRY, "{\"older_than\": \"0s\", \"rate\": 1}");
    String bulk = "/dashboard/bulk/" + started.json().path("bulk_id").asString();
    JsonNode cancelled = api.post(bulk + "/cancel").json();
    assertThat(cancelled.path("state").asString()).isEqualTo("cancelled");
    assertThat(cancelled.path("cancelled_by").asString()).isEqualTo("local");
    int redriven = cancelled.path("redriven").asInt();
    assertThat(redriven).isLessThan(5);
    assertThat(cancelled.path("skipped").asInt()).isEqualTo(5 - redriven);
    assertThat(api.get("/dashboard/dead-letter").json().size()).isEqualTo(5 - redriven);
    assertThat(jdbc.sql("select action from tds_audit_trail").query(String.class).list())
        .contains("bulk redrive", "cancel bulk redrive");
  }

  /** As in the settings, a bare number is seconds. */
  @ParameterizedTest
  @CsvSource({"59, 1", "60s, 1", "1m, 1", "0.9m, 1", "120, 0", "2m, 0", "1d, 0"})
  void ageIsParsedAsInTheSettings(String age, int matched) {
    letters(1);
    jdbc.sql("update tds_dead_letter_queue set moved_to_dlq_at = now() - interval '90 s'").update();
    assertThat(
            api.post(RETRY, "{\"older_than\": \"%s\", \"dry_run\": true}".formatted(age))
                .json()
                .path("matched")
                .asInt())
        .isEqualTo(matched);
  }

  @Test
  void idsSelectOnlyTheseDeadLetters() {
    List<UUID> ids = letters(3);
    assertThat(
            api.post(RETRY, "{\"ids\": [\"%s\"], \"dry_run\": true}".formatted(ids.getFirst()))
                .json()
                .path("matched")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void chosenDeadLettersAreDiscardedWithAReason() {
    List<UUID> ids = letters(3);
    String chosen = "\"ids\": [\"%s\", \"%s\"]".formatted(ids.get(0), ids.get(2));
    assertProblem(api.post(DISCARD, "{%s}".formatted(chosen)), 400, "reason must be a text of 1");
    assertThat(
            api.post(DISCARD, "{%s, \"dry_run\": true}".formatted(chosen))
                .json()
                .path("message")
                .asString())
        .isEqualTo("2 dead letters would be discarded");
    JsonNode started =
        api.post(DISCARD, "{%s, \"reason\": \"sent twice\"}".formatted(chosen)).json();
    assertThat(started.path("message").asString())
        .isEqualTo("2 dead letters are discarded, 10 a second");
    UUID bulk = uuid(started.path("bulk_id"));
    awaitEnd(bulk);
    JsonNode progress = api.get("/dashboard/bulk/" + bulk).json();
    assertThat(progress.path("action").asString()).isEqualTo("discard");
    assertThat(progress.path("reason").asString()).isEqualTo("sent twice");
    assertThat(progress.path("discarded").asInt()).isEqualTo(2);
    assertThat(progress.path("redriven").asInt()).isZero();
    assertThat(api.get("/dashboard/dead-letter").json().valueStream())
        .extracting(letter -> uuid(letter.path("id")))
        .containsExactly(ids.get(1));
    assertThat(text("/dashboard/view/bulk/" + bulk))
        .contains("Bulk discard", "2 of 2 events discarded", "Reason sent twice");
    assertThat(text("/dashboard/view/bulk")).contains("2 of 2 discarded", "sent twice");
    assertThat(
            jdbc.sql("select action || ': ' || detail from tds_audit_trail")
                .query(String.class)
                .list())
        .containsExactly("bulk discard: sent twice – 2 chosen, at most 1000, 10 a second");
    assertThat(text("/dashboard/view/events/" + ids.get(0)))
        .contains("Discarded sent twice", "local discarded in bulk");
  }

  @Test
  void pageOfACauseOffersToChooseRows() {
    UUID letter = letters(1).getFirst();
    String group = api.get("/dashboard/dead-letter/groups").json().path(0).path("group").asString();
    assertThat(page("/dashboard/view/dead-letter/" + group))
        .contains("name=\"ids\" value=\"%s\"".formatted(letter), "Discard all of these");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                        | narrowed by event_type
          {"dry_run": true}                         | narrowed by event_type
          {"event_typ": "item.updated"}             | event_typ
          {"older_than": "soon"}                    | older_than is "soon" but must be a time from 0s to 36500d
          {"older_than": "-5m"}                     | older_than is "-5m" but must be a time from 0s to 36500d
          {"older_than": "40000d"}                  | older_than is "40000d" but must be a time from 0s to 36500d
          {"older_than": "1m", "cap": 0}            | cap must be a whole number from 1 to 10000
          {"older_than": "1m", "cap": 10001}        | cap must be a whole number from 1 to 10000
          {"older_than": "1m", "rate": 101}         | rate must be a whole number from 1 to 100
          {"ids": [], "reason": "no"}               | reason must be left out of a retry
          {"ids": []}                               | ids must be 1 to 10000 ids
          {"ids": ["nonsense"]}                     | UUID
          no json                                   | The body cannot be read
          """)
  void refusalOfARequestSaysWhatItMustBe(String body, String words) {
    letters(1);
    assertProblem(api.post(RETRY, body), 400, words);
    assertThat(api.get("/dashboard/dead-letter").json().size()).isEqualTo(1);
  }

  @Test
  void unknownBulkRetryIsNotFound() {
    UUID id = UUID.randomUUID();
    assertProblem(api.get("/dashboard/bulk/" + id), 404, "no bulk retry");
    assertProblem(api.post("/dashboard/bulk/" + id + "/cancel"), 404, "no bulk retry");
    assertProblem(api.get("/dashboard/bulk/nonsense"), 400, "id", "a UUID");
  }

  private List<UUID> letters(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> queue.deadLetter("item", Integer.toString(i)))
        .toList();
  }

  private void awaitEnd(UUID bulk) {
    Awaitility.await()
        .until(() ->
            api.get("/dashboard/bulk/" + bulk).json().path("state").asString().equals("finished"));
  }

  /** Lets one event be the only one that is due. */
  private void queueOne(UUID id, Consumer<UUID> end) {
    jdbc.sql(
            "update tds_sync_queue set status = 'completed' where id <> :id and status = 'pending'")
        .param("id", id)
        .update();
    end.accept(id);
    jdbc.sql(
            "update tds_sync_queue set status = 'pending' where status = 'completed' and completed_at is null")
        .update();
  }

  private String page(String path) {
    return api.with("Accept", "text/html").get(path).body();
  }

  private String text(String path) {
    return HtmlUtils.htmlUnescape(page(path).replaceAll("<[^>]*>", " ")).replaceAll("\\s+", " ");
  }
}
