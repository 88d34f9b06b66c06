package sale.tsh.tds.delivery;

/** Ends the reading of a delivery that cannot be taken; never leaves this package. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RefusalCause cause;
  private final String detail;

  Refusal(RefusalCause cause, String detail) {
    super(detail, null, false, false);
    this.cause = cause;
    this.detail = Excerpt.harmless(detail);
  }

  Reading.Refused reading() {
    return new Reading.Refused(cause, detail);
  }
}
