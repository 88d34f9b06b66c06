package sale.tsh.tds.alert;

import static sale.tsh.tds.alert.Severity.CRITICAL;
import static sale.tsh.tds.alert.Severity.INFO;
import static sale.tsh.tds.alert.Severity.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every alert there is: the operations guide's seven, and those whose lack was felt. */
final class AlertCatalogue {

  /** Below so many finished attempts an hour, a rate of failures says nothing. */
  private static final int ENOUGH_ATTEMPTS = 10;

  private static final Rule BACKLOG =
      new Rule(
          "queue-backlog",
          List.of(
              new Level(CRITICAL, "Queue Backlog Critical", 1_000, "Increase worker concurrency."),
              new Level(WARNING, "Queue Backlog Warning", 500, "Monitor; may need scaling.")),
          figures ->
              Reading.of(figures.counts().pending(), count(figures.counts().pending(), "pending")));

  private static final Rule DEAD_LETTERS =
      new Rule(
          "dead-letters",
          List.of(
              new Level(
                  CRITICAL, "High Dead Letter Queue", 100, "Investigate failures; retry by hand."),
              new Level(WARNING, "Elevated Dead Letter Queue", 50, "Review error patterns.")),
          figures ->
              Reading.of(
                  figures.counts().deadLetter(),
                  count(figures.counts().deadLetter(), "in the dead letters")));

  private static final Rule STUCK =
      new Rule(
          "stuck-events",
          List.of(new Level(WARNING, "Stuck Events Detected", 0, "Check worker health.")),
          figures ->
              Reading.of(
                  figures.stuck(), count(figures.stuck(), "processing for more than an hour")));

  private static final Rule FAILURE_RATE =
      new Rule(
          "failure-rate",
          List.of(
              new Level(CRITICAL, "High Failure Rate", 10, "Investigate the root cause."),
              new Level(WARNING, "Elevated Failure Rate", 5, "Monitor the error logs.")),
          AlertCatalogue::failureRate);

  private static final Rule PAUSED =
      new Rule(
          "paused-kind",
          List.of(new Level(INFO, "Event Kind Paused", 0, "Resume when the reason is gone.")),
          figures ->
              Reading.of(
                  figures.pausedKinds().size(),
                  figures.pausedKinds().isEmpty()
                      ? "No kind is paused."
                      : "Not claimed: " + String.join(", ", figures.pausedKinds()) + "."));

  private AlertCatalogue() {}

  /** The rules that these settings leave on. */
  static List<Rule> rules(AlertSettings settings) {
    List<Rule> rules = new ArrayList<>(List.of(BACKLOG, DEAD_LETTERS, STUCK, FAILURE_RATE, PAUSED));
    settings.pendingAge().map(AlertCatalogue::pendingAge).ifPresent(rules::add);
    settings.workerAbsence().map(AlertCatalogue::workerAbsence).ifPresent(rules::add);
    settings.silence().map(AlertCatalogue::silence).ifPresent(rules::add);
    settings.backupAge().map(AlertCatalogue::backupAge).ifPresent(rules::add);
    return List.copyOf(rules);
  }

  private static Reading failureRate(Figures figures) {
    double percent = 100 - figures.lastHour().successRatePercent();
    long attempts = figures.lastHour().total();
    return new Reading(
        percent,
        attempts >= ENOUGH_ATTEMPTS,
        String.format(
            Locale.ROOT, "%.1f %% of the last hour's %,d attempts failed.", percent, attempts));
  }

  private static Rule pendingAge(Duration limit) {
    return new Rule(
        "pending-age",
        List.of(
            new Level(
                WARNING,
                "Pending Events Waiting Too Long",
                limit.toSeconds(),
                "Check that the worker runs and keeps up.")),
        figures ->
            Reading.of(
                figures.oldestPending().toSeconds(),
                "The oldest pending event has waited for "
                    + inWords(figures.oldestPending())
                    + "."));
  }

  private static Rule workerAbsence(Duration limit) {
    return new Rule(
        "worker-not-seen",
        List.of(
            new Level(CRITICAL, "Worker Not Seen", limit.toSeconds(), "Start tds-core-worker.")),
        figures ->
            new Reading(
                figures.workerAbsence().toSeconds(),
                figures.watching().compareTo(limit) > 0,
                "No worker has been seen for " + inWords(figures.workerAbsence()) + "."));
  }

  private static Rule silence(Duration limit) {
    return new Rule(
        "webhook-silence",
        List.of(
            new Level(
                CRITICAL,
                "No Webhooks Received",
                limit.toSeconds(),
                "Check the address and the secret in Zoho's workflow rules.")),
        figures ->
            figures
                .sinceDelivery()
                .map(
                    since ->
                        Reading.of(
                            since.toSeconds(),
                            "No webhook has been accepted for " + inWords(since) + "."))
                // None came, or none is kept: no reason to raise, nor to resolve what is open.
                .orElse(
                    new Reading(limit.toSeconds(), false, "No accepted webhook is in the inbox.")));
  }

  private static Rule backupAge(Duration limit) {
    return new Rule(
        "backup-age",
        List.of(
            new Level(
                CRITICAL,
                "Backup Too Old",
                limit.toSeconds(),
                "Read the log of tds-core-backup and start it.")),
        figures ->
            Reading.of(
                figures.backupAge().toSeconds(),
                "No backup has been completed for " + inWords(figures.backupAge()) + "."));
  }

  private static String count(long count, String what) {
    return String.format(
        Locale.ROOT, "%,d %s %s.", count, count == 1 ? "event is" : "events are", what);
  }

  private static String inWords(Duration duration) {
    if (duration.toHours() >= 48) {
      return duration.toDays() + " days";
    }
    if (duration.toMinutes() >= 120) {
      return duration.toHours() + " hours";
    }
    return duration.toSeconds() >= 120
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }
}
