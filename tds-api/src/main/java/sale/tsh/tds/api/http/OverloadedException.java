package sale.tsh.tds.api.http;

/** More comes in than can be kept at one time: 503, and the caller comes again. */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what there is too much of
   */
  public OverloadedException(String message) {
    super(message);
  }
}
