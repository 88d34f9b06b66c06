package sale.tsh.tds.notification;

import java.util.Locale;

/** A transition of an alert that people are notified about. */
public enum AlertTransition {
  RAISED,
  ESCALATED,
  RESOLVED;

  /** The text in {@code tds_notifications.change}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AlertTransition of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
