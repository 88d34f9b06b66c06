package sale.tsh.tds.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Deliveries that start as real ones and are then packed, enriched and spoilt at random. The same
 * seed makes the same deliveries.
 */
public final class SpoiltDeliveries {

  private static final List<String> PATHS =
      List.of("contacts", "contacts", "items", "invoices", "stock", "zoho", "zoho", "nowhere");

  private static final List<String> QUERIES =
      List.of(
          "", "", "", "op=delete", "op=", "&=&%", "JSONString=%7B%22contact_id%22:5%7D", "op=%ff");

  private static final List<String> CONTENT_TYPES =
      List.of("application/json", "application/x-www-form-urlencoded", "text/plain", "", ";;");

  /** Tokens that replace a piece of a body. */
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "\\",
          "&",
          "=",
          "+",
          "%",
          "%00",
          "\0",
          "\\u0000",
          "\uD83D",
          "\\uDE00",
          "\uFEFF",
          "\uFFFD",
          "\n",
          " ",
          "عميل",
          "null",
          "true",
          "-",
          ".5",
          "1e999999999",
          "9".repeat(30),
          "{}",
          "\"\"",
          "[]");

  /** Members that are inserted before the first member of some object. */
  private static final List<String> MEMBERS =
      List.of(
          "\"contact\":{\"contact_id\":\"6\"},",
          "\"invoice\":{},",
          "\"item\":null,",
          "\"payment\":\"{\\\"payment_id\\\":9}\",",
          "\"contact_id\":\"6\",",
          "\"invoice_id\":\"a\\u0000\",",
          "\"entity_id\":7,",
          "\"id\":8.0,",
          "\"entity_type\":\"customer\",",
          "\"entity_type\":\" \",",
          "\"event_type\":\"item.updated\",",
          "\"event_type\":\"delete\",",
          "\"event\":\"contact.created\",",
          "\"event\":{\"type\":\"invoice.created\",\"data\":{\"invoice_id\":\"4\"}},",
          "\"data\":{\"total\":1},",
          "\"payload\":\"\",",
          "\"JSONString\":\"{\\\"id\\\":3}\",",
          "\"contacts\":[{}],",
          "\"created_time\":\"2026-09-04T14:22:03+0100\",");

  private static final List<String> SHAPES =
      Stream.concat(
              Fixtures.all().stream().map(Fixtures::body).filter(body -> body.length() < 3_000),
              Stream.of(
                  "",
                  "{}",
                  "{\"contact_id\":\"5\"}",
                  "{\"id\":5}",
                  "{\"payload\":\"\"}",
                  "JSONString=&payload=",
                  "{\"event_type\":\"delete\",\"entity_type\":\"item\",\"entity_id\":\"5\"}",
                  "{\"invoice_id\":\"5\",\"total\":1,\"contact\":{\"contact_id\":\"6\"}}",
                  "{\"contact\":{\"contact_id\":\"5\"},\"invoice\":{\"invoice_id\":\"6\"}}",
                  "{\"contacts\":[{\"contact_id\":\"5\"}]}"))
          .toList();

  private SpoiltDeliveries() {}

  /** The next delivery. */
  public static Delivery next(RandomGenerator random) {
    return new Delivery(
        any(PATHS, random), any(QUERIES, random), any(CONTENT_TYPES, random), body(random));
  }

  private static String body(RandomGenerator random) {
    String body = any(SHAPES, random);
    for (int i = random.nextInt(4); i > 0; i--) {
      body =
          switch (random.nextInt(4)) {
            case 0 -> packed(body, random);
            case 1 -> spoilt(body, random);
            default -> enriched(body, random);
          };
    }
    return body;
  }

  private static String enriched(String body, RandomGenerator random) {
    int brace = body.indexOf('{', random.nextInt(body.length() / 2 + 1));
    return body.substring(0, brace + 1) + any(MEMBERS, random) + body.substring(brace + 1);
  }

  private static String packed(String body, RandomGenerator random) {
    String name = any(List.of("payload", "JSONString", "data", "contact", "item", "x"), random);
    return switch (random.nextInt(4)) {
      case 0 -> "{\"%s\":%s}".formatted(name, body);
      case 1 -> JsonNodeFactory.instance.objectNode().put(name, body).toString();
      case 2 -> name + "=" + URLEncoder.encode(body, StandardCharsets.UTF_8);
      default -> "\uFEFF" + name + "=" + body;
    };
  }

  /** Cuts a piece out, repeats a piece, or puts a token in. */
  private static String spoilt(String body, RandomGenerator random) {
    int from = random.nextInt(body.length() + 1);
    int to = Math.min(body.length(), from + random.nextInt(12));
    String middle =
        switch (random.nextInt(5)) {
          case 0 -> "";
          case 1 -> body.substring(from, to).repeat(2);
          default -> any(TOKENS, random);
        };
    return body.substring(0, from) + middle + body.substring(random.nextBoolean() ? from : to);
  }

  private static String any(List<String> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }
}
