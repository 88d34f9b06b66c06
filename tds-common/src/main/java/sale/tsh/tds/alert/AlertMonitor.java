package sale.tsh.tds.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.notification.AlertMessage;
import sale.tsh.tds.notification.AlertTransition;
import sale.tsh.tds.notification.NotificationOutbox;
import sale.tsh.tds.statistics.QueueHealth;
import sale.tsh.tds.statistics.QueueHealthReader;

/**
 * Checks the {@link QueueHealth} and raises, updates and resolves alerts, at most one open alert
 * per cause. A check, its changes and its messages are one transaction. Two monitors that overlap
 * do no harm.
 */
public class AlertMonitor {

  private static final Logger log = LoggerFactory.getLogger(AlertMonitor.class);

  private final QueueHealthReader healthReader;
  private final AlertStore store;
  private final NotificationOutbox outbox;
  private final TransactionTemplate transactions;
  private final AlertSettings settings;
  private final List<AlertRule> rules;

  public AlertMonitor(
      QueueHealthReader healthReader,
      JdbcClient jdbc,
      NotificationOutbox outbox,
      TransactionTemplate transactions,
      AlertSettings settings) {
    this.healthReader = healthReader;
    this.store = new AlertStore(jdbc);
    this.outbox = outbox;
    this.transactions = transactions;
    this.settings = settings;
    this.rules = AlertCatalogue.rules(settings);
  }

  /** Checks all rules once. */
  public void runOnce() {
    transactions.executeWithoutResult(status -> check());
  }

  /** Reads the health under the lock, so that no decision rests on an older state. */
  private void check() {
    Map<String, OpenAlert> open = store.lockOpen();
    QueueHealth health = healthReader.read();
    for (AlertRule rule : rules) {
      evaluate(rule, rule.measure(health), open.remove(rule.cause()));
    }
    open.values().forEach(alert -> resolve(alert, "This is no longer monitored."));
  }

  private void evaluate(AlertRule rule, MeasuredValue measurement, @Nullable OpenAlert open) {
    Optional<Threshold> threshold =
        rule.thresholdFor(measurement, open == null ? null : open.severity());
    if (open == null) {
      threshold.ifPresent(each -> raise(rule.cause(), each, message(measurement, each)));
    } else if (threshold.isPresent()) {
      update(open, threshold.get(), message(measurement, threshold.get()));
    } else {
      resolve(open, measurement.sentence());
    }
  }

  private static String message(MeasuredValue measurement, Threshold threshold) {
    return measurement.sentence() + " " + threshold.action();
  }

  private void raise(String cause, Threshold threshold, String message) {
    store
        .raise(cause, threshold, message)
        .ifPresent(id ->
            announce(
                id,
                cause,
                AlertTransition.RAISED,
                threshold.severity(),
                threshold.title(),
                message));
  }

  private void update(OpenAlert open, Threshold threshold, String message) {
    boolean escalated = threshold.severity().compareTo(open.severity()) > 0;
    if (!open.matches(threshold, message)) {
      store.update(open, threshold, message, escalated);
    }
    if (escalated) {
      announce(
          open.id(),
          open.cause(),
          AlertTransition.ESCALATED,
          threshold.severity(),
          threshold.title(),
          message);
    }
  }

  private void resolve(OpenAlert open, String message) {
    store.resolve(open);
    if (open.acknowledged()) {
      log.info("Alert {} \"{}\" resolved: {}", open.id(), open.title(), message);
    } else {
      announce(
          open.id(),
          open.cause(),
          AlertTransition.RESOLVED,
          open.severity(),
          open.title(),
          message);
    }
  }

  private void announce(
      UUID id,
      String cause,
      AlertTransition transition,
      Severity severity,
      String title,
      String message) {
    log.atLevel(logLevel(transition, severity))
        .log("Alert {} \"{}\" ({}) {}: {}", id, title, severity.text(), transition.text(), message);
    outbox.add(
        new AlertMessage(
            id, transition, cause, severity.text(), title, message, settings.runbookOf(cause)));
  }

  private static Level logLevel(AlertTransition transition, Severity severity) {
    if (transition == AlertTransition.RESOLVED) {
      return Level.INFO;
    }
    return switch (severity) {
      case CRITICAL -> Level.ERROR;
      case WARNING -> Level.WARN;
      case INFO -> Level.INFO;
    };
  }
}
