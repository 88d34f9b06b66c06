package sale.tsh.tds.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.notification.Change;
import sale.tsh.tds.notification.Notice;
import sale.tsh.tds.notification.Outbox;

/**
 * Looks at the figures and raises, updates and resolves alerts, one open alert a cause. A look and
 * all its changes and notices are one transaction; two watches that overlap do no harm.
 */
public class AlertWatch {

  private static final Logger log = LoggerFactory.getLogger(AlertWatch.class);

  private final QueueFigures figures;
  private final AlertLedger ledger;
  private final Outbox outbox;
  private final TransactionTemplate transactions;
  private final AlertSettings settings;
  private final List<Rule> rules;

  public AlertWatch(
      QueueFigures figures,
      JdbcClient jdbc,
      Outbox outbox,
      TransactionTemplate transactions,
      AlertSettings settings) {
    this.figures = figures;
    this.ledger = new AlertLedger(jdbc);
    this.outbox = outbox;
    this.transactions = transactions;
    this.settings = settings;
    this.rules = AlertCatalogue.rules(settings);
  }

  /** Looks once. */
  public void runOnce() {
    transactions.executeWithoutResult(status -> look());
  }

  /** The figures are read under the lock, so that no decision rests on older ones. */
  private void look() {
    Map<String, OpenAlert> open = ledger.lockOpen();
    Figures now = figures.read();
    for (Rule rule : rules) {
      judge(rule, rule.read(now), open.remove(rule.cause()));
    }
    open.values().forEach(alert -> resolve(alert, "This is no longer watched."));
  }

  private void judge(Rule rule, Reading reading, @Nullable OpenAlert open) {
    Optional<Level> level = rule.level(reading, open == null ? null : open.severity());
    if (open == null) {
      level.ifPresent(each -> raise(rule.cause(), each, message(reading, each)));
    } else if (level.isPresent()) {
      update(open, level.get(), message(reading, level.get()));
    } else {
      resolve(open, reading.sentence());
    }
  }

  private static String message(Reading reading, Level level) {
    return reading.sentence() + " " + level.action();
  }

  private void raise(String cause, Level level, String message) {
    ledger
        .raise(cause, level, message)
        .ifPresent(id -> tell(id, cause, Change.RAISED, level.severity(), level.title(), message));
  }

  private void update(OpenAlert open, Level level, String message) {
    boolean escalated = level.severity().compareTo(open.severity()) > 0;
    if (!open.says(level, message)) {
      ledger.update(open, level, message, escalated);
    }
    if (escalated) {
      tell(open.id(), open.cause(), Change.ESCALATED, level.severity(), level.title(), message);
    }
  }

  private void resolve(OpenAlert open, String message) {
    ledger.resolve(open);
    if (open.acknowledged()) {
      log.info("Alert {} \"{}\" resolved: {}", open.id(), open.title(), message);
    } else {
      tell(open.id(), open.cause(), Change.RESOLVED, open.severity(), open.title(), message);
    }
  }

  private void tell(
      UUID id, String cause, Change change, Severity severity, String title, String message) {
    log.atLevel(logLevel(change, severity))
        .log("Alert {} \"{}\" ({}) {}: {}", id, title, severity.text(), change.text(), message);
    outbox.add(
        new Notice(id, change, cause, severity.text(), title, message, settings.runbookOf(cause)));
  }

  private static org.slf4j.event.Level logLevel(Change change, Severity severity) {
    if (change == Change.RESOLVED) {
      return org.slf4j.event.Level.INFO;
    }
    return switch (severity) {
      case CRITICAL -> org.slf4j.event.Level.ERROR;
      case WARNING -> org.slf4j.event.Level.WARN;
      case INFO -> org.slf4j.event.Level.INFO;
    };
  }
}
