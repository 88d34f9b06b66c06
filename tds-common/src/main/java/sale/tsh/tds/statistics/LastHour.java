package sale.tsh.tds.statistics;

/**
 * The attempts that ended within the last hour, to ten seconds.
 *
 * @param succeeded applied, unchanged, superseded or incomplete
 * @param durationMs the time all of them took together
 */
public record LastHour(long succeeded, long failed, double durationMs) {

  /** All attempts that ended. */
  public long total() {
    return succeeded + failed;
  }

  /** 100 where nothing ended: no news is no failure. */
  public double successRatePercent() {
    return total() == 0 ? 100 : 100.0 * succeeded / total();
  }

  /** 0 where nothing ended. */
  public double averageSeconds() {
    return total() == 0 ? 0 : durationMs / total() / 1_000;
  }
}
