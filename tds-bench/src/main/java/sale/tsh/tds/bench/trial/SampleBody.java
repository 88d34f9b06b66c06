package sale.tsh.tds.bench.trial;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A template for bodies, with a placeholder for the record's id.
 *
 * @param path the last part of the path to which the body is posted
 * @param kind the kind of the record
 * @param modified the record's own time, as the template says
 */
public record SampleBody(String path, String kind, String modified, String template) {

  /** The placeholder for the id. It is as long as an id and occurs nowhere else in a body. */
  public static final String ID = "4815000009999999999";

  private static final AtomicLong NEXT = new AtomicLong(4_815_000_010_000_000_000L);
  private static final int CONTACT_BYTES = 700;
  private static final int INVOICE_LINES = 45;

  /** A contact of 700 bytes. */
  public static final SampleBody CONTACT =
      new SampleBody("contacts", "contact", "2026-11-20T16:03:11+0300", contact());

  /** An invoice of about 25 KB with 45 lines. */
  public static final SampleBody INVOICE = invoice("2026-11-20T16:03:11+0300", 1);

  /** The same invoice an hour later, with another rate on one of its lines. */
  public static final SampleBody INVOICE_LATER = invoice("2026-11-20T17:03:11+0300", 2);

  /** Returns a body for a new record. */
  public String fresh() {
    return of(NEXT.getAndIncrement());
  }

  private String of(long id) {
    return template.replace(ID, Long.toString(id));
  }

  private static String contact() {
    String start =
        """
        {"contact":{"contact_id":"%s","contact_name":"Rafidain General Trading %s",\
        "company_name":"Rafidain Co.","contact_type":"customer","status":"active",\
        "email":"accounts@rafidain.example","phone":"+964 780 000 0101","payment_terms":15,\
        "payment_terms_label":"Net 15","credit_limit":5000000,"outstanding_receivable_amount":1312500,\
        "unused_credits_receivable_amount":0,"currency_id":"4815000000000000097","currency_code":"IQD",\
        "created_time":"2026-11-02T09:12:40+0300","last_modified_time":"2026-11-20T16:03:11+0300","notes":"\
        """
            .formatted(ID, ID);
    String end = "\"}}";
    String notes = "delivery in the morning, call before; ".repeat(20);
    return start + notes.substring(0, CONTACT_BYTES - start.length() - end.length()) + end;
  }

  private static SampleBody invoice(String modified, int firstRate) {
    String lines =
        IntStream.rangeClosed(1, INVOICE_LINES)
            .mapToObj(number -> line(number, number == 1 ? firstRate : number))
            .collect(Collectors.joining(","));
    String template =
        """
        {"invoice":{"invoice_id":"%s","invoice_number":"INV-%s","status":"sent","date":"2026-11-20",\
        "due_date":"2026-12-05","customer_id":"4815000000000107001","customer_name":"Rafidain General Trading",\
        "currency_code":"IQD","exchange_rate":1,"sub_total":9000000,"tax_total":0,"total":9000000,\
        "balance":9000000,"created_time":"2026-11-20T09:12:40+0300",\
        "last_modified_time":"%s","line_items":[%s]}}\
        """
            .formatted(ID, ID, modified, lines);
    return new SampleBody("invoices", "invoice", modified, template);
  }

  private static String line(int number, int rate) {
    long random = number * 0x9E3779B97F4A7C15L;
    return """
    {"line_item_id":"48150000002%08d","item_id":"48150000003%08d","name":"Article %x","sku":"SKU-%x",\
    "description":"Box of %d, batch %x, colour %x, see sheet %x; returns within %d days","unit":"pcs",\
    "quantity":%d,"rate":%d.50,"item_total":%d,"discount":"0","discount_amount":0,"tax_id":"",\
    "tax_name":"","tax_percentage":0,"account_id":"4815000000000000388","project_id":"",\
    "location_id":"4815000000000091001","salesorder_item_id":"","item_custom_fields":[],"tags":[],\
    "header_name":"","bill_id":"","image_name":"","warehouse_id":"4815000000000091001"}\
    """
        .formatted(
            number,
            Math.abs(random % 100_000_000),
            random,
            random >>> 20,
            number % 12,
            random * 31,
            random >>> 40,
            random >>> 9,
            number % 30,
            number,
            rate * 250,
            number * number * 250);
  }
}
