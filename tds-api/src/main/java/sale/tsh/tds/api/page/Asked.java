package sale.tsh.tds.api.page;

import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads what an address asks for; what is empty, as a form sends it, asks for nothing. */
final class Asked {

  private Asked() {}

  /** The value of a parameter; one that cannot be read is told by its name and what it must be. */
  static <T> Optional<T> value(String name, Optional<String> text, Function<String, T> reader) {
    try {
      return text.map(String::strip).filter(each -> !each.isEmpty()).map(reader);
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "%s must be %s.".formatted(name, e.getMessage()));
    }
  }
}
