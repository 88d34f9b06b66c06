package sale.tsh.tds.delivery;

import static sale.tsh.tds.refusal.RefusalCause.UNREADABLE;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sale.tsh.tds.delivery.Parameters.NameAndValue;
import sale.tsh.tds.delivery.record.Envelope;
import sale.tsh.tds.delivery.record.IdResolver;
import sale.tsh.tds.delivery.record.JsonText;
import sale.tsh.tds.delivery.record.NestedObject;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An url-encoded form. Only this class parses the fields, so that the signature is checked over the
 * same fields that are read.
 */
public final class FormBody {

  private static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  /** How a form starts: with the name of a field, or with encoded JSON that has no name. */
  private static final Pattern START =
      Pattern.compile("[\\w.\\-\\[\\]]{1,100}=|%7B", Pattern.CASE_INSENSITIVE);

  /** A field whose value is JSON without encoding, so that {@code +} and {@code &} stay. */
  private static final Pattern UNENCODED_JSON =
      Pattern.compile("(?:^|&)([^=&]*)=(?=\\s*\\{\\s*[\"}])");

  private FormBody() {}

  /** Whether the content type says that a body is a form, and the body does not start as JSON. */
  public static boolean isLabelled(Delivery delivery) {
    return isForm(delivery.contentType()) && !startsAsJson(text(delivery));
  }

  /** The fields of a form. A body is a form if its content type says so or if it looks so. */
  public static Optional<Parameters> in(Delivery delivery) {
    String text = text(delivery);
    boolean form =
        !text.isEmpty()
            && !startsAsJson(text)
            && (isForm(delivery.contentType()) || START.matcher(text).lookingAt());
    return form
        ? Optional.of(fields(text, Charsets.ofEscapes(delivery.contentType())))
        : Optional.empty();
  }

  /** The same parameters. Refuses them if there are too many. */
  static Parameters requireComplete(Parameters parameters) {
    if (!parameters.complete()) {
      throw new RefusedException(
          UNREADABLE, "Expected at most %d parameters, found more".formatted(Parameters.MAX_COUNT));
    }
    return parameters;
  }

  /**
   * The fields as one JSON object. If there is a {@linkplain #recordField record field}, it holds
   * the record, and of the other fields only nested objects and members of an envelope count.
   * Otherwise the fields are the members of the record.
   *
   * @param kinds the kinds that the path names
   */
  static ObjectNode parse(Parameters fields, List<Kind> kinds) {
    List<NameAndValue> all = requireComplete(fields).all().stream().map(FormBody::named).toList();
    all.forEach(FormBody::requireText);
    requireFewValues(all);
    Optional<NameAndValue> recordField = recordField(all, kinds);
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    for (NameAndValue field : all) {
      if (RequestedOperation.isParameter(field.name())) {
        continue;
      }
      if (recordField.isEmpty()) {
        form.putIfAbsent(field.name(), value(field.value()));
      } else if (field.equals(recordField.get()) && !namesNestedObject(field.name())) {
        form.put(NestedObject.JSON_STRING, field.value());
      } else if (namesNestedObject(field.name()) || Envelope.isMember(field.name())) {
        form.putIfAbsent(field.name(), form.stringNode(field.value()));
      }
    }
    return form;
  }

  /**
   * The field that holds the record: one whose name says so, else the only field with a JSON
   * object. Empty for a flat form.
   */
  static Optional<NameAndValue> recordField(List<NameAndValue> fields, List<Kind> kinds) {
    List<NameAndValue> withObject = fields.stream().filter(FormBody::holdsObject).toList();
    Optional<NameAndValue> named =
        withObject.stream().filter(each -> namesNestedObject(each.name())).findFirst();
    List<Kind> others = otherKinds(fields, kinds);
    boolean flat =
        fields.stream().map(NameAndValue::name).anyMatch(name -> namesRecord(name, others));
    return named.isEmpty() && !flat && withObject.size() == 1
        ? Optional.of(withObject.getFirst())
        : named;
  }

  /** The kind outside the catalogue that the path names, else the fields of an envelope. */
  static List<Kind> otherKinds(List<NameAndValue> fields, List<Kind> kinds) {
    if (!kinds.isEmpty()) {
      return kinds.stream().filter(Kind::isOther).toList();
    }
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    fields.stream()
        .filter(field -> Envelope.isMember(field.name()))
        .forEach(field ->
            envelope.putIfAbsent(
                field.name(),
                field.name().equals(Envelope.EVENT)
                    ? value(field.value())
                    : envelope.stringNode(field.value())));
    return Envelope.of(envelope).otherKind().stream().toList();
  }

  private static Parameters fields(String text, Charset charset) {
    Matcher plain = UNENCODED_JSON.matcher(text);
    if (plain.find() && text.stripTrailing().endsWith("}")) {
      return Parameters.of(text.substring(0, plain.start()), charset)
          .and(new NameAndValue(plain.group(1), text.substring(plain.end())));
    }
    return Parameters.of(text, charset);
  }

  /** Gives JSON that was sent without a name one, since it looks like a name without a value. */
  private static NameAndValue named(NameAndValue field) {
    return field.value().isEmpty() && JsonText.startsObject(field.name())
        ? new NameAndValue(NestedObject.JSON_STRING, field.name(), field.wellFormed())
        : field;
  }

  /** The value of a flat field. Lists and objects are JSON in text. Other text stays text. */
  private static JsonNode value(String text) {
    if (startsAsJson(text)) {
      try {
        return Json.parse(text);
      } catch (JacksonException e) {
        return JsonNodeFactory.instance.stringNode(text);
      }
    }
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static void requireText(NameAndValue field) {
    if (!field.wellFormed()) {
      throw new RefusedException(
          UNREADABLE,
          "The field %s is not text in its charset (UTF-8 unless the content type says another)"
              .formatted(Excerpt.of(field.name())));
    }
  }

  /** The parser limits the JSON of one field. This limits the JSON of several together. */
  private static void requireFewValues(List<NameAndValue> fields) {
    List<String> json =
        fields.stream().map(NameAndValue::value).filter(FormBody::startsAsJson).toList();
    if (json.size() > 1 && json.stream().mapToLong(FormBody::separators).sum() > Json.MAX_TOKENS) {
      throw new RefusedException(
          UNREADABLE,
          "Expected at most %d values in the JSON of all fields, found more"
              .formatted(Json.MAX_TOKENS));
    }
  }

  /** At least half as many as the braces, brackets, names and values. */
  private static long separators(String json) {
    return json.chars().filter(each -> "{[,:".indexOf(each) >= 0).count();
  }

  private static boolean holdsObject(NameAndValue field) {
    return JsonText.startsObject(field.value());
  }

  private static boolean namesNestedObject(String name) {
    return NestedObject.isContainerName(name) || !KindCatalogue.named(name).isEmpty();
  }

  private static boolean namesRecord(String name, List<Kind> others) {
    return KindCatalogue.isIdKey(name)
        || name.equals(IdResolver.PLAIN_ID)
        || others.stream().anyMatch(kind -> kind.idKeys().contains(name));
  }

  private static String text(Delivery delivery) {
    return new JsonText("the body", delivery.body()).text().stripLeading();
  }

  private static boolean startsAsJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private static boolean isForm(String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith(CONTENT_TYPE);
  }
}
