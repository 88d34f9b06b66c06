package sale.tsh.tds.api.dashboard.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

/** Finds records and events that really came in, while no worker runs. */
class SearchTest extends DashboardTest {

  private static final String INVOICE =
      """
      {"invoice": {"invoice_id": "4815000000055001", "invoice_number": "INV-000123", "customer_name": "شركة النور",
                   "email": "office@example.com", "total": 5}}
      """;

  private static final String CUSTOMER =
      """
      {"contact": {"contact_id": "4815000000044208", "contact_name": "شركة النور للتجارة", "mobile": "0770 123 4567"}}
      """;

  private UUID invoice;
  private UUID customer;

  @BeforeEach
  void deliver() {
    invoice = delivered("invoices", INVOICE);
    customer = delivered("customers", CUSTOMER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INV-000123", "inv 123", "000123", "4815000000055001", "office@exam"})
  void invoiceIsFoundBeforeItsEventWasApplied(String question) {
    JsonNode found = find(question);
    assertThat(found.path("records").size()).isOne();
    JsonNode record = found.path("records").path(0);
    assertThat(record.path("kind").asString()).isEqualTo("invoice");
    assertThat(record.path("id").asString()).isEqualTo("4815000000055001");
    assertThat(record.path("number").asString()).isEqualTo("INV-000123");
    assertThat(record.path("name").asString()).isEqualTo("شركة النور");
    JsonNode last = record.path("last_event");
    assertThat(uuid(last.path("id"))).isEqualTo(invoice);
    assertThat(last.path("status").asString()).isEqualTo("pending");
    assertThat(ids(found.path("events"))).containsExactly(invoice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"نور", "شركه النور"})
  void customerComesBeforeTheDocumentsThatNameIt(String question) {
    delivered("invoices", INVOICE.replace("000123", "000124").replace("55001", "55002"));
    assertThat(
            find(question)
                .path("records")
                .valueStream()
                .map(record -> record.path("id").asString()))
        .containsExactly("4815000000044208", "4815000000055002", "4815000000055001");
    assertThat(find("الامل " + question).path("records").isEmpty()).isTrue();
  }

  @Test
  void telephoneFindsItsCustomer() {
    assertThat(ids(find("+964 770 123 4567").path("events"))).containsExactly(customer);
  }

  @Test
  void wholeWordsComeBeforeBeginnings() {
    delivered("items", "{\"item\": {\"item_id\": \"1\", \"name\": \"Cables\"}}");
    delivered("items", "{\"item\": {\"item_id\": \"2\", \"name\": \"Cable\"}}");
    delivered("items", "{\"item\": {\"item_id\": \"3\", \"name\": \"Cable holder set\"}}");
    delivered("items", "{\"item\": {\"item_id\": \"4\", \"name\": \"Cables, long\"}}");
    assertThat(
            find("cable").path("records").valueStream().map(record -> record.path("id").asString()))
        .containsExactly("3", "2", "4", "1");
  }

  @Test
  void eventIsFoundByItsIdAndByTheBeginningOfIt() {
    for (String part : List.of(invoice.toString(), invoice.toString().substring(0, 18))) {
      assertThat(ids(find(part).path("events"))).contains(invoice);
    }
    assertThat(find(new UUID(7, 7).toString()).path("events").isEmpty()).isTrue();
  }

  @Test
  void deadEventIsFoundByEachOfItsIds() {
    jdbc.sql("delete from tds_sync_queue where id <> :id").param("id", customer).update();
    UUID letter = queue.die(customer, "contact.phone: broken", "{}");
    for (UUID id : List.of(customer, letter)) {
      JsonNode event = find(id.toString()).path("events").path(0);
      assertThat(uuid(event.path("id"))).isEqualTo(customer);
      assertThat(event.path("status").asString()).isEqualTo("dead_letter");
      assertThat(event.path("error").asString()).isEqualTo("contact.phone: broken");
      assertThat(event.path("name").asString()).isEqualTo("شركة النور للتجارة");
    }
    api.post("/dashboard/dead-letter/" + letter + "/retry");
    for (UUID id : List.of(customer, letter)) {
      assertThat(ids(find(id.toString()).path("events"))).containsExactly(letter);
    }
  }

  @Test
  void refusedDeliveryIsFoundByItsId() {
    api.post("/webhooks/nonsense", "{}");
    UUID refused =
        jdbc.sql("select id from tds_inbox_events where refusal is not null")
            .query(UUID.class)
            .single();
    JsonNode event = find(refused.toString()).path("events").path(0);
    assertThat(event.path("refusal").asString()).isEqualTo("unknown_kind");
    assertThat(event.path("kind").isNull()).isTrue();
  }

  @Test
  void nameOfTheMirrorCounts() {
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, contact_name, version_time, version_arrival, record)
            values ('4815000000044208', 'النور الجديدة', now(), 1, '{}')
            """)
        .update();
    try {
      assertThat(find("4815000000044208").path("records").path(0).path("name").asString())
          .isEqualTo("النور الجديدة");
    } finally {
      Tables.empty(jdbc, "zoho.contacts");
    }
  }

  @Test
  void answerIsBoundedAndSaysThatThereIsMore() {
    jdbc.sql(
            """
            insert into tds_record_names (entity_type, entity_id, name, words, arrival)
            select 'item', n::text, 'Cable', 'cable', n from generate_series(1, 1500) n
            """)
        .update();
    JsonNode found = find("cab");
    assertThat(found.path("more").asBoolean()).isTrue();
    assertThat(found.path("records").size()).isEqualTo(SearchReader.MOST);
    assertThat(found.path("events").size()).isZero();
  }

  @Test
  void questionIsBounded() {
    assertProblem(api.get("/dashboard/search"), 400, "q");
    assertProblem(api.get("/dashboard/search?q=" + "a".repeat(101)), 400, "q", "100 characters");
    assertThat(find(" ").path("records").isEmpty()).isTrue();
    assertThat(find("':* | & ! \\").path("records").isEmpty()).isTrue();
    assertThat(find("a b c d e f g h i j 1 2 3 4 5 6 7 8 9 10 11 12").path("records").isEmpty())
        .isTrue();
  }

  /** Before the names are merged, a list has those of newer deliveries too. */
  @Test
  void eventThatWaitsIsNamedAtOnce() {
    UUID renamed = delivered("customers", CUSTOMER.replace("النور", "الأمل"));
    assertThat(jdbc.sql("select count(*) from tds_new_labels").query(Integer.class).single())
        .isEqualTo(3);
    assertThat(named(invoice)).isEqualTo("شركة النور");
    assertThat(named(renamed)).isEqualTo("شركة الأمل للتجارة");
  }

  private String named(UUID event) {
    return ask(event.toString()).path("events").path(0).path("name").asString();
  }

  private JsonNode find(String question) {
    mergeNames();
    return ask(question);
  }

  private JsonNode ask(String question) {
    Caller.Answer answer =
        api.get("/dashboard/search?q=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private UUID delivered(String to, String body) {
    return uuid(api.post("/webhooks/" + to, body).json().path("event_id"));
  }

  private static List<UUID> ids(JsonNode events) {
    return events.valueStream().map(event -> uuid(event.path("id"))).toList();
  }
}
