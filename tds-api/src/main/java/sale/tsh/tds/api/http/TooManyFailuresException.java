package sale.tsh.tds.api.http;

import java.time.Duration;

/** An address failed too often to prove who it is. The answer is 429. */
public final class TooManyFailuresException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /**
   * @param retryAfter after which time the address may try again
   */
  public TooManyFailuresException(Duration retryAfter) {
    super(
        "Too many calls from this address could not prove who they are; try again in %d s."
            .formatted(retryAfter.toSeconds()));
    this.retryAfter = retryAfter;
  }

  /** After which time the address may try again, one second or more. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
