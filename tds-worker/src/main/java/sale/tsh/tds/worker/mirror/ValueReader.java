package sale.tsh.tds.worker.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.record.RecordId;
import sale.tsh.tds.delivery.record.VisibleCharacters;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.json.ZohoTime;
import sale.tsh.tds.kind.ColumnType;
import sale.tsh.tds.kind.MirrorColumn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads one value of a record as the type of its column. Returns text that PostgreSQL reads as
 * exactly that value.
 */
final class ValueReader {

  private static final Pattern MIDNIGHT =
      Pattern.compile("T00:00:00(\\.0+)?(Z|[+-]\\d{2}:?\\d{2})?$");

  /** Room for a sign, zeros and an exponent around all digits that a column holds. */
  private static final int LONGEST_NUMBER = 200;

  private ValueReader() {}

  /**
   * The value of a column in one of the column's members. Of a nested column, a member of another
   * name has the value inside an object or a list only.
   *
   * @see #read(String, JsonNode, ColumnType)
   */
  static @Nullable String read(String field, String key, JsonNode member, MirrorColumn column) {
    if (!column.nested()) {
      return read(field, member, column.type());
    }
    if (!member.isContainer()) {
      return key.equals(column.name()) ? read(field, member, column.type()) : null;
    }
    JsonNode value = member.isArray() ? selected(member) : member;
    return read(field, value.isObject() ? value.path(column.name()) : value, column.type());
  }

  /** The element of a list that is marked as selected, else the first one. */
  private static JsonNode selected(JsonNode list) {
    for (JsonNode element : list) {
      if (element.path("is_selected").asBoolean(false)) {
        return element;
      }
    }
    return list.path(0);
  }

  /**
   * The value as PostgreSQL's text of it; null for {@code null}, {@code ""} and blanks, which clear
   * a column.
   *
   * @param field what an error calls the value: {@code item.rate}
   * @throws UnreadableValueException if the value is present and not of the type
   */
  static @Nullable String read(String field, JsonNode value, ColumnType type) {
    if (value.isNull()
        || value.isMissingNode()
        || (value.isString() && value.stringValue().isBlank())) {
      return null;
    }
    if (type == ColumnType.TIME && isZeroDate(value)) {
      return null;
    }
    if (type == ColumnType.IDS && value.isArray() && value.isEmpty()) {
      return null;
    }
    return switch (type) {
      case TEXT ->
          text(value).map(Json::forPostgres).orElseThrow(() -> unreadable(field, value, "text"));
      case ID ->
          id(value).map(Json::forPostgres).orElseThrow(() -> unreadable(field, value, "an id"));
      case IDS -> ids(value).orElseThrow(() -> unreadable(field, value, "a list of ids"));
      case DECIMAL ->
          decimal(value, false).orElseThrow(() -> unreadable(field, value, "a decimal number"));
      case PERCENT ->
          decimal(value, true).orElseThrow(() -> unreadable(field, value, "a percentage"));
      case DATE ->
          date(value).orElseThrow(() -> unreadable(field, value, "a date like 2026-09-04"));
      case TIME ->
          time(value)
              .orElseThrow(() ->
                  unreadable(field, value, "a time with an offset like 2026-09-04T14:22:03+0100"));
      case FLAG -> flag(value).orElseThrow(() -> unreadable(field, value, "true or false"));
      case STATUS -> status(value).orElseThrow(() -> unreadable(field, value, "a status"));
    };
  }

  private static Optional<String> text(JsonNode value) {
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      return Json.isStorable(number) ? Optional.of(number.toPlainString()) : Optional.empty();
    }
    return value.isBoolean() ? Optional.of(value.asString()) : Optional.empty();
  }

  /**
   * An id is a number at times, even one like {@code 460000000026049.0}. Its digits count. No
   * record has a longer id than this allows, and an index would refuse a much longer one.
   */
  private static Optional<String> id(JsonNode value) {
    return Optional.ofNullable(Json.wholeDigits(value))
        .or(() -> text(value).map(VisibleCharacters::strip))
        .filter(id -> id.length() <= RecordId.LONGEST);
  }

  private static Optional<String> ids(JsonNode list) {
    List<Optional<String>> ids = list.valueStream().map(ValueReader::id).toList();
    if (!list.isArray() || ids.contains(Optional.<String>empty())) {
      return Optional.empty();
    }
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    ids.forEach(id -> texts.add(id.orElseThrow()));
    return Optional.of(Json.forPostgres(texts));
  }

  private static Optional<String> decimal(JsonNode value, boolean percentSign) {
    try {
      BigDecimal number;
      if (value.isNumber()) {
        number = value.decimalValue();
      } else if (value.isString()) {
        String digits = value.stringValue().strip();
        if (percentSign && digits.endsWith("%")) {
          digits = digits.substring(0, digits.length() - 1).stripTrailing();
        }
        if (digits.length() > LONGEST_NUMBER) { // Parsing takes the square of the length.
          return Optional.empty();
        }
        number = new BigDecimal(digits);
      } else {
        return Optional.empty();
      }
      return Json.isStorable(number) ? Optional.of(number.toString()) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> date(JsonNode value) {
    try {
      return value.isString()
          ? Optional.of(LocalDate.parse(withoutMidnight(value.stringValue().strip())))
              .filter(date -> ZohoTime.isYear(date.getYear()))
              .map(LocalDate::toString)
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A few bodies write a date as the midnight it begins with: {@code 2026-09-04T00:00:00.000Z}. */
  private static String withoutMidnight(String date) {
    return MIDNIGHT.matcher(date).replaceFirst("");
  }

  private static Optional<String> time(JsonNode value) {
    return value.isString()
        ? ZohoTime.parse(value.stringValue()).map(Instant::toString)
        : Optional.empty();
  }

  /** The time that .NET writes if none is set. With an offset it may be in the year 0. */
  private static boolean isZeroDate(JsonNode value) {
    return value.isString() && value.stringValue().strip().startsWith("0001-01-01T00:00:00");
  }

  private static Optional<String> flag(JsonNode value) {
    return truth(value).map(String::valueOf);
  }

  private static Optional<String> status(JsonNode value) {
    return truth(value)
        .map(active -> active ? "active" : "inactive")
        .or(() -> text(value).map(Json::forPostgres));
  }

  /** The value of a flag, which may be text or a number. */
  private static Optional<Boolean> truth(JsonNode value) {
    String word = value.isContainer() ? "" : value.asString().strip().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "true", "yes", "1" -> Optional.of(true);
      case "false", "no", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static UnreadableValueException unreadable(
      String field, JsonNode value, String expected) {
    return UnreadableValueException.of(field, value, expected);
  }
}
