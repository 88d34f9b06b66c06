package sale.tsh.tds.api.dashboard.layout;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.support.DayRange;

/**
 * Reads and writes the query parameters of pages. An empty value, which forms send, counts as
 * missing.
 */
public final class QueryParams {

  private QueryParams() {}

  /** Returns the value of a parameter. A refusal names the parameter and says what it must be. */
  public static <T> Optional<T> value(
      String name, Optional<String> text, Function<String, T> reader) {
    try {
      return text.map(String::strip).filter(each -> !each.isEmpty()).map(reader);
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "%s must be %s.".formatted(name, e.getMessage()));
    }
  }

  /** Returns the days that the parameters from, to and zone name. */
  public static DayRange days(String from, String to, String zone, Instant now) {
    return DayRange.of(
        value("from", Optional.of(from), DayRange.NamedDay::valueOf),
        value("to", Optional.of(to), DayRange.NamedDay::valueOf),
        value("zone", Optional.of(zone), DayRange.Zone::valueOf),
        now);
  }

  /** Adds a parameter to the address of a page, unless its value is empty. */
  public static void add(UriComponentsBuilder address, String name, String value) {
    if (!value.isEmpty()) {
      // A variable keeps any text a single value.
      address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
    }
  }
}
