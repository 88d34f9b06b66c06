package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.change;
import static sale.tsh.tds.delivery.Parsing.detail;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.kind.RecordOperation;

/** A delivery says what happened to a record, and when. */
class OperationAndTimeTest {

  private static final String TIME = "2026-09-04T14:22:03+0100";

  @ParameterizedTest
  @CsvSource({
    "create, CREATED",
    "created, CREATED",
    "UPDATE, UPDATED",
    "updated, UPDATED",
    "delete, DELETED",
    "%20Deleted, DELETED",
  })
  void prefersTheOperationInTheQueryString(String word, RecordOperation operation) {
    String body = "{\"event_type\":\"contact.created\",\"contact_id\":\"5\"}";
    assertThat(change(read("contacts?op=" + word, body)).operation()).isEqualTo(operation);
    assertThat(change(read("contacts?a=b&OP=" + word, body)).operation()).isEqualTo(operation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"remove", "del", "create,update", "1"})
  void refusesAnotherWordInTheQueryString(String word) {
    ParsedDelivery parsed = read("contacts?op=" + word, "{\"contact_id\":\"5\"}");
    assertThat(summary(parsed)).isEqualTo("unknown_operation");
    assertThat(detail(parsed)).contains("create, update or delete", word);
  }

  @ParameterizedTest
  @CsvSource({
    "create, CREATED",
    "Created, CREATED",
    "customer.updated, UPDATED",
    "contact.deleted, DELETED",
    "Contact.Delete, DELETED",
    "zoho.books.contact.deleted, DELETED",
  })
  void readsTheOperationFromTheEventType(String eventType, RecordOperation operation) {
    String record =
        "{\"contact_id\":\"5\",\"created_time\":\"%1$s\",\"last_modified_time\":\"%1$s\"}"
            .formatted(TIME);
    String envelope = "{\"event_type\":\"%s\",\"data\":%s}".formatted(eventType, record);
    String nested = "{\"event\":{\"type\":\"%s\",\"data\":%s}}".formatted(eventType, record);
    String blankQuery = "contacts?op=";
    assertThat(change(read("contacts", envelope)).operation()).isEqualTo(operation);
    assertThat(change(read("contacts", nested)).operation()).isEqualTo(operation);
    assertThat(change(read(blankQuery, envelope)).operation()).isEqualTo(operation);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-09-04T14:22:03+0100, 2026-09-04T14:22:03+0100, CREATED",
        "2026-09-04T14:22:03+0100, 2026-09-04T13:22:03Z, CREATED",
        "2026-09-04T14:22:03+0100, 2026-09-04T14:22:04+0100, UPDATED",
        "2026-09-04T14:22:03, 2026-09-04T14:22:03, UPDATED",
        "2026-09-04, 2026-09-04, UPDATED",
        "-, 2026-09-04T14:22:03+0100, UPDATED",
        "2026-09-04T14:22:03+0100, -, UPDATED",
        "-, -, UPDATED",
      })
  void readsTheOperationFromTheTimes(
      @Nullable String created, @Nullable String modified, RecordOperation operation) {
    String record =
        "{\"contact_id\":\"5\",\"created_time\":%s,\"last_modified_time\":%s}"
            .formatted(quoted(created), quoted(modified));
    String paid = "{\"event_type\":\"contact.paid\",\"data\":%s}".formatted(record);
    assertThat(change(read("contacts", record)).operation()).isEqualTo(operation);
    assertThat(change(read("contacts", "{\"contact\":" + record + "}")).operation())
        .isEqualTo(operation);
    assertThat(change(read("contacts", paid)).operation())
        .describedAs("paid is no operation")
        .isEqualTo(operation);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          {"contact_id":"5","last_modified_time":"2026-09-04T14:22:03+0100"}                                        | 2026-09-04T13:22:03Z
          {"contact_id":"5","updated_time":"2026-09-04T14:22:03Z"}                                                  | 2026-09-04T14:22:03Z
          {"contact_id":"5","last_modified_time":"2026-09-04T01:00:00Z","updated_time":"2026-09-04T02:00:00Z"}      | 2026-09-04T01:00:00Z
          {"contact_id":"5","last_modified_time":" ","updated_time":"2026-09-04T02:00:00Z"}                         | 2026-09-04T02:00:00Z
          {"contact":{"contact_id":"5"},"last_modified_time":"2026-09-04T01:00:00Z"}                                | -
          {"contact_id":"5","last_modified_time":"2026-09-04T14:22:03"}                                             | -
          {"contact_id":"5","last_modified_time":1788531723}                                                        | -
          {"contact_id":"5"}                                                                                        | -
          """)
  void readsTheRecordsOwnTimeAsItsVersion(String body, @Nullable Instant modified) {
    assertThat(change(read("contacts", body)).modified()).isEqualTo(Optional.ofNullable(modified));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }
}
