package sale.tsh.tds.bench.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Computes the figures of a run, under the names that the rows of the table use. */
public final class Quantiles {

  public static final String RATE = "rate";
  private static final String CALLS = "calls";

  private Quantiles() {}

  /** The figures of a run that has only a rate. */
  public static Map<String, Double> rate(long done, double seconds) {
    return Map.of(RATE, done / seconds);
  }

  /**
   * The rate of calls and their percentiles.
   *
   * @param sorted the durations of the calls in milliseconds, sorted
   */
  public static Map<String, Double> calls(double[] sorted, double seconds) {
    Map<String, Double> figures = new HashMap<>(percentiles(sorted));
    figures.put(CALLS, (double) sorted.length);
    figures.put(RATE, sorted.length / seconds);
    return figures;
  }

  /** Fails unless each call added one job to the queue. */
  public static void checkCalls(Map<String, Double> figures, double queued) {
    if (!Objects.equals(figures.get(CALLS), queued)) {
      throw new BenchProblem("%s calls queued %s jobs".formatted(figures.get(CALLS), queued));
    }
  }

  /** The percentiles that the table shows. The values must be sorted. */
  public static Map<String, Double> percentiles(double[] sorted) {
    return Map.of(
        "p50", percentile(sorted, 0.5),
        "p95", percentile(sorted, 0.95),
        "p99", percentile(sorted, 0.99));
  }

  /** The value below which a part of the sorted values lies, such as 0.95. */
  private static double percentile(double[] sorted, double part) {
    if (sorted.length == 0) {
      throw new BenchProblem("Nothing was measured");
    }
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }

  /** The middle value, or the mean of the two middle values. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
