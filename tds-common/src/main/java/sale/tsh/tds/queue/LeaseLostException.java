package sale.tsh.tds.queue;

/**
 * Somebody else owns an event by now: the transaction must roll back, and nothing else is to be
 * done.
 */
public final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLostException(int held, int wanted) {
    super("%d of %d leases were still held".formatted(held, wanted));
  }
}
