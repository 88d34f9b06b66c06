package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

/** Short forms of deliveries and of what they say. */
final class Parsing {

  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded";

  private Parsing() {}

  /** Reads a JSON body at a path like {@code contacts?op=delete}. */
  static ParsedDelivery read(String url, String body) {
    return read(url, JSON, body);
  }

  static ParsedDelivery read(String url, String contentType, String body) {
    int query = url.indexOf('?');
    return DeliveryReader.read(
        query < 0
            ? new Delivery(url, "", contentType, body)
            : new Delivery(url.substring(0, query), url.substring(query + 1), contentType, body));
  }

  /** In short, such as {@code contact.updated 5}, {@code ping} or {@code no_id}. */
  static String summary(ParsedDelivery parsed) {
    return switch (parsed) {
      case ParsedDelivery.Change change -> change.eventType() + " " + change.recordId();
      case ParsedDelivery.Ping ping -> "ping";
      case ParsedDelivery.Refused refused -> refused.cause().code();
    };
  }

  static ParsedDelivery.Change change(ParsedDelivery parsed) {
    assertThat(parsed).isInstanceOf(ParsedDelivery.Change.class);
    return (ParsedDelivery.Change) parsed;
  }

  static String detail(ParsedDelivery parsed) {
    assertThat(parsed).isInstanceOf(ParsedDelivery.Refused.class);
    return ((ParsedDelivery.Refused) parsed).detail();
  }
}
