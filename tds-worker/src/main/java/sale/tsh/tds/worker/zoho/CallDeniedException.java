package sale.tsh.tds.worker.zoho;

/** A call was not made, because pulling is paused or the budget has no call of this use left. */
public final class CallDeniedException extends Exception {

  private static final long serialVersionUID = 1L;

  CallDeniedException(String reason) {
    super(reason);
  }
}
