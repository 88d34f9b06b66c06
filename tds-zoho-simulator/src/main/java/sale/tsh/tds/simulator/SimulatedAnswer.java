package sale.tsh.tds.simulator;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer before it is sent.
 *
 * @param json the body as JSON
 * @param text the body as it is sent instead of the JSON, if it is not null
 * @param sending how the body is sent
 * @param pause the time between two pieces of a body that is sent slowly
 */
record SimulatedAnswer(
    int status, ObjectNode json, @Nullable String text, Sending sending, Duration pause) {

  /** How an answer reaches its caller. */
  enum Sending {
    WHOLE,
    SLOWLY,
    HALF,
    NEVER
  }

  static SimulatedAnswer of(int status, ObjectNode json) {
    return new SimulatedAnswer(status, json, null, Sending.WHOLE, Duration.ZERO);
  }

  /** A successful answer, in Zoho's envelope. */
  static SimulatedAnswer success(String wrapper, JsonNode content) {
    return of(200, envelope(0, "success").set(wrapper, content));
  }

  static SimulatedAnswer error(int status, int code, String message) {
    return of(status, envelope(code, message));
  }

  SimulatedAnswer withJson(ObjectNode other) {
    return new SimulatedAnswer(status, other, text, sending, pause);
  }

  SimulatedAnswer withText(int otherStatus, String other) {
    return new SimulatedAnswer(otherStatus, json, other, sending, pause);
  }

  SimulatedAnswer sent(Sending otherSending, Duration otherPause) {
    return new SimulatedAnswer(status, json, text, otherSending, otherPause);
  }

  /** Returns Zoho's code, or -1 if the body has none. */
  int code() {
    return text == null ? json.path("code").asInt(-1) : -1;
  }

  boolean isSuccess() {
    return status == 200 && code() == 0;
  }

  /** Returns the member that holds the record or the rows. */
  Optional<String> wrapper() {
    return json.propertyNames().stream()
        .filter(name -> !name.equals("page_context"))
        .filter(name -> json.get(name).isContainer())
        .findFirst();
  }

  /** Returns the rows if this is the answer of a list. */
  Optional<ArrayNode> rows() {
    return wrapper().map(json::get).filter(JsonNode::isArray).map(ArrayNode.class::cast);
  }

  private static ObjectNode envelope(int code, String message) {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("message", message);
  }
}
