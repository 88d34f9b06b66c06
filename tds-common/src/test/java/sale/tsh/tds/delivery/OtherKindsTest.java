package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.detail;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record of another kind never changes the record it refers to. */
class OtherKindsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orders          | "package_id":"1","salesorder_id":"5"
          orders          | "package_id":"1","package_number":"P1","salesorder_id":"5","salesorder_number":"S5"
          orders          | "shipment_id":"1","salesorder_id":"5","status":"shipped"
          orders          | "salesreturn_id":"1","salesorder_id":"5"
          orders          | "invoice_id":"1","salesorder_id":"5"
          orders          | "purchaseorder_id":"1","salesorder_id":"5"
          orders          | "creditnote_id":"1","salesorder_id":"5"
          orders          | "retainerinvoice_id":"1","salesorder_id":"5"
          purchase-orders | "receive_id":"1","purchaseorder_id":"5"
          purchase-orders | "bill_id":"1","purchaseorder_id":"5"
          purchase-orders | "vendor_credit_id":"1","purchaseorder_id":"5"
          purchase-orders | "salesorder_id":"1","salesorder_number":"S1","purchaseorder_id":"5"
          invoices        | "creditnote_id":"1","invoice_id":"5"
          invoices        | "expense_id":"1","invoice_id":"5"
          invoices        | "payment_id":"1","invoice_id":"5"
          invoices        | "package_id":"1","invoice_id":"5"
          invoices        | "salesreturn_id":"1","invoice_id":"5"
          invoices        | "recurring_invoice_id":"1","invoice_id":"5"
          invoices        | "debit_note_id":"1","invoice_id":"5"
          bills           | "vendor_credit_id":"1","bill_id":"5"
          bills           | "payment_id":"1","bill_id":"5"
          estimates       | "invoice_id":"1","estimate_id":"5"
          estimates       | "salesorder_id":"1","estimate_id":"5"
          estimates       | "project_id":"1","estimate_id":"5"
          credit-notes    | "payment_id":"1","creditnote_id":"5"
          credit-notes    | "creditnote_refund_id":"1","creditnote_id":"5"
          customers       | "contact_person_id":"1","contact_id":"5","first_name":"A"
          customers       | "project_id":"1","customer_id":"5","status":"active"
          customers       | "retainerinvoice_id":"1","customer_id":"5"
          """)
  void refusesARecordOfAnotherKindByItsId(String path, String members) {
    String flat = "{%s,\"last_modified_time\":\"2026-12-02T10:00:00+0530\"}".formatted(members);
    for (String body :
        new String[] {
          flat,
          "{\"data\":%s}".formatted(flat),
          "{\"event_type\":\"deleted\",\"data\":%s}".formatted(flat)
        }) {
      assertThat(summary(read(path, body))).as(body).isEqualTo("other_kind");
      assertThat(summary(read(path + "?op=delete", body))).as(body).isEqualTo("other_kind");
    }
  }

  /** References that full records from Zoho have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          invoices        | "invoice_id":"5","salesorder_id":"1","estimate_id":"2"                      | invoice.updated 5
          invoices        | "invoice_id":"5","invoice_number":"I5","recurring_invoice_id":"1"           | invoice.updated 5
          invoices        | "invoice_id":"5","invoice_number":"I5","recurring_invoice_id":"","package_id":"" | invoice.updated 5
          bills           | "bill_id":"5","purchaseorder_id":"1","pricebook_id":"2"                     | bill.updated 5
          bills           | "bill_id":"5","bill_number":"B5","recurring_bill_id":"1"                    | bill.updated 5
          orders          | "salesorder_id":"5","salesorder_number":"S5","estimate_id":"1","pricebook_id":"2" | sales_order.updated 5
          purchase-orders | "purchaseorder_id":"5","salesorder_id":"1"                                  | purchase_order.updated 5
          expenses        | "expense_id":"5","project_id":"1","invoice_id":"2","date":"2026-12-02"      | expense.updated 5
          credit-notes    | "creditnote_id":"5","invoice_id":"1","invoice_number":"I1"                  | credit_note.updated 5
          customers       | "contact_id":"5","contact_name":"A","owner_id":"1","pricebook_id":"2"       | contact.updated 5
          orders          | "entity_type":"salesorder","data":{"package_id":"1","salesorder_id":"5"}    | sales_order.updated 5
          """)
  void acceptsReferencesToOtherKinds(String path, String members, String expected) {
    assertThat(summary(read(path, "{%s}".formatted(members)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orders   | {"entity_type":"package","data":{"package_id":"17","salesorder_id":"5"}}
          orders   | {"entity_type":"package","data":{"salesorder_id":"5","status":"not_shipped"}}
          orders   | {"event_type":"package.created","data":{"salesorder_id":"5"}}
          orders   | {"event_type":"package.deleted","data":{"salesorder":{"salesorder_id":"5"}}}
          zoho     | {"event_type":"package.deleted","data":{"package_id":"1","salesorder":{"salesorder_id":"5"}}}
          zoho     | {"entity_type":"Sales Return","entity_id":"5"}
          invoices | {"event_type":"creditnote.deleted","data":{"creditnote_id":"1","invoice_id":"5"}}
          invoices | {"event_type":"creditnote.deleted","data":{"invoice_id":"5"}}
          """)
  void believesAnEnvelopeThatNamesAnotherKind(String path, String body) {
    assertThat(summary(read(path, body))).isEqualTo("other_kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          payments        | {"payment_id":"5","vendor_id":"9","amount":250,"bills":[{"bill_id":"1"}]}         | other_kind
          payments        | {"payment":{"payment_id":"5","vendor_id":"9","bills":[{"bill_id":"1"}]}}          | other_kind
          vendor-payments | {"payment_id":"5","customer_id":"9","invoices":[{"invoice_id":"1"}]}              | other_kind
          zoho            | {"payment":{"payment_id":"5","vendor_id":"9","bills":[{"bill_id":"1"}]}}          | vendor_payment.updated 5
          zoho            | {"payment":{"payment_id":"5","customer_id":"9","invoices":[]}}                    | customer_payment.updated 5
          zoho            | {"customer_payment":{"payment_id":"5","vendor_id":"9"}}                           | other_kind
          payments        | {"payment_id":"5","customer_id":"9","vendor_id":"","bills":[]}                    | customer_payment.updated 5
          payments        | {"payment_id":"5","amount":250}                                                   | customer_payment.updated 5
          """)
  void distinguishesPaymentsByWhatTheyPay(String path, String body, String expected) {
    assertThat(summary(read(path, body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"orders, salesorder_id, package_id, package"})
  void namesBothKindsInTheRefusal(String path, String ours, String theirs, String kind) {
    assertThat(detail(read(path, "{\"%s\":\"5\",\"%s\":\"1\"}".formatted(ours, theirs))))
        .isEqualTo("Expected sales_order, found %s by its %s".formatted(kind, theirs));
  }
}
