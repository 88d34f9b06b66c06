package sale.tsh.tds.worker.zoho;

import java.util.Locale;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.worker.zoho.ZohoFault.CallRejected;
import sale.tsh.tds.worker.zoho.ZohoFault.DayLimit;
import sale.tsh.tds.worker.zoho.ZohoFault.Gone;
import sale.tsh.tds.worker.zoho.ZohoFault.MinuteLimit;
import sale.tsh.tds.worker.zoho.ZohoFault.ScopeMissing;
import sale.tsh.tds.worker.zoho.ZohoFault.TooManyAtOnce;
import sale.tsh.tds.worker.zoho.ZohoFault.Unavailable;
import sale.tsh.tds.worker.zoho.ZohoFault.Unbelievable;
import sale.tsh.tds.worker.zoho.ZohoFault.WrongOrganization;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells an answer of the API from an error. Zoho sends errors with HTTP 200 too, and sometimes as
 * HTML. So an answer counts only if its status is 2xx, it is a JSON object, and its code is 0.
 */
final class AnswerReader {

  private static final int LONGEST_MESSAGE = 200;
  private static final int WRONG_PATH = 5;

  private AnswerReader() {}

  /** The object in a good answer. */
  static ObjectNode read(int status, String body) throws ZohoException {
    JsonNode answer;
    try {
      answer = Json.parse(body);
    } catch (JacksonException e) {
      throw new ZohoException(
          status >= 200 && status <= 299
              ? new Unbelievable("it is no whole JSON")
              : new Unavailable("HTTP " + status + " without JSON"));
    }
    if (!(answer instanceof ObjectNode object)) {
      throw new ZohoException(new Unbelievable("it is no JSON object"));
    }
    int code = object.path("code").asInt(-1);
    if (status >= 200 && status <= 299 && code == 0) {
      return object;
    }
    throw new ZohoException(fault(status, code, message(object)));
  }

  private static ZohoFault fault(int status, int code, String message) {
    return switch (code) {
      case 14, 57 -> new ScopeMissing(message);
      case 44 -> new MinuteLimit();
      case 45 -> new DayLimit();
      case 1070 -> new TooManyAtOnce();
      case 6041 -> new WrongOrganization(message);
      default -> {
        if (status == 401) {
          yield new ScopeMissing(message);
        }
        if (status == 429) {
          yield new MinuteLimit();
        }
        if (status >= 500 || code == 1000) {
          yield new Unavailable("HTTP %d, code %d: %s".formatted(status, code, message));
        }
        yield status == 404 && code > WRONG_PATH && isAboutARecord(message)
            ? new Gone(message)
            : new CallRejected(status, code, message);
      }
    };
  }

  private static boolean isAboutARecord(String message) {
    return message.toLowerCase(Locale.ROOT).contains("not exist");
  }

  private static String message(ObjectNode answer) {
    JsonNode message = answer.path("message");
    return message.isString()
        ? Excerpt.of(message.stringValue(), LONGEST_MESSAGE)
        : "without a message";
  }
}
