package sale.tsh.tds.api.dashboard.refused;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.api.webhook.TakeAgain;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.inbox.AcceptResult;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import tools.jackson.databind.JsonNode;

/**
 * Refused deliveries that are taken again. They come in at an address without a kind, and {@link
 * #known} gives the address its kind as a later release would.
 */
class TakeAgainTest extends DashboardTest {

  private static final String MANY = "/dashboard/refused/take-again";
  private static final String TIMELESS =
      "{\"contact\": {\"contact_id\": \"77\", \"contact_name\": \"Ali\"}}";
  private static final String OTHER = TIMELESS.replace("Ali", "Sara");
  private static final String TIMED =
      "{\"contact\": {\"contact_id\": \"77\", \"last_modified_time\": \"2026-10-31T10:00:00+0000\"}}";

  private static final String WAITING_FOR_A_ROW =
      "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

  private static final String WRITERS =
      "pg_locks where relation = 'tds_inbox_events'::regclass and mode = 'RowExclusiveLock'";

  @Autowired private TakeAgain deliveries;
  @Autowired private Inbox inbox;
  @Autowired private TransactionTemplate transactions;

  @Test
  void takenDeliveryBecomesAnEventOfItsOwnArrival() {
    UUID refused = known(TIMELESS);
    Caller.Answer answer = take(refused);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(keys(answer.json()))
        .containsExactlyInAnyOrder("success", "message", "event_id", "queued");
    assertThat(answer.json().path("queued").asBoolean()).isTrue();
    UUID event = uuid(answer.json().path("event_id"));
    assertThat(
            database()
                .count(
                    """
                    tds_inbox_events n join tds_inbox_events r on r.id = n.taken_from join tds_sync_queue q on q.id = n.id
                     where n.event_id = n.id and n.arrival > r.arrival and n.received_at = r.taken_at
                       and n.body = r.body and n.path = 'contacts' and n.entity_id = '77' and n.refusal is null
                       and not n.processed and r.refusal = 'unknown_kind' and r.taken_as = n.id and r.processed
                       and r.event_id is null and q.arrival = n.arrival and q.status = 'pending'
                    """))
        .isEqualTo(1);
    JsonNode row = api.get("/dashboard/refused").json().path("deliveries").path(0);
    assertThat(uuid(row.path("taken_as"))).isEqualTo(event);
    assertThat(row.path("taken_at").asString()).isNotBlank();
    JsonNode delivery = api.get("/dashboard/events/" + event).json().path("delivery");
    assertThat(uuid(delivery.path("taken_from"))).isEqualTo(refused);
    assertThat(
            jdbc.sql("select action || ' ' || subject from tds_audit_trail")
                .query(String.class)
                .list())
        .containsExactly("take again " + refused);
  }

  @Test
  void secondTimeHasNoEffect() {
    UUID refused = known(TIMED);
    String event = take(refused).json().path("event_id").asString();
    assertProblem(take(refused), 409, "was taken before, as event " + event);
    assertThat(database().count("tds_sync_queue")).isEqualTo(1);
    assertThat(database().count("tds_audit_trail")).isEqualTo(1);
    assertThat(database().count("tds_inbox_events where duplicate_count > 0")).isZero();
  }

  /** The second caller waits for the first one's commit, so it sees that the delivery is taken. */
  @Test
  void ofTwoCallersAtOnceOneTakesIt() {
    UUID refused = known(TIMELESS);
    CompletableFuture<Optional<AcceptResult>> second =
        transactions.execute(status -> {
          assertThat(deliveries.take(refused)).isPresent();
          CompletableFuture<Optional<AcceptResult>> waiting =
              CompletableFuture.supplyAsync(
                  () -> transactions.execute(other -> deliveries.take(refused)));
          Awaitility.await().until(() -> database().count(WAITING_FOR_A_ROW) > 0);
          return waiting;
        });
    assertThat(second.join()).isEmpty();
    assertThat(database().count("tds_sync_queue")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {TIMED, TIMELESS})
  void duplicateOfALaterDeliveryIsSaidToBeOne(String body) {
    UUID refused = known(body);
    UUID accepted = accept(body);
    Caller.Answer answer = take(refused);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("queued").asBoolean(true)).isFalse();
    assertThat(answer.json().path("message").asString()).startsWith("Duplicate");
    assertThat(uuid(answer.json().path("event_id"))).isEqualTo(accepted);
    assertThat(database().count("tds_sync_queue")).isEqualTo(1);
    assertThat(
            database().count("tds_inbox_events where duplicate_count = 1 and taken_from is null"))
        .isEqualTo(1);
    assertProblem(take(refused), 409, "was taken before, as event " + accepted);
  }

