package sale.tsh.tds.worker.zoho;

/** A call that gave no answer which can be believed. The fault says why. */
public final class ZohoException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ZohoFault fault;

  public ZohoException(ZohoFault fault) {
    super(fault.text());
    this.fault = fault;
  }

  public ZohoFault fault() {
    return fault;
  }
}
