package sale.tsh.tds.api.http;

/**
 * Who may call an endpoint; each that is not {@link Open} declares one of these in its
 * {@code @PreAuthorize}. A local API without credentials takes everybody for an operator.
 */
public final class Access {

  /** Whoever may look. */
  public static final String VIEWER = "hasRole('VIEWER')";

  /** Whoever may look and act. */
  public static final String OPERATOR = "hasRole('OPERATOR')";

  private Access() {}
}