  /** Its new arrival would let it win over the later delivery. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST   |                                                | 409
          DELETE |                                                | 409
          POST   | , "last_modified_time": "2026-10-31T10:00:00Z" | 200
          """)
  void deliveryThatItsArrivalOrdersStaysBehindALaterOne(String method, String time, int status) {
    String body = TIMELESS.replace("}}", (time == null ? "" : time) + "}}");
    UUID refused = known(body);
    jdbc.sql("update tds_inbox_events set method = :method").param("method", method).update();
    UUID later = accept(OTHER);
    Caller.Answer answer = take(refused);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 409) {
      assertProblem(answer, 409, "A later delivery of its record was accepted", later.toString());
    }
  }

  /** The later delivery has the lower arrival, and its commit comes last. */
  @Test
  void deliveryStaysBehindALaterOneThatIsNotYetCommitted() {
    UUID refused = known(TIMELESS);
    CompletableFuture<Caller.Answer> taken =
        transactions.execute(status -> {
          inbox.accept(change(OTHER));
          CompletableFuture<Caller.Answer> waiting =
              CompletableFuture.supplyAsync(() -> take(refused));
          Awaitility.await().until(() -> database().count(WRITERS) == 2);
          return waiting;
        });
    assertProblem(taken.join(), 409, "A later delivery of its record was accepted");
    assertThat(database().count("tds_sync_queue")).isEqualTo(1);
    assertThat(database().count("tds_inbox_events where taken_as is not null")).isZero();
  }

