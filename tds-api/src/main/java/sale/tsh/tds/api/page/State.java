package sale.tsh.tds.api.page;

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
   * The worst that holds.
   *
   * @param waiting events pending
   * @param oldestSeconds how long the oldest of them has waited
   * @param perMinute events that ended a minute, of late
   * @param workers how many workers are alive
   */
  record Figures(
      long waiting,
      double oldestSeconds,
      double perMinute,
      long ended,
      double successPercent,
      long deadLetters,
      int workers) {}

  /** The state that the figures make: the worst that holds. */
  static State of(Figures now) {
    String waiting =
        now.waiting() == 0
            ? "nothing waits"
            : "%s waiting, the oldest for %s"
                .formatted(SHOW.count(now.waiting(), "event"), SHOW.seconds(now.oldestSeconds()));
    String rate = SHOW.decimal(now.perMinute()) + " events a minute";
    if (now.workers() == 0) {
      return new State(
          Band.CRITICAL,
          "Stopped",
          ": no worker is alive; " + waiting + ".",
          "Look at systemctl status tds-core-worker and at its log, and start it.");
    }
    if (Band.ofSuccess(now.successPercent()) == Band.CRITICAL) {
      return new State(
          Band.CRITICAL,
          "Failing",
          ": %s %% of the last hour's attempts failed; %s, %s."
              .formatted(SHOW.decimal(100 - now.successPercent()), rate, waiting),
          "Find the largest cause under What fails, mend it, then retry its events.");
    }
    if (Band.ofPending(now.waiting()) != Band.NORMAL) {
      return new State(
          Band.ofPending(now.waiting()),
          "Behind",
          ": %s; %s.".formatted(waiting, rate),
          "Watch whether it shrinks. If not, raise WORKER_CONCURRENCY or start another worker.");
    }
    if (Band.ofDeadLetters(now.deadLetters()) != Band.NORMAL) {
      return new State(
          Band.ofDeadLetters(now.deadLetters()),
          "Flowing",
          ", but %s; %s, %s.".formatted(needing(now.deadLetters()), rate, waiting),
          "Find their causes under What fails, mend them, then retry the events.");
    }
    if (Band.ofSuccess(now.successPercent()) == Band.WARNING) {
      return new State(
          Band.WARNING,
          "Flowing",
          ", but %s %% of the last hour's attempts failed; %s, %s."
              .formatted(SHOW.decimal(100 - now.successPercent()), rate, waiting),
          "Look at the newest failed events.");
    }
    return now.perMinute() > 0 || now.waiting() > 0
        ? new State(Band.NORMAL, "Flowing", ": %s, %s.".formatted(rate, waiting), null)
        : new State(
            Band.NORMAL,
            "Idle",
            now.ended() == 0
                ? ": nothing waits, and nothing ended in the last hour."
                : ": nothing waits; %s in the last hour."
                    .formatted(SHOW.count(now.ended(), "attempt")),
            null);
  }

  private static String needing(long letters) {
    return SHOW.count(letters, "dead letter") + (letters == 1 ? " needs you" : " need you");
  }
}
