package sale.tsh.tds.api.dashboard.record;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The columns of a row of the mirror. Numbers keep the digits that the database wrote. */
public final class RecordColumns {

  private static final JsonMapper JSON = new JsonMapper();

  private RecordColumns() {}

  /** The columns that are not null, by name. {@code row} is a flat JSON object. */
  public static Map<String, String> of(String row) {
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