  @Test
  void deliveriesOfOneRecordAreTakenInTheirOrder() {
    UUID first = known(TIMELESS);
    UUID second = known(OTHER);
    assertThat(take(first).status()).isEqualTo(200);
    assertThat(take(second).status()).isEqualTo(200);
    assertThat(database().count("tds_sync_queue")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PUT"})
  void deletionNeverBecomesAnEdit(String method) {
    assertThat(api.call(method, "/webhooks/nonsense?contact_id=77").status()).isEqualTo(404);
    UUID refused = newest();
    jdbc.sql("update tds_inbox_events set path = 'contacts'").update();
    assertThat(take(refused).status()).isEqualTo(200);
    assertThat(jdbc.sql("select event_type from tds_sync_queue").query(String.class).single())
        .isEqualTo(method.equals("DELETE") ? "contact.deleted" : "contact.updated");
  }

  /**
   * Earlier releases took a POST only, and kept neither the method nor whether the body is whole.
   */
  @ParameterizedTest
  @CsvSource({
    "body_size = octet_length(body), 200",
    "body_size = octet_length(body) + 1, 409",
    "refusal = 'unreadable', 409",
  })
  void rowOfAnEarlierReleaseIsTakenIfItIsWhole(String change, int status) {
    UUID refused = known(TIMELESS);
    jdbc.sql("update tds_inbox_events set method = null, whole = null, " + change).update();
    Caller.Answer answer = take(refused);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          whole = false                                    | Only its start is kept
          refusal = 'wrong_signature'                      | Its sender is not proven
          method = 'GET'                                   | Expected one of POST, PUT, PATCH, DELETE, found GET
          headers = '{"content-encoding": "br"}', body = E'\\x01' | Content-Encoding
          path = 'nonsense'                                | nonsense
          path = 'items'                                   | contact
          body = ''                                        | It is a test call
          body = '{'                                       | JSON
          body_bytes = '\\xff'                             | not text in its charset
          """)
  void refusalSaysWhyItStays(String change, String why) {
    UUID refused = known(TIMELESS);
    jdbc.sql("update tds_inbox_events set " + change).update();
    assertProblem(
        take(refused), 409, "The refused delivery " + refused + " is not taken again", why);
    assertThat(database().count("tds_sync_queue")).isZero();
    assertThat(database().count("tds_audit_trail")).isZero();
    assertThat(database().count("tds_inbox_events where taken_at is not null")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"16384, 200", "16385, 409"})
  void bodyIsTakenIfAllOfItIsKept(int size, int status) {
    int missing = size - TIMELESS.length();
    UUID refused = known(TIMELESS.replace("Ali", "A".repeat(missing + 3)));
    Caller.Answer answer = take(refused);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void bodyInAnotherCharsetIsReadAsAtIntake() {
    UUID refused = known(TIMELESS);
    byte[] bytes = TIMELESS.replace("Ali", "José").getBytes(ISO_8859_1);
    jdbc.sql(
            """
            update tds_inbox_events
               set body = 'shown', body_bytes = :bytes, content_type = 'application/json; charset=ISO-8859-1'
            """)
        .param("bytes", bytes)
        .update();
    UUID event = uuid(take(refused).json().path("event_id"));
    assertThat(
            database()
                .jdbc()
                .sql("select body from tds_inbox_events where id = :id and body_bytes = :bytes")
                .param("id", event)
                .param("bytes", bytes)
                .query(String.class)
                .single())
        .isEqualTo(TIMELESS.replace("Ali", "José"));
  }

  @Test
  void onlyRefusedDeliveriesAreTaken() {
    UUID accepted = accept(TIMELESS);
    assertProblem(take(accepted), 404, "There is no refused delivery " + accepted);
    assertProblem(api.post("/dashboard/refused/nonsense/take-again"), 400, "id", "a UUID");
  }

  @Test
  void dryRunCountsAndChangesNothing() {
    known(TIMELESS);
    known(TIMED);
    refuse("nonsense", TIMELESS);
    Caller.Answer answer = api.post(MANY, "{\"cause\": \"unknown_kind\", \"dry_run\": true}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(keys(json))
        .containsExactlyInAnyOrder(
            "success", "message", "dry_run", "taken", "duplicates", "stay", "reasons", "next");
    assertThat(json.path("message").asString())
        .isEqualTo("Would be taken again: 2. Stay refused: 1 (unknown kind 1)");
    assertThat(json.path("taken").asInt()).isEqualTo(2);
    assertThat(json.path("next").isNull()).isTrue();
    JsonNode reason = json.path("reasons").path(0);
    assertThat(reason.path("reason").asString()).isEqualTo("unknown_kind");
    assertThat(reason.path("example").asString()).contains("nonsense");
    assertThat(database().count("tds_sync_queue")).isZero();
    assertThat(database().count("tds_audit_trail")).isZero();
  }

  @Test
  void allOfACauseAndAPathAreTakenOnce() {
    UUID first = known(TIMELESS);
    known(OTHER);
    known(TIMELESS);
    known(TIMELESS);
    refuse("contacts", "{");
    refuse("nonsense", TIMELESS);
    String request = "{\"cause\": \"UNKNOWN_KIND\", \"path\": \"contacts\"}";
    JsonNode taken = api.post(MANY, request).json();
    assertThat(taken.path("message").asString())
        .isEqualTo("Taken again: 4, 1 of them as duplicates");
    assertThat(jdbc.sql("select count(*) from tds_sync_queue").query(Integer.class).single())
        .isEqualTo(3);
    assertThat(
            jdbc.sql("select detail from tds_audit_trail where subject = :id")
                .param("id", first.toString())
                .query(String.class)
                .single())
        .contains("UNKNOWN_KIND", "contacts");
    assertThat(api.post(MANY, request).json().path("message").asString())
        .isEqualTo("Taken again: 0");
    assertThat(database().count("tds_audit_trail")).isEqualTo(4);
  }

  @Test
  void nextPageContinuesBehindDeliveriesThatStay() {
    for (int i = 0; i < 3; i++) {
      refuse("nonsense", TIMELESS);
    }
    known(TIMED);
    JsonNode first = api.post(MANY, "{\"cause\": \"unknown_kind\", \"cap\": 3}").json();
    assertThat(first.path("message").asString())
        .isEqualTo("Taken again: 0. Stay refused: 3 (unknown kind 3). More may follow");
    JsonNode second = api.post(MANY, after(first)).json();
    assertThat(second.path("taken").asInt()).isEqualTo(1);
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  void scanOfOneCallIsBounded() {
    jdbc.sql(
            """
            insert into tds_inbox_events (id, path, body, body_size, refusal, processed, processed_at)
            select gen_random_uuid(), 'contacts', '{', 1, 'unreadable', true, now()
              from generate_series(1, :count)
            """)
        .param("count", RefusedReader.MOST_LOOKED_AT)
        .update();
    known(TIMED);
    JsonNode first = api.post(MANY, "{\"cause\": \"unknown_kind\"}").json();
    assertThat(first.path("taken").asInt(-1)).isZero();
    JsonNode second = api.post(MANY, after(first)).json();
    assertThat(second.path("taken").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                      | narrowed by cause or path
          {"dry_run": true}                       | narrowed by cause or path
          {"cause": ""}                           | narrowed by cause or path
          {"cause": "odd"}                        | cause must be unreadable, no_id
          {"path": "contacts", "cap": 0}          | cap must be a whole number from 1 to 1000
          {"path": "contacts", "cap": 1001}       | cap must be a whole number from 1 to 1000
          {"path": "contacts", "after": "sunday"} | after must be a row's
          {"pathh": "contacts"}                   | pathh
          """)
  void refusalOfARequestSaysWhatItMustBe(String body, String words) {
    known(TIMED);
    assertProblem(api.post(MANY, body), 400, words);
    assertThat(database().count("tds_sync_queue")).isZero();
  }

  private static String after(JsonNode page) {
    return "{\"cause\": \"unknown_kind\", \"after\": \"%s\"}"
        .formatted(page.path("next").asString());
  }

  private Caller.Answer take(UUID refused) {
    return api.post("/dashboard/refused/" + refused + "/take-again");
  }

  private static ReceivedChange change(String body) {
    Delivery delivery = new Delivery("contacts", "", "application/json", body);
    return ReceivedChange.of(
        new ReceivedDelivery(delivery, null, body.length(), "{}", "127.0.0.1"),
        (ParsedDelivery.Change) DeliveryReader.read(delivery));
  }

  private UUID accept(String body) {
    return uuid(api.post("/webhooks/contacts", body).json().path("event_id"));
  }

  /** A refused delivery whose address has a kind since. */
  private UUID known(String body) {
    UUID id = refuse("nonsense", body);
    jdbc.sql("update tds_inbox_events set path = 'contacts' where id = :id")
        .param("id", id)
        .update();
    return id;
  }

  private UUID refuse(String path, String body) {
    assertThat(api.post("/webhooks/" + path, body).status()).isBetween(400, 499);
    return newest();
  }

  private UUID newest() {
    return jdbc.sql("select id from tds_inbox_events order by arrival desc limit 1")
        .query(UUID.class)
        .single();
  }
}
