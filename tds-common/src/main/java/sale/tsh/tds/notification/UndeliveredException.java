package sale.tsh.tds.notification;

/** The receiver did not accept a notification. The message is safe to show. */
final class UndeliveredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UndeliveredException(String message) {
    super(message);
  }
}
