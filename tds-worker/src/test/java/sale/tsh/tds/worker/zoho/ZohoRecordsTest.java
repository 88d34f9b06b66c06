package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.simulator.SimulatedFault;

/** Which answers are lists and records. Their shapes are of Zoho's published examples. */
class ZohoRecordsTest extends WithOrganization {

  private ZohoRecords records;

  @BeforeEach
  void callZoho() {
    records = new ZohoRecords(client());
  }

  private void answers(String members) {
    String body = "{\"code\":0,\"message\":\"success\",%s}".formatted(members.replace('\'', '"'));
    organization.zoho().fail(1, call -> !call.isForToken(), SimulatedFault.another(200, body));
  }

  private ListedPage page(String kind) throws Exception {
    return records.page(KindCatalogue.kindOf(kind), Optional.empty(), 1, 0);
  }

  private static void assertUnbelievable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(ZohoException.class))
        .extracting(ZohoException::fault)
        .isInstanceOf(ZohoFault.Unbelievable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "invoice | 'invoices':[{'invoice_id':'7'}],'page_context':[{'page':1,'has_more_page':false}]",
        "customer_payment | 'customer_payments':[{'payment_id':'7'}],'page_context':{'page':1,'has_more_page':false}",
        "customer_payment | 'customerpayments':[{'payment_id':'7'}],'page_context':{'page':1,'has_more_page':false}",
        "vendor_credit | 'vendor_credits':[{'vendor_credit_id':'7'}],'page_context':{'page':1,'has_more_page':false}",
        "expense | 'expenses':[{'expense_id':'7','last_modified_time':' '}],'page_context':{'page':1,'has_more_page':false}",
        "vendor_payment | 'vendorpayments':[{'payment_id':'7','last_modified_time':''}],'page_context':{'page':1,'has_more_page':false}",
        "contact | 'contacts':[{'contact_id':7}],'page_context':{'page':1,'has_more_page':false}",
        "user | 'users':[{'user_id':'7'}]",
      })
  void aListIsBelieved(String kind, String members) throws Exception {
    answers(members);
    ListedPage page = page(kind);
    assertThat(page.hasMore()).isFalse();
    assertThat(page.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.id()).isEqualTo("7"))
        .satisfies(row -> assertThat(row.modified()).isEmpty());
  }

  /** The last digit would be lost in a number of floating point. */
  @ParameterizedTest
  @CsvSource({"2077500000000002001", "9223372036854775807"})
  void aLongNumberIsAnIdToTheLastDigit(String id) throws Exception {
    answers(
        "'contacts':[{'contact_id':%s}],'page_context':{'page':1,'has_more_page':false}"
            .formatted(id));
    assertThat(page("contact").rows()).extracting(ListRow::id).containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "credit_note | 'creditnotes':{'creditnote_id':'7'},'page_context':{'page':1,'has_more_page':false}",
        "invoice | 'invoices':[{'invoice_id':'7'}]",
        "invoice | 'invoices':[{'invoice_id':'7'}],'page_context':null",
        "invoice | 'invoices':[{'invoice_id':'7'}],'page_context':[]",
        "invoice | 'invoices':[{'invoice_id':'7'}],'page_context':{'page':2,'has_more_page':false}",
        "expense | 'expenses':[{'expense_id':'7'}],'page_context':[{'page':'1','per_page':'100'}]",
        "invoice | 'invoices':[],'page_context':{'page':1,'has_more_page':true}",
        "invoice | 'invoices':[{'invoice_id':'7'},{'invoice_id':'7'}],'page_context':{'page':1,'has_more_page':false}",
        "invoice | 'invoices':[{'invoice_id':''}],'page_context':{'page':1,'has_more_page':false}",
        "invoice | 'bills':[{'bill_id':'7'}],'page_context':{'page':1,'has_more_page':false}",
      })
  void aListIsNotBelieved(String kind, String members) {
    answers(members);
    assertUnbelievable(() -> page(kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "purchase_order | 'purchaseorder':{'purchaseorder_id':'7'}",
        "purchase_order | 'purchase_order':{'purchaseorder_id':'7'}",
        "customer_payment | 'payment':{'payment_id':'7'}",
        "vendor_credit | 'vendor_credit':{'vendor_credit_id':'7'}",
      })
  void aRecordIsBelieved(String kind, String members) throws Exception {
    answers(members);
    assertThat(records.record(KindCatalogue.kindOf(kind), "7", 0).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sales_order | 'salesorder':[{'salesorder_id':'7'}]",
        "sales_order | 'salesorder':{'salesorder_id':'8'}",
        "sales_order | 'salesorder':{}",
        "sales_order | 'invoice':{'invoice_id':'7'}",
      })
  void aRecordIsNotBelieved(String kind, String members) {
    answers(members);
    assertUnbelievable(() -> records.record(KindCatalogue.kindOf(kind), "7", 0));
  }
}
