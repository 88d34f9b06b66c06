package sale.tsh.tds.delivery;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sale.tsh.tds.delivery.Parameters.Parameter;
import sale.tsh.tds.entity.EntityCatalogue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An url-encoded form, read as the object it stands for: each field is a member that is text. */
final class FormBody {

  private static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  /** The name of a first field, or JSON that was encoded without any name. */
  private static final Pattern START =
      Pattern.compile("[\\w.\\-\\[\\]]{1,100}=|%7B", Pattern.CASE_INSENSITIVE);

  /** A field whose value was not encoded: {@code +} and {@code &} in it are themselves. */
  private static final Pattern PLAIN_JSON = Pattern.compile("(?:^|&)([^=&]*)=(?=\\s*\\{\\s*[\"}])");

  private FormBody() {}

  /** Whether a text that does not start as JSON does is a form: it is called one or looks so. */
  static boolean isForm(String text, String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith(CONTENT_TYPE)
        || START.matcher(text).lookingAt();
  }

  /** The form as an object; refuses one without JSON, unless its fields are blank carriers. */
  static ObjectNode read(String text) {
    List<Parameter> fields = fields(text);
    List<Parameter> holders = fields.stream().filter(FormBody::holdsObject).toList();
    if (holders.isEmpty() && !fields.stream().map(Parameter::name).allMatch(Box::isCarrier)) {
      throw new Refusal(
          RefusalCause.UNREADABLE,
          "Expected a form with a JSON object in the field JSONString, found none in its fields");
    }
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    for (Parameter field : fields) {
      boolean alone = holders.equals(List.of(field)) && !hasMeaning(field.name());
      form.putIfAbsent(alone ? Box.JSON_STRING : field.name(), form.stringNode(field.value()));
    }
    return form;
  }

  private static List<Parameter> fields(String text) {
    Matcher plain = PLAIN_JSON.matcher(text);
    if (plain.find() && text.stripTrailing().endsWith("}")) {
      return Stream.concat(
              Parameters.lenient(text.substring(0, plain.start())).all().stream(),
              Stream.of(new Parameter(plain.group(1), text.substring(plain.end()))))
          .toList();
    }
    return Parameters.lenient(text).all().stream().map(FormBody::named).toList();
  }

  /** JSON that was sent without a field's name looks like a name without a value. */
  private static Parameter named(Parameter field) {
    return field.value().isEmpty() && JsonText.startsObject(field.name())
        ? new Parameter(Box.JSON_STRING, field.name())
        : field;
  }

  private static boolean holdsObject(Parameter field) {
    return JsonText.startsObject(field.value());
  }

  private static boolean hasMeaning(String name) {
    return Box.isCarrier(name) || !EntityCatalogue.named(name).isEmpty();
  }
}
