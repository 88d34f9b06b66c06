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
          customers       | "contact_person_id":"1","contact_id":"5","contact_name":"A","is_primary_contact":true
          orders          | "shipment_order_id":"1","shipment_number":"SH1","salesorder_id":"5","salesorder_number":"S5"
          orders          | "shipmentorder_id":"1","salesorder_id":"5"
          orders          | "delivery_challan_id":"1","salesorder_id":"5"
          purchase-orders | "purchasereceive_id":"1","purchaseorder_id":"5"
          items           | "composite_item_id":"1","item_id":"5"
          projects        | "time_entry_id":"1","project_id":"5","project_name":"P","log_date":"2026-12-02"
          projects        | "invoice_id":"1","project_id":"5"
          taxes           | "invoice_id":"1","tax_id":"5"
          currencies      | "bill_id":"1","currency_id":"5"
          locations       | "salesorder_id":"1","location_id":"5"
          bank-accounts   | "expense_id":"1","account_id":"5"
          bank-transactions | "expense_id":"1","transaction_id":"5"
          item-groups     | "journal_id":"1","group_id":"5"
          recurring-bills | "bill_id":"1","recurring_bill_id":"5"
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

  /** What a comparison with bodies of other people found, by its number there. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      textBlock =
          """
          C1 a payment to a vendor ^ payments ^ {"payment_id":"1","vendor_id":"9","amount":250,"paid_through_account_id":"7","bills":[{"bill_id":"1","amount_applied":250}]} ^ other_kind
          C1 the same in a wrapper ^ zoho ^ {"payment":{"payment_id":"1","vendor_id":"9","amount":250,"bills":[{"bill_id":"1","amount_applied":250}]}} ^ vendor_payment.updated 1
          C1 a payment of a customer ^ vendor-payments ^ {"payment_id":"1","customer_id":"9","amount":250,"invoices":[{"invoice_id":"1","amount_applied":250}]} ^ other_kind
          C2 a package of an order ^ orders ^ {"package_id":"17","salesorder_id":"S","date":"2026-12-02","status":"not_shipped","notes":"second box","last_modified_time":"2026-12-02T10:00:00+0530","line_items":[{"line_item_id":"L2","item_id":"I","quantity":1}]} ^ other_kind
          C3 the envelope names a package ^ orders ^ {"entity_type":"package","data":{"package_id":"17","salesorder_id":"S","status":"not_shipped"}} ^ other_kind
          C3 the event is of a package ^ orders ^ {"event_type":"package.created","data":{"salesorder_id":"S","status":"not_shipped"}} ^ other_kind
          C3 a word without a meaning ^ orders ^ {"entity_type":"document","data":{"salesorder_id":"S","status":"open"}} ^ sales_order.updated S
          """)
  void isWhatTheBodySays(String what, String path, String body, String expected) {
    assertThat(summary(read(path, body))).as(what).isEqualTo(expected);
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
          invoices        | "invoice_id":"5","project_id":"1","project_name":"P","currency_id":"2","tax_id":"3","location_id":"4","account_id":"6" | invoice.updated 5
          orders          | "salesorder_id":"5","salesorder_number":"S5","project_id":"1","project_name":"P","branch_id":"2" | sales_order.updated 5
          orders          | "salesorder_id":"5","salesorder_number":"S5","recurring_invoice_id":"1","recurrence_name":"R" | sales_order.updated 5
          items           | "item_id":"5","tax_id":"1","group_id":"2","account_id":"3","warehouse_id":"4" | item.updated 5
          customers       | "contact_id":"5","currency_id":"1","tax_id":"2","location_id":"3"           | contact.updated 5
          packages        | "package_id":"5","salesorder_id":"1","salesorder_number":"S1","shipment_id":"2","shipment_number":"SH1" | package.updated 5
          shipments       | "shipment_order_id":"5","salesorder_id":"1","salesorder_number":"S1"       | shipment.updated 5
          retainer-invoices | "retainerinvoice_id":"5","project_id":"1","estimate_id":"2"             | retainer_invoice.updated 5
          contact-persons | "contact_person_id":"5","contact_id":"1","contact_name":"A"               | contact_person.updated 5
          time-entries    | "time_entry_id":"5","project_id":"1","project_name":"P","task_id":"2","user_id":"3","invoice_id":"4" | time_entry.updated 5
          warehouses      | "warehouse_id":"5","warehouse_name":"W"                                   | location.updated 5
          bank-accounts   | "account_id":"5","account_name":"A","currency_id":"1"                     | bank_account.updated 5
          bank-transactions | "transaction_id":"5","transaction_type":"expense","expense_id":"1","customer_id":"2","account_id":"3" | bank_transaction.updated 5
          composite-items | "composite_item_id":"5","item_id":"1","group_id":"2"                      | composite_item.updated 5
          zoho            | "location_id":"4","invoice":{"invoice_id":"5"}                            | invoice.updated 5
          invoices        | "location_id":"4","currency_id":"2","project_id":"3","invoice":{"invoice_id":"5"} | invoice.updated 5
          zoho            | "invoice":{"invoice_id":"5"},"project":{"project_id":"1"},"currency":{"currency_id":"2"} | invoice.updated 5
          zoho            | "event_type":"package.deleted","data":{"package_id":"5","salesorder":{"salesorder_id":"1"}} | package.deleted 5
          zoho            | "entity_type":"Sales Return","entity_id":"5"                              | sales_return.updated 5
          zoho            | "package":{"package_id":"5","salesorder_id":"1"}                          | package.updated 5
          zoho            | "shipmentorder":{"shipment_id":"5","salesorder_id":"1"}                   | shipment.updated 5
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
          orders   | {"entity_type":"Packages","data":{"salesorder_id":"5","status":"not_shipped"}}
          orders   | {"event_type":"salesreturns.created","data":{"salesorder_id":"5"}}
          packages | {"entity_type":"salesorder","data":{"package_id":"5","status":"open"}}
          packages | {"event_type":"shipment_order.updated","data":{"package_id":"5"}}
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
