package sale.tsh.tds.simulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A simulator whose clock stands still, and a client that has a token. */
abstract class WithSimulator {

  static final String INVOICES = "/books/v3/invoices";
  static final String CONTACTS = "/books/v3/contacts";

  final SteppedClock clock = new SteppedClock();
  final ZohoSimulator zoho = ZohoSimulator.start(0, clock);
  final ApiClient client = new ApiClient(zoho);

  @BeforeEach
  void getAToken() {
    client.refresh();
  }

  @AfterEach
  void close() {
    client.close();
    zoho.close();
  }

  final void putInvoices(int count) {
    for (int number = 1; number <= count; number++) {
      put("invoice", "{'invoice_id':'" + (2000 + number) + "'}");
    }
  }

  final ObjectNode put(String kind, String record) {
    return zoho.put(kind, object(record));
  }

  static ObjectNode object(String text) {
    return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
