package sale.tsh.tds.statistics;

import java.time.Duration;

/** How far back the figures go, and in which steps. */
public enum Span {
  HOUR(60, Duration.ofMinutes(1)),
  DAY(144, Duration.ofMinutes(10)),
  WEEK(168, Duration.ofHours(1));

  private final int points;
  private final Duration step;

  Span(int points, Duration step) {
    this.points = points;
    this.step = step;
  }

  /** How many steps it has. */
  public int points() {
    return points;
  }

  /** What one point stands for. */
  public Duration step() {
    return step;
  }
}
