package sale.tsh.tds.delivery;

import java.util.Optional;
import sale.tsh.tds.delivery.record.JsonText;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON of a body. The content of the body decides how, and not its content type alone. */
final class PayloadParser {

  private PayloadParser() {}

  /** The top level of the body. An empty object for a body without content. */
  static ObjectNode parse(Delivery delivery) {
    JsonText body = new JsonText("the body", delivery.body());
    if (body.text().isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    Optional<Parameters> form = FormBody.in(delivery);
    return form.isPresent() ? FormBody.parse(form.get()) : body.object();
  }
}
