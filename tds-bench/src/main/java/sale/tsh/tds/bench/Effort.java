package sale.tsh.tds.bench;

import java.time.Duration;

/**
 * How long and how much a run does.
 *
 * @param warmUp the longest time that each process may take to get fast
 * @param intake how long callers call
 * @param trickle how long events trickle in
 * @param snapshot after what time under a held snapshot the measured drain begins
 * @param contacts the waiting events of a drain
 * @param invoices the same, with large bodies
 * @param history finished events beside a drain
 * @param backlog waiting events of which a drain sees the first only
 * @param first how many those are
 */
record Effort(
    boolean quick,
    Duration warmUp,
    Duration intake,
    Duration trickle,
    Duration snapshot,
    int contacts,
    int invoices,
    int history,
    int backlog,
    int first) {

  static final Effort QUICK =
      new Effort(
          true,
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(8),
          Duration.ofSeconds(20),
          5_000,
          500,
          50_000,
          40_000,
          4_000);

  static final Effort FULL =
      new Effort(
          false,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          50_000,
          5_000,
          1_000_000,
          500_000,
          20_000);

  String text() {
    return quick ? "quick" : "full";
  }
}
