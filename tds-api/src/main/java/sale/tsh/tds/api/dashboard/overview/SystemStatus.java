package sale.tsh.tds.api.dashboard.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.HealthBand;
import sale.tsh.tds.api.dashboard.layout.Phrase;

/**
 * The system's status in one sentence, and what to do about it.
 *
 * @param word the status in a word, which starts the sentence
 * @param sentence the rest of the sentence, from the colon or comma on
 * @param advice what to do; null if nothing needs doing
 */
record SystemStatus(HealthBand band, Phrase word, Phrase sentence, @Nullable Phrase advice) {

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

    private Phrase backlog() {
      if (waiting == 0) {
        return paused == 0
            ? Phrase.of("backlog.none")
            : Phrase.of("backlog.none-but-paused", new Phrase.Counted(paused, "event"));
      }
      Phrase.Counted events = new Phrase.Counted(waiting, "event");
      Duration oldest = Duration.ofMillis(Math.round(oldestSeconds * 1e3));
      return paused == 0
          ? Phrase.of("backlog.waiting", events, oldest)
          : Phrase.of("backlog.waiting-and-paused", events, oldest, paused);
    }

    private Phrase flow() {
      return Phrase.of("flow", perMinute, backlog());
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
    return bad(HealthBand.CRITICAL, "read-only", now.backlog());
  }

  private static SystemStatus stopped(StatusFigures now) {
    return bad(HealthBand.CRITICAL, "stopped", now.backlog());
  }

  private static SystemStatus standing(StatusFigures now) {
    return bad(HealthBand.CRITICAL, "standing", now.backlog());
  }

  private static SystemStatus failing(StatusFigures now, HealthBand band) {
    String name = band == HealthBand.CRITICAL ? "failing" : "some-fail";
    return bad(band, name, 100 - now.successPercent(), now.flow());
  }

  private static SystemStatus behind(StatusFigures now, HealthBand band) {
    return bad(band, "behind", now.flow());
  }

  private static SystemStatus needingYou(StatusFigures now, HealthBand band) {
    return bad(band, "needs-you", new Phrase.Counted(now.deadLetters(), "dead-letter"), now.flow());
  }

  /** A status for an alert that the figures do not show, such as a missing backup. */
  private static SystemStatus alarmed(StatusFigures now, Alarm alert) {
    return bad(alert.band(), "alert", new Phrase.Word("alert", alert.title()), now.flow());
  }

  private static SystemStatus well(StatusFigures now) {
    if (now.perMinute() > 0 || now.waiting() > 0) {
      return of(HealthBand.NORMAL, "flowing", null, now.flow());
    }
    return now.ended() == 0
        ? of(HealthBand.NORMAL, "idle-for-long", null, now.backlog())
        : of(
            HealthBand.NORMAL,
            "idle",
            null,
            now.backlog(),
            new Phrase.Counted(now.ended(), "attempt"));
  }

  private static SystemStatus bad(HealthBand band, String name, Object... values) {
    return of(band, name, Phrase.of("status-advice." + name), values);
  }

  private static SystemStatus of(
      HealthBand band, String name, @Nullable Phrase advice, Object... values) {
    return new SystemStatus(
        band, Phrase.of("status-word." + name), Phrase.of("status-rest." + name, values), advice);
  }
}
