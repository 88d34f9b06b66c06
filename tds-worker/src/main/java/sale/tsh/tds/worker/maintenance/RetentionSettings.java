package sale.tsh.tds.worker.maintenance;

import sale.tsh.tds.settings.Settings;

/**
 * The days for which finished rows are kept; 0 keeps them for ever.
 *
 * @param inbox processed deliveries, and the hourly counts of refusals
 * @param pulled processed deliveries that were pulled, since Zoho has them still
 * @param queue completed events
 * @param logs rows of attempts
 * @param deadLetters redriven and discarded dead letters, and ended bulk actions
 * @param alerts resolved alerts, and notifications that were sent or given up
 * @param audit the audit trail
 */
public record RetentionSettings(
    int inbox, int pulled, int queue, int logs, int deadLetters, int alerts, int audit) {

  private static final int LONGEST = 36_500;

  /** Reads {@code TDS_*_RETENTION_DAYS}. */
  public static RetentionSettings from(Settings settings) {
    return new RetentionSettings(
        settings.number("TDS_INBOX_RETENTION_DAYS", 30, 0, LONGEST),
        settings.number("TDS_PULLED_RETENTION_DAYS", 7, 0, LONGEST),
        settings.number("TDS_QUEUE_RETENTION_DAYS", 30, 0, LONGEST),
        settings.number("TDS_LOGS_RETENTION_DAYS", 90, 0, LONGEST),
        settings.number("TDS_DEAD_LETTER_RETENTION_DAYS", 90, 0, LONGEST),
        settings.number("TDS_ALERTS_RETENTION_DAYS", 90, 0, LONGEST),
        settings.number("TDS_AUDIT_RETENTION_DAYS", 365, 0, LONGEST));
  }
}
