package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static sale.tsh.tds.delivery.Parsing.FORM;
import static sale.tsh.tds.delivery.Parsing.JSON;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.kind.KindCatalogue;
import tools.jackson.databind.node.JsonNodeFactory;

/** Bodies that try to crash the reader or to keep it busy. */
class HostileInputTest {

  private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

  /** Generous, since the machine may be busy. Quadratic work on 5 MB takes hours. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void readsHugeBodiesSoon(String what, String body, String expected) {
    assertThat(assertTimeoutPreemptively(SOON, () -> summary(read("contacts", JSON, body))))
        .isEqualTo(expected);
    assertTimeoutPreemptively(SOON, () -> read("zoho", FORM, body));
  }

  static Stream<Arguments> readsHugeBodiesSoon() {
    return Stream.of(
        arguments("brackets", huge("["), "unreadable"),
        arguments("braces", huge("{"), "unreadable"),
        arguments("payloads in payloads", huge("{\"payload\":"), "unreadable"),
        arguments("wrappers in wrappers", huge("{\"contact\":"), "unreadable"),
        arguments("numbers of 10,000 digits", numbers("1e9999"), "contact.updated 5"),
        arguments("numbers of 10,000 places", numbers("1e-9999"), "contact.updated 5"),
        arguments("colliding names", colliding(), "contact.updated 5"),
        arguments("blanks", huge(" "), "ping"),
        arguments("a blank payload", "{\"payload\":\"%s\"}".formatted(huge(" ")), "ping"),
        arguments("NULs", huge("\0"), "unreadable"),
        arguments("a word", huge("x"), "unreadable"),
        arguments("an id of text", "{\"contact_id\":\"%s\"}".formatted(huge("x")), "no_id"),
        arguments("an id of digits", "{\"contact_id\":%s}".formatted(huge("9")), "unreadable"),
        arguments("a member's name", "{\"%s\":1}".formatted(huge("x")), "unreadable"),
        arguments(
            "a time",
            "{\"contact_id\":\"5\",\"last_modified_time\":\"%s\"}".formatted(huge("9")),
            "contact.updated 5"),
        arguments(
            "an event type",
            "{\"contact_id\":\"5\",\"event_type\":\"%s\"}".formatted(huge(".")),
            "unknown_operation"),
        arguments("members", members(400_000, i -> "\"m%d\":1".formatted(i)), "unreadable"),
        arguments(
            "blank members", members(400_000, i -> "\"m%d\":\"\"".formatted(i)), "unreadable"),
        arguments("objects", members(400_000, i -> "\"m%d\":{}".formatted(i)), "unreadable"),
        arguments("payloads", members(1_000, i -> spelled("payload", i) + ":{}"), "ping"),
        arguments("fields", "a=1&".repeat(FIVE_MEGABYTES / 4), "unreadable"),
        arguments("fields of JSON", "a={}&".repeat(FIVE_MEGABYTES / 5), "unreadable"),
        arguments("equals signs", "a" + huge("="), "no_id"),
        arguments("ampersands", "a=" + huge("&"), "no_id"),
        arguments("percent signs", "a=" + huge("%"), "no_id"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void readsStrangeValues(String what, String body, String expected) {
    assertThat(summary(read("contacts", JSON, body))).isEqualTo(expected);
    assertThat(summary(read("contacts", FORM, body))).isEqualTo(expected);
  }

  static Stream<Arguments> readsStrangeValues() {
    return Stream.of(
        arguments("a vast exponent", "{\"contact_id\":1e999999999}", "no_id"),
        arguments("an exponent beyond", "{\"contact_id\":1e99999999999}", "unreadable"),
        arguments("one elsewhere", "{\"contact_id\":5,\"x\":-1e-99999999999}", "unreadable"),
        arguments("digits", "{\"contact_id\":%s}".formatted("9".repeat(1_000)), "no_id"),
        arguments("a key twice", "{\"contact_id\":4,\"contact_id\":5}", "contact.updated 5"),
        arguments("half a pair", "{\"contact_id\":5,\"x\":\"\uD83D\"}", "contact.updated 5"),
        arguments("escaped", "{\"contact_id\":5,\"\\uDE00\":\"\\uD83D\"}", "contact.updated 5"),
        arguments("NULs in text", "{\"contact_id\":5,\"x\":\"\0\\u0000\"}", "contact.updated 5"),
        arguments("NUL in a name", "{\"contact_id\":5,\"x\\u0000\":1}", "contact.updated 5"),
        arguments("a NUL between", "{\"contact_id\":5,\0}", "unreadable"),
        arguments("an empty name", "{\"contact_id\":5,\"\":{}}", "contact.updated 5"),
        arguments("text in text", inText(7), "contact.updated 5"),
        arguments("text in text for ever", inText(12), "unreadable"));
  }

  /** The parser may keep names between bodies, so one body could spoil the next. */
  @Test
  void readsAnInnocentBodyAfterCollidingNames() {
    for (int i = 0; i < 3; i++) {
      assertThat(summary(read("contacts", JSON, colliding()))).isEqualTo("contact.updated 5");
    }
    assertThat(summary(read("contacts", JSON, "{\"contact_id\":\"6\",\"AbAbAbAbAbAbAbAb\":1}")))
        .isEqualTo("contact.updated 6");
  }

