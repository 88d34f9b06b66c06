package sale.tsh.tds.worker.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.worker.SteppedWorker;

/**
 * Values that a comparison with bodies of other people found under names that were not read. Each
 * has its number there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignValuesTest {

  private final SteppedWorker worker = new SteppedWorker();

  @AfterAll
  void close() {
    worker.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      textBlock =
          """
          W1 status of a payment ^ {"payment":{"payment_id":"1","customer_id":"2","amount":598,"payment_status":"paid","invoices":[{"invoice_id":"3","amount_applied":598,"total":598,"balance":0}]}} ^ select status from zoho.customer_payments where payment_id = '1' ^ paid
          W1 amount of an invoice ^ {"payment":{"payment_id":"2","customer_id":"2","amount":598,"invoices":[{"invoice_id":"3","amount_applied":598,"total":598,"balance":0}]}} ^ select concat_ws(' ', invoice_amount, balance_amount) from zoho.customer_payment_invoices where payment_id = '2' ^ 598 0
          W1 as documented ^ {"payment":{"payment_id":"3","customer_id":"2","amount":598,"status":"success","invoices":[{"invoice_id":"3","invoice_amount":598,"balance_amount":8}]}} ^ select concat_ws(' ', h.status, l.invoice_amount, l.balance_amount) from zoho.customer_payments h join zoho.customer_payment_invoices l using (payment_id) where payment_id = '3' ^ success 598 8
          W2 order of a bill ^ {"bill":{"bill_id":"1","purchaseorder_ids":["46"],"purchaseorders":[{"purchaseorder_id":"46"}],"line_items":[{"line_item_id":"1","purchaseorder_id":"46"}]}} ^ select concat_ws(' ', h.purchaseorder_id, l.purchaseorder_id) from zoho.bills h join zoho.bill_lines l using (bill_id) where bill_id = '1' ^ 46 46
          W2 several orders ^ {"bill":{"bill_id":"2","purchaseorder_ids":[460000000068231,"460000000068233"]}} ^ select purchaseorder_id || (purchaseorder_ids @> '["460000000068231", "460000000068233"]') from zoho.bills where bill_id = '2' ^ 460000000068231true
          W2 no order any more ^ {"bill":{"bill_id":"3","bill_number":"B","purchaseorder_ids":[]}} ^ select purchaseorder_id || purchaseorder_ids::text from zoho.bills where bill_id = '3' ^
          W3 address of a user ^ {"user":{"user_id":"1","name":"S","email_ids":[{"email":"b@b.example"},{"email":"a@b.example","is_selected":true}]}} ^ select email from zoho.users where user_id = '1' ^ a@b.example
          W3 only address of a user ^ {"user":{"user_id":"2","name":"S","email_ids":[{"email":"b@b.example","is_selected":false}]}} ^ select email from zoho.users where user_id = '2' ^ b@b.example
          W4 invoice of a credit note ^ {"creditnote":{"creditnote_id":"1","invoices":[{"invoice_id":"9","invoice_number":"INV-384","amount":450}]}} ^ select concat_ws(' ', document_id, document_number, amount) from zoho.applied_credits where credit_id = '1' ^ 9 INV-384 450
          W4 recorded name of the list ^ {"creditnote":{"creditnote_id":"2","invoices_credited":[{"invoice_id":"9","amount_applied":4}]}} ^ select concat_ws(' ', document_id, amount) from zoho.applied_credits where credit_id = '2' ^ 9 4
          W4 bill of a vendor credit ^ {"vendor_credit":{"vendor_credit_id":"3","bills_credited":[{"bill_id":"5","amount":7}]}} ^ select concat_ws(' ', document_id, amount) from zoho.applied_credits where credit_id = '3' ^ 5 7
          W5 limit of a customer ^ {"contact":{"contact_id":"1","contact_name":"x","customer_credit_limit":5000}} ^ select credit_limit from zoho.contacts where contact_id = '1' ^ 5000
          W6 an id with a point ^ {"invoice":{"invoice_id":"1","customer_id":460000000026049.0}} ^ select customer_id from zoho.invoices where invoice_id = '1' ^ 460000000026049
          W6 an id with an exponent ^ {"invoice":{"invoice_id":"2","customer_id":4.60000000026049e14}} ^ select customer_id from zoho.invoices where invoice_id = '2' ^ 460000000026049
          W7 member of a flat bill ^ {"bill_id":"7","bill_number":"B7","entity_type":"bill"} ^ select record->>'entity_type' from zoho.bills where bill_id = '7' ^ bill
          W8 a day for a time ^ {"user":{"user_id":"3","name":"a","created_time":"2026-06-05"}} ^ select name || coalesce(created_time::text, '') from zoho.users where user_id = '3' ^ a
          type of a customer debit note ^ {"invoice":{"invoice_id":"4","invoice_number":"DN-00001","type":"debit_note"}} ^ select invoice_number || ' ' || type from zoho.invoices where invoice_id = '4' ^ DN-00001 debit_note
          TDS of a bill ^ {"bill":{"bill_id":"8","sub_total":100,"tax_total":5,"tds_amount":10,"tds_percent":"10.00%","total":95}} ^ select sub_total + tax_total - tds_amount - total || ' ' || tds_percent from zoho.bills where bill_id = '8' ^ 0 10.00
          weight of an item ^ {"item":{"item_id":"1","name":"a","rate":1,"package_details":{"weight":2.5,"weight_unit":"kg"}}} ^ select weight || weight_unit from zoho.items where item_id = '1' ^ 2.5kg
          accounts of an expense ^ {"expense":{"expense_id":"1","date":"2026-06-05","total":30,"account_id":"","line_items":[{"line_item_id":"1","account_id":"7","amount":10},{"account_id":"8","amount":20}]}} ^ select string_agg(account_id || ' ' || amount, ', ' order by position) from zoho.expense_lines where expense_id = '1' ^ 7 10, 8 20
          account of a flat expense ^ {"expense":{"expense_id":"2","date":"2026-06-05","total":30,"account_id":"7"}} ^ select account_id || ' ' || amount from zoho.expense_lines where expense_id = '2' ^ 7 30
          a part of an expense ^ {"expense":{"expense_id":"3","account_id":"7","notes":"n"}} ^ select count(*) from zoho.expense_lines where expense_id = '3' ^ 0
          """)
  void readsTheValue(String what, String body, String query, @Nullable String expected) {
    UUID event = worker.deliver("zoho", body);
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(worker.row("select (" + query + ")::text as value").get("value"))
        .as(what)
        .isEqualTo(expected);
  }

  /** C2: each of these names the order, and none of them is it. */
  @Test
  void leavesAnOrderAsItWasWhenRecordsOfOtherKindsNameIt() {
    worker.deliver(
        "orders",
        """
        {"salesorder":{"salesorder_id":"S","salesorder_number":"SO-1","date":"2026-12-01","status":"open",
          "notes":"first box","last_modified_time":"2026-12-01T10:00:00+0530",
          "line_items":[{"line_item_id":"L1","item_id":"I","quantity":3}]}}
        """);
    worker.runAll();
    String order = order();
    String box =
        """
        {"package_id":"17","salesorder_id":"S","date":"2026-12-02","status":"not_shipped","notes":"second box",
         "last_modified_time":"2026-12-02T10:00:00+0530","line_items":[{"line_item_id":"L2","item_id":"I","quantity":1}]}
        """;
    assertThatThrownBy(() -> worker.deliver("orders", box)).hasMessageContaining("OTHER_KIND");
    UUID packed = worker.deliver("zoho", "{\"package\":%s}".formatted(box));
    UUID picked =
        worker.deliver(
            "zoho",
            "{\"picklist\":{\"picklist_id\":\"S\",\"salesorder_id\":\"S\",\"status\":\"picked\"}}");
    worker.runAll();
    assertThat(worker.outcome(packed)).isEqualTo("applied");
    assertThat(worker.outcome(picked)).isEqualTo("applied");
    assertThat(order()).isEqualTo(order);
  }

  private String order() {
    return worker
        .jdbc()
        .sql(
            """
            select o::text || (select string_agg(l::text, '' order by position)
                                 from zoho.sales_order_lines l where l.salesorder_id = o.salesorder_id)
              from zoho.sales_orders o
             where salesorder_id = 'S'
            """)
        .query(String.class)
        .single();
  }

  /** An unreadable number of a nested member names the member, as any other does. */
  @Test
  void namesTheMemberOfAnUnreadableNestedValue() {
    UUID event =
        worker.deliver("items", "{\"item_id\":\"9\",\"package_details\":{\"weight\":\"heavy\"}}");
    worker.runAll();
    assertThat(worker.row("select error_message from tds_sync_queue where id = ?", event))
        .containsEntry("error_message", "item.package_details: \"heavy\" is not a decimal number");
  }
}
