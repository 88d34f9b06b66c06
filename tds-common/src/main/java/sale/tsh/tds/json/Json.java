package sale.tsh.tds.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses JSON from Zoho and writes JSON for PostgreSQL. Numbers keep every digit. Raw line breaks
 * and tabs inside strings are accepted. The output is always valid {@code jsonb}.
 */
public final class Json {

  /** Deeper bodies are unreadable. Records from Zoho nest ten levels at most. */
  public static final int MAX_DEPTH = 200;

  /**
   * The most braces, brackets, names and values in one body. A tree takes some 60 bytes for each,
   * so the largest tree takes 15 MB. An invoice of 1,000 lines with 60 members each has 120,000.
   */
  public static final int MAX_TOKENS = 250_000;

  /** A number with more digits before or after its point is stored as text. */
  public static final int MAX_DIGITS = 60;

  /** The most characters of a text that an error repeats. */
  private static final int MAX_QUOTED = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .errorReportConfiguration(
                      ErrorReportConfiguration.builder().maxErrorTokenLength(MAX_QUOTED).build())
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  // The table of names is shared, so colliding names would slow down all others.
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private static final ObjectWriter PRETTY =
      MAPPER
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                          .withObjectEmptySeparator("")
                          .withArrayEmptySeparator(""))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n"))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /** 200 bits are more than 60 digits. */
  private static final int MAX_BITS = 200;

  private static final char REPLACEMENT = '\uFFFD';

  private Json() {}

  /**
   * Parses a text that is one JSON value.
   *
   * @throws JacksonException with the place of the first error
   */
  public static JsonNode parse(String text) throws JacksonException {
    try {
      return MAPPER.readTree(text);
    } catch (NumberFormatException e) {
      throw new StreamConstraintsException("The exponent of a number is out of range");
    }
  }

  /** The same text for the same content. Members are sorted, {@code 10.0} becomes {@code 10}. */
  public static String canonical(JsonNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new PlainNumbers(CANONICAL.createGenerator(text))) {
      CANONICAL.writeValue(generator, node);
    }
    return text.toString();
  }

  /**
   * Writes decimals without trailing zeros. The record itself keeps the digits as received. An
   * exponent is written out only up to {@link #MAX_DIGITS}.
   */
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
   * Text that is valid {@code jsonb} for every body. {@code \}{@code u0000} and half surrogates
   * become U+FFFD, and a number beyond {@code numeric} becomes text.
   */
  public static String forPostgres(JsonNode node) {
    return MAPPER.writeValueAsString(storable(node));
  }

  /** The same content with each member and element on a line of its own, for people. */
  public static String pretty(JsonNode node) {
    return PRETTY.writeValueAsString(storable(node));
  }

  /** The text for a {@code text} column, with U+FFFD for NUL and half surrogates. */
  public static String forPostgres(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        if (repaired == null) {
          repaired = new StringBuilder(text);
        }
        repaired.setCharAt(i, REPLACEMENT);
      }
    }
    return repaired == null ? text : repaired.toString();
  }

  /**
   * Whether a number may be stored in a {@code numeric} column or as a number in {@code jsonb}. It
   * may have at most {@link #MAX_DIGITS} digits before its point and as many after the point.
   */
  public static boolean isStorable(BigDecimal number) {
    long beforePoint = (long) number.precision() - number.scale();
    return beforePoint <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
  }

  private static boolean isStorable(BigInteger number) {
    return number.bitLength() <= MAX_BITS;
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
      String repaired = forPostgres(text);
      return repaired.equals(text) ? node : nodes.stringNode(repaired);
    }
    if (node.isBigDecimal() && !isStorable(node.decimalValue())) {
      return nodes.stringNode(node.decimalValue().toString());
    }
    if (node.isBigInteger() && !isStorable(node.bigIntegerValue())) {
      return nodes.stringNode(node.bigIntegerValue().toString());
    }
    return node;
  }

  /**
   * The exact digits of a whole number, also if it is written as a decimal. Null for any other
   * node.
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
