package sale.tsh.tds.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what Zoho sends, exactly: numbers keep every digit, raw line breaks and tabs inside strings
 * are taken. Writes what {@code jsonb} takes.
 */
public final class Json {

  /** Deeper bodies are unreadable: no record of Zoho's nests beyond ten. */
  public static final int MAX_DEPTH = 200;

  /** So much of a text an error repeats. */
  private static final int MAX_QUOTED = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .errorReportConfiguration(
                      ErrorReportConfiguration.builder().maxErrorTokenLength(MAX_QUOTED).build())
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  /** PostgreSQL's {@code numeric} holds 131,072 digits before the point; far fewer are sensible. */
  private static final int MAX_EXPONENT = 10_000;

  private static final char REPLACEMENT = '\uFFFD';

  private Json() {}

  /**
   * Parses a text that is one JSON value; throws {@link JacksonException} with the place where it
   * is not.
   */
  public static JsonNode parse(String text) throws JacksonException {
    try {
      return MAPPER.readTree(text);
    } catch (NumberFormatException e) {
      throw new StreamConstraintsException("The exponent of a number is out of range");
    }
  }

  /** The same text for the same content: members sorted, {@code 10.0} and {@code 10.00} alike. */
  public static String canonical(JsonNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new PlainNumbers(CANONICAL.createGenerator(text))) {
      CANONICAL.writeValue(generator, node);
    }
    return text.toString();
  }

  /** Writes decimals without zeros at their end; the digits of a record are kept as they came. */
  private static final class PlainNumbers extends JsonGeneratorDelegate {

    PlainNumbers(JsonGenerator generator) {
      super(generator, false);
    }

    @Override
    public JsonGenerator writeNumber(BigDecimal number) {
      BigDecimal plain = number.stripTrailingZeros();
      return super.writeNumber(plain.scale() < 0 && isStorable(plain) ? plain.setScale(0) : plain);
    }
  }

  /**
   * Text that {@code jsonb} takes whatever the body held: {@code \}{@code u0000} and half
   * surrogates become U+FFFD, and a number beyond {@code numeric} becomes text.
   */
  public static String forPostgres(JsonNode node) {
    return MAPPER.writeValueAsString(storable(node));
  }

  /** Text that a {@code text} column takes: without NUL and half surrogates. */
  public static String forPostgres(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        if (mended == null) {
          mended = new StringBuilder(text);
        }
        mended.setCharAt(i, REPLACEMENT);
      }
    }
    return mended == null ? text : mended.toString();
  }

  /** Whether a number can stand in a {@code numeric} column. */
  public static boolean isStorable(BigDecimal number) {
    long exponent = (long) number.precision() - number.scale();
    return Math.abs(exponent) <= MAX_EXPONENT && Math.abs((long) number.scale()) <= MAX_EXPONENT;
  }

  private static JsonNode storable(JsonNode node) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (node.isObject()) {
      ObjectNode object = nodes.objectNode();
      node.properties()
          .forEach(member -> object.set(forPostgres(member.getKey()), storable(member.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = nodes.arrayNode();
      node.forEach(element -> array.add(storable(element)));
      return array;
    }
    if (node.isString()) {
      String text = node.stringValue();
      String mended = forPostgres(text);
      return mended.equals(text) ? node : nodes.stringNode(mended);
    }
    if (node.isBigDecimal() && !isStorable(node.decimalValue())) {
      return nodes.stringNode(node.decimalValue().toString());
    }
    return node;
  }

  /**
   * The exact digits of a whole number, or of a decimal that is one; null where the node is
   * neither.
   */
  public static @Nullable String wholeDigits(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue().toString();
    }
    if (node.isBigDecimal() && isStorable(node.decimalValue())) {
      BigDecimal whole = node.decimalValue().stripTrailingZeros();
      if (whole.scale() <= 0) {
        BigInteger digits = whole.toBigIntegerExact();
        return digits.toString();
      }
    }
    return null;
  }
}
