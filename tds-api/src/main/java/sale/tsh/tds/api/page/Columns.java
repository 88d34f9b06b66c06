package sale.tsh.tds.api.page;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** A row of the mirror by its columns; numbers as the database wrote them, digit by digit. */
final class Columns {

  private static final JsonMapper JSON = new JsonMapper();

  private Columns() {}

  /** The columns that hold something, by name; {@code row} is a flat JSON object. */
  static Map<String, String> of(String row) {
    Map<String, String> columns = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(row)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          columns.put(name, parser.getString());
        }
      }
    }
    return columns;
  }
}
