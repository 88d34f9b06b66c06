package sale.tsh.tds.notification;

import java.util.Locale;

/** What happened to an alert that people are told. */
public enum Change {
  RAISED,
  ESCALATED,
  RESOLVED;

  /** The text in {@code tds_notifications.change}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Change of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
