package sale.tsh.tds.alert;

import java.time.Instant;
import java.util.UUID;

/**
 * An alert that waits for an operator: neither acknowledged nor resolved.
 *
 * @param createdAt when the alert was raised
 * @param runbook the address of the section that says what to do
 */
public record ActiveAlert(
    UUID id, Severity severity, String title, String message, Instant createdAt, String runbook) {}
