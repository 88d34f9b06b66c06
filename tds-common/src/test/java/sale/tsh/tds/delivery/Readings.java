package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

/** Deliveries in short, and what they read as in short. */
final class Readings {

  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded";

  private Readings() {}

  /** Reads a JSON body at a path like {@code contacts?op=delete}. */
  static Reading read(String url, String body) {
    return read(url, JSON, body);
  }

  static Reading read(String url, String contentType, String body) {
    int query = url.indexOf('?');
    return DeliveryReader.read(
        query < 0
            ? new Delivery(url, "", contentType, body)
            : new Delivery(url.substring(0, query), url.substring(query + 1), contentType, body));
  }

  /** {@code contact.updated 5}, {@code ping} or {@code no_id}. */
  static String brief(Reading reading) {
    return switch (reading) {
      case Reading.Change change -> change.eventType() + " " + change.entityId();
      case Reading.Ping ping -> "ping";
      case Reading.Refused refused -> refused.cause().code();
    };
  }

  static Reading.Change change(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Change.class);
    return (Reading.Change) reading;
  }

  static String detail(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    return ((Reading.Refused) reading).detail();
  }
}
