package sale.tsh.tds.api.security;

/**
 * Who may call an endpoint. Each endpoint without {@link OpenEndpoint} declares one of these rules
 * in its {@code @PreAuthorize}. A local API without credentials treats every caller as an operator.
 */
public final class DashboardAccess {

  /** For every caller who may look. */
  public static final String VIEWER = "hasRole('VIEWER')";

  /** For callers who may look and act. */
  public static final String OPERATOR = "hasRole('OPERATOR')";

  private DashboardAccess() {}
}
