package sale.tsh.tds.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A full record of each kind as a webhook delivers it, from {@code records/{kind}.json}. */
public final class SampleRecords {

  private SampleRecords() {}

  /** The body, including its wrapper. */
  public static String body(String kind) {
    try (@Nullable InputStream file =
        SampleRecords.class.getResourceAsStream("/records/" + kind + ".json")) {
      if (file == null) {
        throw new IllegalArgumentException("there is no records/" + kind + ".json");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the wrapper that Zoho puts around a record of the kind. */
  public static String wrapper(String kind) {
    return only(kind).getKey();
  }

  public static ObjectNode record(String kind) {
    return only(kind).getValue().asObject();
  }

  private static Map.Entry<String, JsonNode> only(String kind) {
    return Json.parse(body(kind)).properties().iterator().next();
  }
}
