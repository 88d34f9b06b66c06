package sale.tsh.tds.api.http;

/** More calls arrive than can be handled at once. The answer is 503, and the caller retries. */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the resource that is exhausted, without a full stop
   */
  public OverloadedException(String message) {
    super(message);
  }
}
