package sale.tsh.tds.queue;

/**
 * Another worker owns an event by now. The transaction must roll back. Nothing else is to be done.
 */
public final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLostException(int held, int wanted) {
    super("%d of %d leases were still held".formatted(held, wanted));
  }
}
