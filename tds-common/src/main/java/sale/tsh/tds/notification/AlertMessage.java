package sale.tsh.tds.notification;

import java.util.UUID;

/**
 * A message about an alert, as the alert was after its transition.
 *
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param runbook the address of the section that says what to do
 */
public record AlertMessage(
    UUID alertId,
    AlertTransition transition,
    String cause,
    String severity,
    String title,
    String message,
    String runbook) {}
