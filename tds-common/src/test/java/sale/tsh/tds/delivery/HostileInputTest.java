package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static sale.tsh.tds.delivery.Readings.FORM;
import static sale.tsh.tds.delivery.Readings.JSON;
import static sale.tsh.tds.delivery.Readings.brief;
import static sale.tsh.tds.delivery.Readings.read;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.entity.EntityCatalogue;
import tools.jackson.databind.node.JsonNodeFactory;

/** Bodies made to crash a reader or to keep it busy. */
class HostileInputTest {

  private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

  /** Generous, since the machine may be busy: what is quadratic in 5 MB takes hours. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void hugeBodiesAreReadSoon(String what, String body, String reading) {
    assertThat(assertTimeoutPreemptively(SOON, () -> brief(read("contacts", JSON, body))))
        .isEqualTo(reading);
    assertTimeoutPreemptively(SOON, () -> read("zoho", FORM, body));
  }

  static Stream<Arguments> hugeBodiesAreReadSoon() {
    return Stream.of(
        arguments("brackets", huge("["), "unreadable"),
        arguments("braces", huge("{"), "unreadable"),
        arguments("payloads in payloads", huge("{\"payload\":"), "unreadable"),
        arguments("wrappers in wrappers", huge("{\"contact\":"), "unreadable"),
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
            "contact.updated 5"),
        arguments("members", members(400_000, i -> "\"m%d\":1".formatted(i)), "no_id"),
        arguments("blank members", members(400_000, i -> "\"m%d\":\"\"".formatted(i)), "no_id"),
        arguments("objects", members(400_000, i -> "\"m%d\":{}".formatted(i)), "no_id"),
        arguments("payloads", members(1_000, i -> spelled("payload", i) + ":{}"), "ping"),
        arguments("fields", "a=1&".repeat(FIVE_MEGABYTES / 4), "unreadable"),
        arguments("fields of JSON", "a={}&".repeat(FIVE_MEGABYTES / 5), "no_id"),
        arguments("equals signs", "a" + huge("="), "unreadable"),
        arguments("ampersands", "a=" + huge("&"), "unreadable"),
        arguments("percent signs", "a=" + huge("%"), "unreadable"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void strangeValuesAreRead(String what, String body, String reading) {
    assertThat(brief(read("contacts", JSON, body))).isEqualTo(reading);
    assertThat(brief(read("contacts", FORM, body))).isEqualTo(reading);
  }

  static Stream<Arguments> strangeValuesAreRead() {
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

  /** Letter case aside is what makes many members of one name possible. */
  @ParameterizedTest
  @MethodSource
  void manySpellingsOfAWrapperAreReadSoon(String value) {
    String name =
        EntityCatalogue.kinds().stream()
            .flatMap(kind -> kind.names().stream())
            .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    int count = Math.min(150_000, 1 << (name.length() - 2));
    String wrappers = members(count, i -> spelled(name, i) + ":" + value);
    assertTimeoutPreemptively(SOON, () -> read("contacts", wrappers));
    assertTimeoutPreemptively(SOON, () -> read("zoho", wrappers));
    String typed = "{\"entity_type\":\"item\"," + wrappers.substring(1);
    assertTimeoutPreemptively(SOON, () -> read("zoho", typed));
  }

  static Stream<String> manySpellingsOfAWrapperAreReadSoon() {
    return Stream.of("{}", "{\"x\":1}", "\"{}\"");
  }

  private static String huge(String text) {
    return text.repeat(FIVE_MEGABYTES / text.length());
  }

  private static String members(int count, IntFunction<String> member) {
    return IntStream.range(0, count).mapToObj(member).collect(Collectors.joining(",", "{", "}"));
  }

  /** A name with the letters in upper case whose bits are set. */
  private static String spelled(String name, int bits) {
    StringBuilder spelled = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      String letter = name.substring(i, i + 1);
      spelled.append((bits >> i & 1) == 1 ? letter.toUpperCase(Locale.ROOT) : letter);
    }
    return spelled.append('"').toString();
  }

  private static String inText(int layers) {
    String body = "{\"contact_id\":\"5\"}";
    for (int i = 0; i < layers; i++) {
      body = JsonNodeFactory.instance.objectNode().put("payload", body).toString();
    }
    return body;
  }
}
