package sale.tsh.tds.settings;

/**
 * Where the system runs: {@code ENVIRONMENT}. Anything but {@link #LOCAL} is closed without
 * credentials.
 */
public enum Deployment {
  LOCAL,
  STAGING,
  PRODUCTION;

  /** Reads {@code ENVIRONMENT}; not set means local, which listens on loopback only. */
  public static Deployment from(Environment environment) {
    return environment.choice("ENVIRONMENT", Deployment.class, LOCAL);
  }

  public boolean isLocal() {
    return this == LOCAL;
  }
}
