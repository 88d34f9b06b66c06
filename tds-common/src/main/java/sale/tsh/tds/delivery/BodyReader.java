package sale.tsh.tds.delivery;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds the JSON object that a delivery carries, by what is there rather than by its label. */
final class BodyReader {

  private BodyReader() {}

  /** The object; an empty one for a delivery without content. */
  static ObjectNode read(Delivery delivery) {
    JsonText body = new JsonText("the body", delivery.body());
    String start = body.text().stripLeading();
    if (start.isEmpty()) {
      return inQuery(delivery.query());
    }
    boolean startsAsJson = start.charAt(0) == '{' || start.charAt(0) == '[';
    return !startsAsJson && FormBody.isForm(start, delivery.contentType())
        ? FormBody.read(start)
        : body.object();
  }

  private static ObjectNode inQuery(String query) {
    return Parameters.lenient(query)
        .first(Box.JSON_STRING)
        .filter(json -> !JsonText.isBlank(json))
        .map(json -> new JsonText("the query parameter JSONString", json).object())
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }
}
