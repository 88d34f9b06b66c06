package sale.tsh.tds.alert;

import java.time.Instant;
import java.util.UUID;

/**
 * An alert that waits for an operator: neither acknowledged nor resolved.
 *
 * @param createdAt when it was raised
 * @param runbook where it is written what to do
 */
public record ActiveAlert(
    UUID id, Severity severity, String title, String message, Instant createdAt, String runbook) {}
