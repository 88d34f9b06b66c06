package sale.tsh.tds.notification;

/** The other side did not take a notification; the message is safe to show. */
final class UndeliveredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UndeliveredException(String message) {
    super(message);
  }
}
