package sale.tsh.tds.bench;

import java.time.Duration;

/**
 * How long and how much a run does.
 *
 * @param intake how long callers call
 * @param trickle how long events trickle in
 * @param contacts the waiting events of a drain
 * @param invoices the same, with large bodies
 */
record Effort(
    boolean quick, Duration warmUp, Duration intake, Duration trickle, int contacts, int invoices) {

  static final Effort QUICK =
      new Effort(
          true, Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(8), 5_000, 500);

  static final Effort FULL =
      new Effort(
          false,
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          50_000,
          5_000);

  String text() {
    return quick ? "quick" : "full";
  }
}
