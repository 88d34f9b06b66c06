package sale.tsh.tds.alert;

import static java.util.stream.Collectors.joining;
import static sale.tsh.tds.alert.Severity.CRITICAL;
import static sale.tsh.tds.alert.Severity.INFO;
import static sale.tsh.tds.alert.Severity.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sale.tsh.tds.pull.LostWebhooks;
import sale.tsh.tds.pull.PullHealth;
import sale.tsh.tds.pulse.KindPulse;
import sale.tsh.tds.pulse.Pulse;
import sale.tsh.tds.statistics.QueueHealth;

/**
 * All alerts. A rule measures one value, and raises the first of its thresholds that the value
 * exceeds. A rule whose limit is a setting is made by a method, and any other rule is a constant.
 * CONTRIBUTING.md, "Add an alert", lists the steps for a new one. docs/OPERATIONS.md, "Alerts",
 * says what to do about each.
 */
final class AlertCatalogue {

  /** With fewer finished attempts in an hour, the failure rate means nothing. */
  private static final int ENOUGH_ATTEMPTS = 10;

  private static final AlertRule BACKLOG =
      new AlertRule(
          "queue-backlog",
          List.of(
              new Threshold(
                  CRITICAL, "Queue Backlog Critical", 1_000, "Increase worker concurrency."),
              new Threshold(WARNING, "Queue Backlog Warning", 500, "Monitor; may need scaling.")),
          AlertCatalogue::backlog);

  private static final AlertRule DEAD_LETTERS =
      new AlertRule(
          "dead-letters",
          List.of(
              new Threshold(
                  CRITICAL, "High Dead Letter Queue", 100, "Investigate failures; retry by hand."),
              new Threshold(WARNING, "Elevated Dead Letter Queue", 50, "Review error patterns.")),
          health ->
              MeasuredValue.of(
                  health.counts().deadLetter(),
                  count(health.counts().deadLetter(), "in the dead letters")));

  private static final AlertRule STUCK =
      new AlertRule(
          "stuck-events",
          List.of(new Threshold(WARNING, "Stuck Events Detected", 0, "Check worker health.")),
          health ->
              MeasuredValue.of(
                  health.stuck(), count(health.stuck(), "processing for more than an hour")));

  private static final AlertRule FAILURE_RATE =
      new AlertRule(
          "failure-rate",
          List.of(
              new Threshold(CRITICAL, "High Failure Rate", 10, "Investigate the root cause."),
              new Threshold(WARNING, "Elevated Failure Rate", 5, "Monitor the error logs.")),
          AlertCatalogue::failureRate);

  private static final AlertRule PAUSED =
      new AlertRule(
          "paused-kind",
          List.of(new Threshold(INFO, "Event Kind Paused", 0, "Resume when the reason is gone.")),
          health ->
              MeasuredValue.of(
                  health.pausedKinds().size(),
                  health.pausedKinds().isEmpty()
                      ? "No kind is paused."
                      : "Not claimed: " + String.join(", ", health.pausedKinds()) + "."));

  private static final AlertRule QUIET_KINDS =
      new AlertRule(
          "kind-silence",
          List.of(
              new Threshold(
                  WARNING,
                  "Kind Gone Quiet",
                  0,
                  "Check its workflow rule in Zoho, and the refused deliveries.")),
          health -> quietKinds(health.pulse()));

  private static final AlertRule PULLING_STOPPED =
      new AlertRule(
          "pulling-stopped",
          List.of(
              new Threshold(
                  CRITICAL,
                  "Pulling From Zoho Has Stopped",
                  0,
                  "Replace the credentials, or resume.")),
          health ->
              MeasuredValue.of(
                  health.pulling().stopped().isPresent() ? 1 : 0,
                  health
                      .pulling()
                      .stopped()
                      .map("Zoho refuses the credentials (%s)."::formatted)
                      .orElse("Zoho does not refuse the credentials.")));

  private static final AlertRule HELD_DELETIONS =
      new AlertRule(
          "held-deletions",
          List.of(
              new Threshold(
                  WARNING,
                  "Deletions Held Back",
                  0,
                  "Look some of them up in Zoho, then release them.")),
          health ->
              MeasuredValue.of(
                  health.pulling().heldDeletions(),
                  health.pulling().heldKinds().isEmpty()
                      ? "No deletion is held back."
                      : String.format(
                          Locale.ROOT,
                          "Zoho no longer lists %,d records of %s.",
                          health.pulling().heldDeletions(),
                          String.join(", ", health.pulling().heldKinds()))));

