package sale.tsh.tds.bench.trial;

import java.time.Duration;

/**
 * The size and duration of a run.
 *
 * @param warmUp the longest time to warm up a process
 * @param intake the duration of an intake
 * @param trickle the duration of a trickle of events
 * @param snapshot the time under a held snapshot before the measured drain begins
 * @param contacts the number of waiting events of a drain
 * @param invoices the number of waiting events of a drain with large bodies
 * @param history the number of finished events in the tables during a drain
 * @param backlog the number of waiting events of which only the first are drained
 * @param first the number of events that are drained of a backlog
 */
public record Effort(
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

  /** The pause of a caller between two events of a trickle. */
  public static final int TRICKLE_PAUSE_MILLIS = 50;

  /** The effort of a benchmark that ends within minutes. */
  public static final Effort QUICK =
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

  /** The effort of a full benchmark, whose figures are published. */
  public static final Effort FULL =
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

  public String text() {
    return quick ? "quick" : "full";
  }
}
