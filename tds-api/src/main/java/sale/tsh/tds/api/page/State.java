package sale.tsh.tds.api.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The system's state in one sentence, and what to do about it.
 *
 * @param word the state itself, the sentence's first word
 * @param sentence what follows it, from the colon or comma on
 * @param advice what to do, where there is something to do
 */
record State(Band band, String word, String sentence, @Nullable String advice) {

  private static final Show SHOW = new Show();

  /** The rate is one of the last five minutes: by then one that waits has been passed over. */
  private static final double LONG_WAIT_SECONDS = Duration.ofMinutes(5).toSeconds();

  /**
   * What the state is made of.
   *
   * @param waiting events pending
   * @param oldestSeconds how long the oldest of them has waited
   * @param perMinute attempts that ended a minute, of late
   * @param ended attempts that ended within the last hour
   * @param workers how many workers are alive
   * @param pausedKinds kinds whose events are not run
   * @param alerts those that are active
   */
  record Figures(
      long waiting,
      double oldestSeconds,
      double perMinute,
      long ended,
      double successPercent,
      long deadLetters,
      int workers,
      List<String> pausedKinds,
      List<Alarm> alerts) {

    private String backlog() {
      return waiting == 0
          ? "nothing waits"
          : "%s waiting, the oldest for %s"
              .formatted(SHOW.count(waiting, "event"), SHOW.seconds(oldestSeconds));
    }

    private String flow() {
      return "%s attempts a minute, %s".formatted(SHOW.decimal(perMinute), backlog());
    }

    private boolean standsStill() {
      return waiting > 0 && perMinute == 0 && oldestSeconds >= LONG_WAIT_SECONDS;
    }

    /** What may be the matter where something waits; empty if no kind is paused. */
    private String paused() {
      return pausedKinds.isEmpty()
          ? ""
          : "Some of it may wait for kinds that are paused: resume %s once that may run. Else: "
              .formatted(String.join(", ", pausedKinds));
    }
  }

  /** An active alert's title, and how bad that is. */
  record Alarm(Band band, String title) {}

  /** The worst that holds; of two as bad, the one that is nearer to the cause. */
  static State of(Figures now) {
    List<State> all = new ArrayList<>();
    if (now.workers() == 0) {
      all.add(stopped(now));
    }
    if (now.standsStill()) {
      all.add(standing(now));
    }
    Band success = Band.ofSuccess(now.successPercent());
    if (success != Band.NORMAL) {
      all.add(failing(now, success));
    }
    Band pending = Band.ofPending(now.waiting());
    if (pending != Band.NORMAL) {
      all.add(behind(now, pending));
    }
    Band dead = Band.ofDeadLetters(now.deadLetters());
    if (dead != Band.NORMAL) {
      all.add(needingYou(now, dead));
    }
    now.alerts().stream()
        .filter(alert -> alert.band() != Band.NORMAL)
        .map(alert -> alarmed(now, alert))
        .forEach(all::add);
    all.add(well(now));
    return all.stream()
        .sorted(Comparator.comparing(State::band).reversed())
        .findFirst()
        .orElseThrow();
  }

  private static State stopped(Figures now) {
    return new State(
        Band.CRITICAL,
        "Stopped",
        ": no worker is alive; %s.".formatted(now.backlog()),
        "Look at systemctl status tds-core-worker and at its log, and start it.");
  }

  private static State standing(Figures now) {
    return new State(
        now.pausedKinds().isEmpty() ? Band.CRITICAL : Band.WARNING,
        "Standing still",
        ": nothing ended within the last five minutes; %s.".formatted(now.backlog()),
        now.paused() + "Look at the worker's log: journalctl -u tds-core-worker -n 100.");
  }

  private static State failing(Figures now, Band band) {
    String failed =
        "%s %% of the last hour's attempts failed; %s."
            .formatted(SHOW.decimal(100 - now.successPercent()), now.flow());
    return band == Band.CRITICAL
        ? new State(
            band,
            "Failing",
            ": " + failed,
            "Find the largest cause under What fails, mend it, then retry its events.")
        : new State(band, "Flowing", ", but " + failed, "Look at the newest failed events.");
  }

  private static State behind(Figures now, Band band) {
    return new State(
        band,
        "Behind",
        ": %s.".formatted(now.flow()),
        now.paused()
            + "Watch whether it shrinks. If not, raise WORKER_CONCURRENCY or start another worker.");
  }

  private static State needingYou(Figures now, Band band) {
    return new State(
        band,
        "Flowing",
        ", but %s need you; %s."
            .formatted(SHOW.count(now.deadLetters(), "dead letter"), now.flow()),
        "Find their causes under What fails, mend them, then retry the events.");
  }

  /** What the figures do not say, such as that there is no backup. */
  private static State alarmed(Figures now, Alarm alert) {
    return new State(
        alert.band(),
        "Alert",
        ": %s; %s.".formatted(alert.title(), now.flow()),
        "What to do stands beside the alert, below.");
  }

  private static State well(Figures now) {
    if (now.perMinute() > 0 || now.waiting() > 0) {
      return new State(Band.NORMAL, "Flowing", ": %s.".formatted(now.flow()), null);
    }
    return new State(
        Band.NORMAL,
        "Idle",
        now.ended() == 0
            ? ": nothing waits, and nothing ended within the last hour."
            : ": nothing waits; %s ended within the last hour."
                .formatted(SHOW.count(now.ended(), "attempt")),
        null);
  }
}
