package sale.tsh.tds.api.webhook;

import java.util.List;
import java.util.Locale;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusalCause;

/**
 * Reads a whole call whose sender is proven or needs no proof: first its method and its headers,
 * then its body. A call that is taken in and a delivery that is taken again are read alike.
 */
final class CallReader {

  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");

  private CallReader() {}

  /**
   * Returns a change, a ping or a refusal.
   *
   * @param received the same call with its body as text
   */
  static ParsedDelivery read(RawDelivery raw, ReceivedDelivery received) {
    if (!METHODS.contains(raw.method())) {
      return new ParsedDelivery.Refused(
          RefusalCause.WRONG_METHOD,
          "Expected one of %s, found %s"
              .formatted(String.join(", ", METHODS), Excerpt.of(raw.method())));
    }
    if (raw.isCompressed()) {
      return unreadable(
          "Expected a body that is not compressed, found Content-Encoding "
              + Excerpt.of(raw.contentEncoding()));
    }
    if (raw.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      return unreadable(
          "Expected JSON or an url-encoded form, found a body of several parts: choose raw or"
              + " x-www-form-urlencoded in Zoho");
    }
    if (!raw.isText(received)) {
      return unreadable("The body is not text in its charset (UTF-8 unless it says another)");
    }
    return DeliveryReader.read(received.delivery());
  }

  private static ParsedDelivery unreadable(String detail) {
    return new ParsedDelivery.Refused(RefusalCause.UNREADABLE, detail);
  }
}
