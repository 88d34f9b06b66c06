package sale.tsh.tds.refusal;

/**
 * Stops parsing a delivery that must be refused. Only the delivery packages throw and catch this
 * exception.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RefusalCause cause;
  private final String detail;

  public RefusedException(RefusalCause cause, String detail) {
    super(detail, null, false, false);
    this.cause = cause;
    this.detail = Excerpt.onOneLine(detail);
  }

  public RefusalCause refusalCause() {
    return cause;
  }

  /** A sentence that says what was expected and what was found, on one line. */
  public String detail() {
    return detail;
  }
}
