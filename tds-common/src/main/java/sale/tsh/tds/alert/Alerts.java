package sale.tsh.tds.alert;

import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.entity.AlertEntry;
import sale.tsh.tds.notification.NotificationOutbox;

/** The alerts that operators see and acknowledge. */
public class Alerts {

  private static final Logger log = LoggerFactory.getLogger(Alerts.class);

  private final EntityManager entities;
  private final NotificationOutbox outbox;
  private final TransactionTemplate transactions;
  private final AlertSettings settings;

  Alerts(
      EntityManager entities,
      NotificationOutbox outbox,
      TransactionTemplate transactions,
      AlertSettings settings) {
    this.entities = entities;
    this.outbox = outbox;
    this.transactions = transactions;
    this.settings = settings;
  }

  /**
   * The alerts that are neither acknowledged nor resolved. The most severe come first, then the
   * newest.
   */
  public List<ActiveAlert> active() {
    return entities
        .createQuery(
            """
            select a
              from AlertEntry a
             where a.resolvedAt is null and a.acknowledgedAt is null
            """,
            AlertEntry.class)
        .getResultList()
        .stream()
        .map(this::active)
        .sorted(
            Comparator.comparing(ActiveAlert::severity)
                .thenComparing(ActiveAlert::createdAt)
                .reversed())
        .toList();
  }

  /**
   * Silences an alert until it escalates, or is resolved and raised again. Its unsent notifications
   * are withdrawn. Acknowledging it twice, or after it was resolved, does no harm.
   *
   * @param by the operator
   * @return false if there is no such alert
   */
  public boolean acknowledge(UUID id, String by) {
    return transactions.execute(status -> acknowledgeInTransaction(id, by));
  }

  private ActiveAlert active(AlertEntry alert) {
    return new ActiveAlert(
        alert.id(),
        Severity.of(alert.severity()),
        alert.title(),
        alert.message(),
        alert.createdAt(),
        settings.runbookOf(alert.cause()));
  }

  private boolean acknowledgeInTransaction(UUID id, String by) {
    int acknowledged =
        entities
            .createQuery(
                """
                update AlertEntry a
                   set a.acknowledgedAt = instant, a.acknowledgedBy = :by
                 where a.id = :id and a.acknowledgedAt is null
                """)
            .setParameter("id", id)
            .setParameter("by", by)
            .executeUpdate();
    if (acknowledged > 0) {
      outbox.withdraw(id);
      log.info("Alert {} acknowledged by {}", id, by);
    }
    return acknowledged > 0 || entities.find(AlertEntry.class, id) != null;
  }
}
