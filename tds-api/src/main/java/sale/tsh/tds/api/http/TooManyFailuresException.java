package sale.tsh.tds.api.http;

import java.time.Duration;

/** An address failed too often to prove who it is: 429. */
public final class TooManyFailuresException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  TooManyFailuresException(Duration retryAfter) {
    super(
        "Too many calls from this address could not prove who they are; come again in %d s."
            .formatted(retryAfter.toSeconds()));
    this.retryAfter = retryAfter;
  }

  /** When the next one is listened to, one second or more. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
