package sale.tsh.tds.alert;

import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.notification.Outbox;

/** What operators see of the alerts, and their acknowledgement. */
public class Alerts {

  private static final Logger log = LoggerFactory.getLogger(Alerts.class);

  private final EntityManager entities;
  private final Outbox outbox;
  private final TransactionTemplate transactions;
  private final AlertSettings settings;

  Alerts(
      EntityManager entities,
      Outbox outbox,
      TransactionTemplate transactions,
      AlertSettings settings) {
    this.entities = entities;
    this.outbox = outbox;
    this.transactions = transactions;
    this.settings = settings;
  }

  /** The alerts that are neither acknowledged nor resolved: the worst first, then the newest. */
  public List<ActiveAlert> active() {
    return entities
        .createQuery(
            """
            select a
              from AlertRow a
             where a.resolvedAt is null and a.acknowledgedAt is null
            """,
            AlertRow.class)
        .getResultList()
        .stream()
        .map(row -> row.active(settings))
        .sorted(
            Comparator.comparing(ActiveAlert::severity)
                .thenComparing(ActiveAlert::createdAt)
                .reversed())
        .toList();
  }

  /**
   * Silences an alert until it is resolved and raised anew, or gets worse; what has not been sent
   * of it is withdrawn. Once more, or after it was resolved, does no harm.
   *
   * @param by who did it
   * @return false if there is no such alert
   */
  public boolean acknowledge(UUID id, String by) {
    return transactions.execute(status -> acknowledgeInTransaction(id, by));
  }

  private boolean acknowledgeInTransaction(UUID id, String by) {
    int acknowledged =
        entities
            .createQuery(
                """
                update AlertRow a
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
    return acknowledged > 0 || entities.find(AlertRow.class, id) != null;
  }
}