  private static final AlertRule LOST_WEBHOOKS =
      new AlertRule(
          "lost-webhooks",
          List.of(
              new Threshold(
                  WARNING,
                  "Webhooks Lost",
                  2,
                  "Check the kind's workflow rule in Zoho: whether it is active, its condition, its address and its secret.")),
          health ->
              MeasuredValue.of(
                  health.pulling().mostLost(),
                  health.pulling().lost().isEmpty()
                      ? "No webhook was lost in 24 hours."
                      : health.pulling().lost().stream()
                          .map(AlertCatalogue::inWords)
                          .collect(joining(" "))));

  private static final AlertRule DRIFT =
      new AlertRule(
          "mirror-drift",
          List.of(
              new Threshold(
                  WARNING,
                  "Mirror Drifts Each Night",
                  0,
                  "Look at the view Reconciliation, and at the worker's log of head reads.")),
          health ->
              MeasuredValue.of(
                  health.pulling().driftedKinds().size(),
                  health.pulling().driftedKinds().isEmpty()
                      ? "No kind drifted two nights in a row."
                      : "Sweeps found changes two nights in a row that head reads had not found: %s."
                          .formatted(String.join(", ", health.pulling().driftedKinds()))));

  private static final AlertRule CALLS_SPENT =
      new AlertRule(
          "calls-spent",
          List.of(
              new Threshold(
                  WARNING,
                  "Zoho Calls Spent Early",
                  Duration.ofHours(12).toSeconds(),
                  "See who else calls Zoho, then raise ZOHO_API_DAILY_SHARE or ZOHO_PULL_INTERVAL.")),
          health ->
              MeasuredValue.of(
                  health.pulling().spent().toSeconds(),
                  health.pulling().spent().isZero()
                      ? "Some of the day's calls to Zoho are left."
                      : "The day's calls to Zoho are spent, and a new count begins in %s."
                          .formatted(inWords(health.pulling().spent()))));

  private static final AlertRule OLD_HEAD =
      new AlertRule(
          "old-head",
          List.of(
              new Threshold(
                  WARNING,
                  "Newest Changes Not Read",
                  3,
                  "Look at the view Reconciliation for the reason.")),
          health ->
              new MeasuredValue(
                  health.pulling().oldestHead().map(PullHealth.HeadAge::intervals).orElse(0.0),
                  true,
                  health
                      .pulling()
                      .oldestHead()
                      .map(head ->
                          "The newest changes of the kind %s were last read %s ago."
                              .formatted(head.kind(), inWords(head.age())))
                      .orElse("No newest changes are due to be read.")));

  private static final AlertRule MISSING_SCOPE =
      new AlertRule(
          "missing-scope",
          List.of(
              new Threshold(
                  WARNING,
                  "Zoho Scope Missing",
                  0,
                  "Make a refresh token that has the scope, and set ZOHO_REFRESH_TOKEN.")),
          health ->
              MeasuredValue.of(
                  health.pulling().missingScopes().size(),
                  health.pulling().missingScopes().isEmpty()
                      ? "No scope is missing."
                      : "Kinds are not pulled, because the credentials lack %s."
                          .formatted(String.join(", ", health.pulling().missingScopes()))));

  private static final AlertRule CLOCK =
      new AlertRule(
          "zoho-clock",
          List.of(
              new Threshold(
                  WARNING,
                  "Clock Differs From Zoho",
                  PullHealth.CLOCK_TOLERANCE.toSeconds(),
                  "Synchronise the clock of the worker's machine.")),
          health ->
              MeasuredValue.of(
                  health.pulling().clockDifference().toSeconds(),
                  "The clocks of Zoho and the worker differ by %s."
                      .formatted(inWords(health.pulling().clockDifference()))));

  private AlertCatalogue() {}

  /** The rules that these settings leave enabled. */
  static List<AlertRule> rules(AlertSettings settings) {
    List<AlertRule> rules =
        new ArrayList<>(
            List.of(
                BACKLOG,
                DEAD_LETTERS,
                STUCK,
                FAILURE_RATE,
                PAUSED,
                QUIET_KINDS,
                silence(settings.silence()),
                PULLING_STOPPED,
                HELD_DELETIONS,
                LOST_WEBHOOKS,
                DRIFT,
                CALLS_SPENT,
                OLD_HEAD,
                MISSING_SCOPE,
                CLOCK));
    settings.pendingAge().map(AlertCatalogue::pendingAge).ifPresent(rules::add);
    settings.workerAbsence().map(AlertCatalogue::workerAbsence).ifPresent(rules::add);
    settings.backupAge().map(AlertCatalogue::backupAge).ifPresent(rules::add);
    return List.copyOf(rules);
  }

