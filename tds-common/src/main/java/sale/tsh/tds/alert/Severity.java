package sale.tsh.tds.alert;

import java.util.Locale;

/** The severity of an alert, in rising order. */
public enum Severity {
  /** Informational only. */
  INFO,
  /** Should be addressed soon. */
  WARNING,
  /** Immediate action required. */
  CRITICAL;

  /** The text in {@code tds_alerts.severity}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Severity of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
