package sale.tsh.tds.api.dashboard.support;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Refuses a member of a request's body. */
public final class BadRequest {

  private BadRequest() {}

  /** Names the member and says what it must be. */
  public static ResponseStatusException because(String member, String expected) {
    return new ResponseStatusException(
        HttpStatus.BAD_REQUEST, "%s must be %s".formatted(member, expected));
  }
}
