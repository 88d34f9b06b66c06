package sale.tsh.tds.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sample webhook.
 *
 * @param what a few words for the table
 * @param to the rest of the path after {@code /webhooks/}
 * @param contentType the header of that name
 * @param body the text that is sent
 */
record DemoDelivery(String what, String to, String contentType, String body) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String JSON_TYPE = "application/json";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  /** Reads all samples in {@code /demo}, in the order of {@code files.json}. */
  static List<DemoDelivery> all() {
    return read("files.json")
        .valueStream()
        .flatMap(file -> read(file.stringValue()).valueStream())
        .flatMap(DemoDelivery::of)
        .toList();
  }

  /** Turns an entry of a file into its deliveries. An entry may be sent several times. */
  private static Stream<DemoDelivery> of(JsonNode entry) {
    String what = entry.required("what").stringValue();
    String to = entry.required("to").stringValue();
    DemoDelivery delivery =
        entry.has("form")
            ? new DemoDelivery(what, to, FORM_TYPE, form(entry.required("form")))
            : new DemoDelivery(what, to, JSON_TYPE, json(entry));
    int times = entry.path("times").asInt(1);
    return IntStream.range(0, times).mapToObj(time -> time == 0 ? delivery : delivery.again());
  }

  private DemoDelivery again() {
    return new DemoDelivery(what + ", again", to, contentType, body);
  }

  /** Returns {@code json} unchanged, or {@code text_members} with each value as JSON in a text. */
  private static String json(JsonNode entry) {
    if (!entry.has("text_members")) {
      return entry.required("json").toString();
    }
    ObjectNode body = JSON.createObjectNode();
    entry
        .required("text_members")
        .properties()
        .forEach(member -> body.put(member.getKey(), member.getValue().toString()));
    return body.toString();
  }

  private static String form(JsonNode fields) {
    return fields.properties().stream()
        .map(field ->
            field.getKey()
                + "="
                + URLEncoder.encode(field.getValue().toString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static JsonNode read(String file) {
    try (InputStream stream = DemoDelivery.class.getResourceAsStream("/demo/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("/demo/" + file + " is missing");
      }
      return JSON.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