  /** The operator who paused a kind knows that its events wait. */
  private static MeasuredValue backlog(QueueHealth health) {
    long pending = health.claimable().pending();
    long paused = health.counts().pending() - pending;
    return MeasuredValue.of(
        pending,
        paused > 0
            ? String.format(
                Locale.ROOT,
                "%s %,d more wait for a paused kind.",
                count(pending, "pending"),
                paused)
            : count(pending, "pending"));
  }

  private static MeasuredValue failureRate(QueueHealth health) {
    double percent = 100 - health.lastHour().successRatePercent();
    long attempts = health.lastHour().total();
    return new MeasuredValue(
        percent,
        attempts >= ENOUGH_ATTEMPTS,
        String.format(
            Locale.ROOT, "%.1f %% of the last hour's %,d attempts failed.", percent, attempts));
  }

  private static AlertRule pendingAge(Duration limit) {
    return new AlertRule(
        "pending-age",
        List.of(
            new Threshold(
                WARNING,
                "Pending Events Waiting Too Long",
                limit.toSeconds(),
                "Check that the worker runs and keeps up.")),
        health ->
            MeasuredValue.of(
                health.claimable().oldest().toSeconds(),
                "The oldest pending event has waited for "
                    + inWords(health.claimable().oldest())
                    + "."));
  }

  private static AlertRule workerAbsence(Duration limit) {
    return new AlertRule(
        "worker-not-seen",
        List.of(
            new Threshold(
                CRITICAL, "Worker Not Seen", limit.toSeconds(), "Start tds-core-worker.")),
        health ->
            new MeasuredValue(
                health.workerAbsence().toSeconds(),
                // A process that has just started gives the workers time to appear.
                health.uptime().compareTo(limit) > 0,
                "No worker has been seen for " + inWords(health.workerAbsence()) + "."));
  }

  /** While all webhooks are missing, one alert says so for all kinds. */
  private static MeasuredValue quietKinds(Pulse pulse) {
    if (pulse.isQuiet()) {
      return MeasuredValue.of(0, "The webhooks of all kinds are missing.");
    }
    List<KindPulse> quiet = pulse.quietKinds();
    return MeasuredValue.of(
        quiet.size(),
        quiet.isEmpty()
            ? "Each kind keeps its rhythm."
            : quiet.stream()
                .map(AlertCatalogue::missing)
                .collect(joining(", ", "No webhook came of ", ".")));
  }

  private static String missing(KindPulse kind) {
    return String.format(
        Locale.ROOT,
        "%s for %s (%,d would be usual)",
        kind.kind(),
        kind.silence().map(AlertCatalogue::inWords).orElse("weeks"),
        kind.overdue());
  }

  /**
   * Beyond the rhythm of all kinds together, or beyond a limit.
   *
   * @param limit the longest silence whatever the rhythm; empty for none
   */
  private static AlertRule silence(Optional<Duration> limit) {
    return new AlertRule(
        "webhook-silence",
        List.of(
            new Threshold(
                CRITICAL,
                "No Webhooks Received",
                0,
                "Check the address and the secret in Zoho's workflow rules.")),
        health -> silence(health.pulse(), limit));
  }

  private static MeasuredValue silence(Pulse pulse, Optional<Duration> limit) {
    return pulse
        .silence()
        .map(since ->
            MeasuredValue.of(
                pulse.isQuiet() || limit.filter(most -> since.compareTo(most) > 0).isPresent()
                    ? 1
                    : 0,
                "No webhook has been accepted for "
                    + inWords(since)
                    + (pulse.isQuiet()
                        ? String.format(Locale.ROOT, ", %,d would be usual.", pulse.overdue())
                        : ".")))
        // No webhook is known. That neither raises the alert nor resolves an open one.
        .orElse(new MeasuredValue(1, false, "No accepted webhook is in the inbox."));
  }

  private static AlertRule backupAge(Duration limit) {
    return new AlertRule(
        "backup-age",
        List.of(
            new Threshold(
                CRITICAL,
                "Backup Too Old",
                limit.toSeconds(),
                "Read the log of tds-core-backup and start it.")),
        health ->
            MeasuredValue.of(
                health.backupAge().toSeconds(),
                "No backup has been completed for " + inWords(health.backupAge()) + "."));
  }

  private static String count(long count, String what) {
    return String.format(
        Locale.ROOT, "%,d %s %s.", count, count == 1 ? "event is" : "events are", what);
  }

  private static String inWords(LostWebhooks lost) {
    return lost.stopped()
        ? String.format(
            Locale.ROOT,
            "Zoho has stopped sending the kind %s: %,d changes of 24 hours came by pull alone.",
            lost.kind(),
            lost.lost())
        : String.format(
            Locale.ROOT,
            "Zoho lost %,d webhooks of the kind %s in 24 hours.",
            lost.lost(),
            lost.kind());
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
