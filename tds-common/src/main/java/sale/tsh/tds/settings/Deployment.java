package sale.tsh.tds.settings;

/**
 * Where the system runs, from {@code ENVIRONMENT}. Everywhere but {@link #LOCAL} callers need
 * credentials.
 */
public enum Deployment {
  LOCAL,
  STAGING,
  PRODUCTION;

  /** Reads {@code ENVIRONMENT}. The default is local, where the API listens on loopback only. */
  public static Deployment from(Settings settings) {
    return settings.choice("ENVIRONMENT", Deployment.class, LOCAL);
  }

  public boolean isLocal() {
    return this == LOCAL;
  }
}
