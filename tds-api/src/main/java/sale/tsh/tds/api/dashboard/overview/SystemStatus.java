package sale.tsh.tds.api.dashboard.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.Format;
import sale.tsh.tds.api.dashboard.layout.HealthBand;

/**
 * The system's status in one sentence, and what to do about it.
 *
 * @param word the status in a word, which starts the sentence
 * @param sentence the rest of the sentence, from the colon or comma on
 * @param advice what to do; null if nothing needs doing
 */
record SystemStatus(HealthBand band, String word, String sentence, @Nullable String advice) {

  private static final Format FORMAT = new Format();

  /** The rate covers five minutes. An event that has waited longer was passed over in that time. */
  private static final double LONG_WAIT_SECONDS = Duration.ofMinutes(5).toSeconds();

  /**
   * The figures that decide the status.
   *
   * @param readOnly whether the database takes no writes
   * @param waiting pending events whose kind is not paused
   * @param oldestSeconds how long the oldest of these has waited
   * @param paused pending events of paused kinds
   * @param perMinute attempts that ended per minute, over the last five minutes
   * @param ended attempts that ended within the last hour
   * @param workers how many workers are alive
   * @param alerts the active alerts
   */
  record StatusFigures(
      boolean readOnly,
      long waiting,
      double oldestSeconds,
      long paused,
      double perMinute,
      long ended,
      double successPercent,
      long deadLetters,
      int workers,
      List<Alarm> alerts) {

    private String backlog() {
      if (waiting == 0) {
        return paused == 0
            ? "nothing waits"
            : "nothing waits but %s of paused kinds".formatted(FORMAT.count(paused, "event"));
      }
      return "%s waiting, the oldest for %s%s"
          .formatted(
              FORMAT.count(waiting, "event"),
              FORMAT.seconds(oldestSeconds),
              paused == 0 ? "" : ", and %s of paused kinds".formatted(FORMAT.count(paused)));
    }

    private String flow() {
      return "%s attempts a minute, %s".formatted(FORMAT.decimal(perMinute), backlog());
    }

    private boolean standsStill() {
      return waiting > 0 && perMinute == 0 && oldestSeconds >= LONG_WAIT_SECONDS;
    }
  }

  /** An active alert's title and its health band. */
  record Alarm(HealthBand band, String title) {}

  /**
   * Returns the worst status that applies. Of two equally bad ones it returns the one nearer to the
   * cause.
   */
  static SystemStatus of(StatusFigures now) {
    List<SystemStatus> all = new ArrayList<>();
    if (now.readOnly()) {
      all.add(readOnly(now));
    }
    if (now.workers() == 0) {
      all.add(stopped(now));
    }
    if (now.standsStill()) {
      all.add(standing(now));
    }
    HealthBand success = HealthBand.ofSuccess(now.successPercent());
    if (success != HealthBand.NORMAL) {
      all.add(failing(now, success));
    }
    HealthBand pending = HealthBand.ofPending(now.waiting());
    if (pending != HealthBand.NORMAL) {
      all.add(behind(now, pending));
    }
    HealthBand dead = HealthBand.ofDeadLetters(now.deadLetters());
    if (dead != HealthBand.NORMAL) {
      all.add(needingYou(now, dead));
    }
    now.alerts().stream()
        .filter(alert -> alert.band() != HealthBand.NORMAL)
        .map(alert -> alarmed(now, alert))
        .forEach(all::add);
    all.add(well(now));
    return all.stream()
        .sorted(Comparator.comparing(SystemStatus::band).reversed())
        .findFirst()
        .orElseThrow();
  }

  private static SystemStatus readOnly(StatusFigures now) {
    return new SystemStatus(
        HealthBand.CRITICAL,
        "Read-only",
        ": the database takes no writes, so webhooks are not accepted and no event runs; %s."
            .formatted(now.backlog()),
        "Find out why: it may be a standby (select pg_is_in_recovery()), or default_transaction_read_only is on.");
  }

  private static SystemStatus stopped(StatusFigures now) {
    return new SystemStatus(
        HealthBand.CRITICAL,
        "Stopped",
        ": no worker is alive; %s.".formatted(now.backlog()),
        "Look at systemctl status tds-core-worker and at its log, and start it.");
  }

  private static SystemStatus standing(StatusFigures now) {
    return new SystemStatus(
        HealthBand.CRITICAL,
        "Standing still",
        ": nothing ended within the last five minutes; %s.".formatted(now.backlog()),
        "Look at the worker's log: journalctl -u tds-core-worker -n 100.");
  }

  private static SystemStatus failing(StatusFigures now, HealthBand band) {
    String failed =
        "%s %% of the last hour's attempts failed; %s."
            .formatted(FORMAT.decimal(100 - now.successPercent()), now.flow());
    return band == HealthBand.CRITICAL
        ? new SystemStatus(
            band,
            "Failing",
            ": " + failed,
            "Find the largest cause under Failures, repair it, then retry its events.")
        : new SystemStatus(band, "Flowing", ", but " + failed, "Look at the newest failed events.");
  }

  private static SystemStatus behind(StatusFigures now, HealthBand band) {
    return new SystemStatus(
        band,
        "Behind",
        ": %s.".formatted(now.flow()),
        "Watch whether it shrinks. If not, raise WORKER_CONCURRENCY or start another worker.");
  }

  private static SystemStatus needingYou(StatusFigures now, HealthBand band) {
    return new SystemStatus(
        band,
        "Flowing",
        ", but %s need you; %s."
            .formatted(FORMAT.count(now.deadLetters(), "dead letter"), now.flow()),
        "Find their causes under Failures, repair them, then retry the events.");
  }

  /** A status for an alert that the figures do not show, such as a missing backup. */
  private static SystemStatus alarmed(StatusFigures now, Alarm alert) {
    return new SystemStatus(
        alert.band(),
        "Alert",
        ": %s; %s.".formatted(alert.title(), now.flow()),
        "The alert below says what to do.");
  }

  private static SystemStatus well(StatusFigures now) {
    if (now.perMinute() > 0 || now.waiting() > 0) {
      return new SystemStatus(HealthBand.NORMAL, "Flowing", ": %s.".formatted(now.flow()), null);
    }
    return new SystemStatus(
        HealthBand.NORMAL,
        "Idle",
        now.ended() == 0
            ? ": %s, and nothing ended within the last hour.".formatted(now.backlog())
            : ": %s; %s ended within the last hour."
                .formatted(now.backlog(), FORMAT.count(now.ended(), "attempt")),
        null);
  }
}
