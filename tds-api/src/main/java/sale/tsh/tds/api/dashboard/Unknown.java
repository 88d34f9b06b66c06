package sale.tsh.tds.api.dashboard;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What is answered for an id that nothing has, in JSON and on the page alike. */
public final class Unknown {

  private Unknown() {}

  /** No event, delivery or dead letter has the id. */
  public static ResponseStatusException event(UUID id) {
    return because("Nothing has the id %s, or retention has taken it.".formatted(id));
  }

  /** No delivery of the record is known, nor does the mirror have it. */
  public static ResponseStatusException record(String kind, String id) {
    return because("Nothing is known of the %s %s, or retention has taken it.".formatted(kind, id));
  }

  /** No bulk retry has the id. */
  public static ResponseStatusException bulk(UUID id) {
    return because("There is no bulk retry %s.".formatted(id));
  }

  private static ResponseStatusException because(String detail) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
  }
}
