package sale.tsh.tds.alert;

import java.util.UUID;

/** An alert that is not resolved, as the monitor found it. */
record OpenAlert(
    UUID id, String cause, Severity severity, String title, String message, boolean acknowledged) {

  boolean matches(Threshold threshold, String currentMessage) {
    return severity == threshold.severity()
        && title.equals(threshold.title())
        && message.equals(currentMessage);
  }
}
