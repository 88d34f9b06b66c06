package sale.tsh.tds.delivery;

import java.util.List;
import java.util.Optional;
import sale.tsh.tds.delivery.record.JsonText;
import sale.tsh.tds.kind.Kind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON of a body. The content of the body decides how, and not its content type alone. */
final class PayloadParser {

  private PayloadParser() {}

  /**
   * The top level of the body. An empty object for a body without content.
   *
   * @param kinds the kinds that the path names
   */
  static ObjectNode parse(Delivery delivery, List<Kind> kinds) {
    JsonText body = new JsonText("the body", delivery.body());
    if (body.text().isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    Optional<Parameters> form = FormBody.in(delivery);
    return form.isPresent() ? FormBody.parse(form.get(), kinds) : body.object();
  }
}
