package sale.tsh.tds.statistics;

import java.time.Duration;

/** How far back a trend goes, and in which steps. */
public enum TrendSpan {
  HOUR(60, Duration.ofMinutes(1)),
  DAY(144, Duration.ofMinutes(10)),
  WEEK(168, Duration.ofHours(1));

  private final int points;
  private final Duration step;

  TrendSpan(int points, Duration step) {
    this.points = points;
    this.step = step;
  }

  /** The number of steps. */
  public int points() {
    return points;
  }

  /** The time that one point covers. */
  public Duration step() {
    return step;
  }
}
