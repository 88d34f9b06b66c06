package sale.tsh.tds.api.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Times in answers, such as {@code 2026-10-31T10:00:00.000000}, in UTC and without a zone. */
public final class UtcTime {

  /** The pattern as a regular expression, for the API's documentation. */
  public static final String PATTERN = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}$";

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private UtcTime() {}

  /** The time as text. */
  public static String format(Instant time) {
    return FORMAT.format(time);
  }

  /** Writes every {@link Instant} of an answer in this format. */
  @JacksonComponent
  static final class Serializer extends ValueSerializer<Instant> {

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(format(time));
    }
  }
}
