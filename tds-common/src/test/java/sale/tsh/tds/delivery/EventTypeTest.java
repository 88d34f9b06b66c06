package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Event types come in every spelling. A word that says "deleted" never becomes an edit. */
class EventTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deleted",
        "customer_deleted",
        "contact-deleted",
        "contact deleted",
        "contact:deleted",
        "contact/deleted",
        "contactDeleted",
        "ContactDeleted",
        "CONTACT_DELETED",
        "deleted_contact",
        "contact.deleted.v1",
        "contact.removed",
        "contact.trashed",
        "contact.destroyed",
        "contact.bulk_delete",
        "zoho.books.contact.deleted",
      })
  void readsADeletionInAnySpelling(String type) {
    String body =
        "{\"event_type\":\"%s\",\"data\":{\"customer\":{\"contact_id\":\"5\"}}}".formatted(type);
    String flat =
        "{\"event_type\":\"%s\",\"contact_id\":\"5\",\"contact_name\":\"A\"}".formatted(type);
    assertThat(summary(read("zoho", body))).isEqualTo("contact.deleted 5");
    assertThat(summary(read("customers", body))).isEqualTo("contact.deleted 5");
    assertThat(summary(read("customers", flat))).isEqualTo("contact.deleted 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contact.undeleted",
        "contact.deleting",
        "contact.not_deleted",
        "contact.delete_requested",
        "contact.address.deleted",
        "contact.created_and_deleted",
        "contact.frobnicated",
        "frobnicated",
      })
  void refusesAnUnknownVerb(String type) {
    String body = "{\"event_type\":\"%s\",\"contact_id\":\"5\"}".formatted(type);
    assertThat(summary(read("customers", body))).isEqualTo("unknown_operation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contact_created           | contact.created 5
          contactCreated            | contact.created 5
          contact.added             | contact.created 5
          contact_updated           | contact.updated 5
          contact.edited            | contact.updated 5
          customer                  | contact.updated 5
          contact.marked_as.active  | contact.updated 5
          contact.payment_reminded  | contact.updated 5
          """)
  void readsOtherVerbs(String type, String expected) {
    String body = "{\"event_type\":\"%s\",\"entity_id\":\"5\"}".formatted(type);
    assertThat(summary(read("customers", body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          salesorder.shipped          | sales_order.updated 5
          SalesOrderCreated           | sales_order.created 5
          sales-order deleted         | sales_order.deleted 5
          inventory_adjustment.created | inventory_adjustment.created 5
          stock_adjustment.deleted    | inventory_adjustment.deleted 5
          price_book_updated          | price_list.updated 5
          invoice.paid                | invoice.updated 5
          packages.deleted            | package.deleted 5
          sales_return.created        | sales_return.created 5
          comments.deleted            | comment.deleted 5
          task.created                | task.created 5
          widget.updated              | widget.updated 5
          widget.spun                 | unknown_kind
          """)
  void findsTheKindInAnEventType(String type, String expected) {
    String body = "{\"event_type\":\"%s\",\"entity_id\":\"5\"}".formatted(type);
    assertThat(summary(read("zoho", body))).isEqualTo(expected);
  }

  /** The member {@code event} may hold any text. */
  @ParameterizedTest
  @CsvSource({
    "Big sale, contact.updated 5",
    "workflow 7, contact.updated 5",
    "contact.deleted, contact.deleted 5",
    "the contact gets deleted soon, unknown_operation",
  })
  void acceptsAnyTextInEvent(String event, String expected) {
    String body = "{\"event\":\"%s\",\"contact_id\":\"5\"}".formatted(event);
    assertThat(summary(read("customers", body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"update", "create"})
  void neverOverrulesADeletionByTheQueryString(String op) {
    String body = "{\"event_type\":\"contact.deleted\",\"contact_id\":\"5\"}";
    assertThat(summary(read("customers?op=" + op, body))).isEqualTo("unknown_operation");
    assertThat(summary(read("customers?op=delete", body))).isEqualTo("contact.deleted 5");
  }
}
