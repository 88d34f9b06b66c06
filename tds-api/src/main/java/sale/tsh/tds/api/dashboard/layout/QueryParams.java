package sale.tsh.tds.api.dashboard.layout;

import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads the query parameters of pages. An empty value, which forms send, counts as missing. */
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
}
