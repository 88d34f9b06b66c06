package sale.tsh.tds.api.dashboard.support;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The answers for an unknown id, the same in JSON and on the page. */
public final class NotFound {

  private NotFound() {}

  /** No event, delivery or dead letter has the id. */
  public static ResponseStatusException event(UUID id) {
    return because("Nothing has the id %s, or retention has removed it.".formatted(id));
  }

  /** Neither the mirror nor the inbox knows the record. */
  public static ResponseStatusException record(String kind, String id) {
    return because(
        "Nothing is known of the %s %s, or retention has removed it.".formatted(kind, id));
  }

  /** No bulk retry or discard has the id. */
  public static ResponseStatusException bulk(UUID id) {
    return because("There is no bulk retry or discard %s.".formatted(id));
  }

  private static ResponseStatusException because(String detail) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
  }
}