  /** Names ignore case, so one object can have many members of one name. */
  @ParameterizedTest
  @MethodSource
  void readsManySpellingsOfAWrapperSoon(String value) {
    String name =
        KindCatalogue.kinds().stream()
            .flatMap(kind -> kind.names().stream())
            .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    int count = Math.min(100_000, 1 << (name.length() - 2));
    String wrappers = members(count, i -> spelled(name, i) + ":" + value);
    assertTimeoutPreemptively(SOON, () -> read("contacts", wrappers));
    assertTimeoutPreemptively(SOON, () -> read("zoho", wrappers));
    String typed = "{\"entity_type\":\"item\"," + wrappers.substring(1);
    assertTimeoutPreemptively(SOON, () -> read("zoho", typed));
  }

  static Stream<String> readsManySpellingsOfAWrapperSoon() {
    return Stream.of("{}", "{\"x\":1}", "\"{}\"");
  }

  /** As many numbers as one body may hold. */
  private static String numbers(String number) {
    return "{\"contact_id\":\"5\",\"x\":[%s1]}".formatted((number + ",").repeat(200_000));
  }

  /** Names that all have the same hash in Jackson, which multiplies by 33. */
  private static String colliding() {
    return IntStream.range(0, 1 << 15)
        .mapToObj(i ->
            IntStream.range(0, 15)
                .mapToObj(bit -> (i >> bit & 1) == 1 ? "Ab" : "BA")
                .collect(Collectors.joining("", "\"", "\":1")))
        .collect(Collectors.joining(",", "{\"contact_id\":\"5\",", "}"));
  }

  private static String huge(String text) {
    return text.repeat(FIVE_MEGABYTES / text.length());
  }

  private static String members(int count, IntFunction<String> member) {
    return IntStream.range(0, count).mapToObj(member).collect(Collectors.joining(",", "{", "}"));
  }

  /** A name in which the letters with a set bit are in upper case. */
  private static String spelled(String name, int bits) {
    StringBuilder spelled = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      String letter = name.substring(i, i + 1);
      spelled.append((bits >> i & 1) == 1 ? letter.toUpperCase(Locale.ROOT) : letter);
    }
    return spelled.append('"').toString();
  }

  private static String inText(int levels) {
    String body = "{\"contact_id\":\"5\"}";
    for (int i = 0; i < levels; i++) {
      body = JsonNodeFactory.instance.objectNode().put("payload", body).toString();
    }
    return body;
  }
}
