package sale.tsh.tds.notification;

import java.util.UUID;

/**
 * What people are told: an alert as it was when it changed.
 *
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param runbook where it is written what to do
 */
public record Notice(
    UUID alertId,
    Change change,
    String cause,
    String severity,
    String title,
    String message,
    String runbook) {}
