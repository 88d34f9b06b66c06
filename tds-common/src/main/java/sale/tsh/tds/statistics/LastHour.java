package sale.tsh.tds.statistics;

/**
 * The attempts that ended within the last hour, with a resolution of ten seconds.
 *
 * @param succeeded applied, unchanged, superseded or incomplete
 * @param durationMs how long all attempts took together
 */
public record LastHour(long succeeded, long failed, double durationMs) {

  /** All attempts that ended. */
  public long total() {
    return succeeded + failed;
  }

  /** 100 if no attempt ended, since nothing failed. */
  public double successRatePercent() {
    return total() == 0 ? 100 : 100.0 * succeeded / total();
  }

  /** 0 if no attempt ended. */
  public double averageSeconds() {
    return total() == 0 ? 0 : durationMs / total() / 1_000;
  }
}
