package sale.tsh.tds.api.page;

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

  /**
   * What the state is made of.
   *
   * @param waiting events pending
   * @param oldestSeconds how long the oldest of them has waited
   * @param perMinute attempts that ended a minute, of late
   * @param ended attempts that ended within the last hour
   * @param workers how many workers are alive
   * @param pausedKinds kinds whose events are not run
   */
  record Figures(
      long waiting,
      double oldestSeconds,
      double perMinute,
      long ended,
      double successPercent,
      long deadLetters,
      int workers,
      List<String> pausedKinds) {

    private String backlog() {
      return waiting == 0
          ? "nothing waits"
          : "%s waiting, the oldest for %s"
              .formatted(SHOW.count(waiting, "event"), SHOW.seconds(oldestSeconds));
    }

    private String flow() {
      return "%s events a minute, %s".formatted(SHOW.decimal(perMinute), backlog());
    }
  }

  /** The worst that holds; of two as bad, the one that is nearer to the cause. */
  static State of(Figures now) {
    List<State> all = new ArrayList<>();
    if (now.workers() == 0) {
      all.add(stopped(now));
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
    String advice =
        now.pausedKinds().isEmpty()
            ? "Watch whether it shrinks. If not, raise WORKER_CONCURRENCY or start another worker."
            : "Some of it waits for kinds that are paused: resume %s once that may run."
                .formatted(String.join(", ", now.pausedKinds()));
    return new State(band, "Behind", ": %s.".formatted(now.flow()), advice);
  }

  private static State needingYou(Figures now, Band band) {
    return new State(
        band,
        "Flowing",
        ", but %s need you; %s."
            .formatted(SHOW.count(now.deadLetters(), "dead letter"), now.flow()),
        "Find their causes under What fails, mend them, then retry the events.");
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
