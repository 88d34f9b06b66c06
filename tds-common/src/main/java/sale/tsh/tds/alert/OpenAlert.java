package sale.tsh.tds.alert;

import java.util.UUID;

/** An alert that is not resolved, as the watch found it. */
record OpenAlert(
    UUID id, String cause, Severity severity, String title, String message, boolean acknowledged) {

  boolean says(Level level, String currentMessage) {
    return severity == level.severity()
        && title.equals(level.title())
        && message.equals(currentMessage);
  }
}
