package sale.tsh.tds.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What single runs yield, by the names that {@link Work} reads. */
final class Figures {

  static final String RATE = "rate";
  private static final String CALLS = "calls";

  private Figures() {}

  /** Only a rate. */
  static Map<String, Double> rate(long done, double seconds) {
    return Map.of(RATE, done / seconds);
  }

  /** How many calls a second there were, and how long they took: sorted, in milliseconds. */
  static Map<String, Double> calls(double[] sorted, double seconds) {
    Map<String, Double> figures = new HashMap<>(percentiles(sorted));
    figures.put(CALLS, (double) sorted.length);
    figures.put(RATE, sorted.length / seconds);
    return figures;
  }

  /** Fails unless each call left one job in the queue. */
  static void checkCalls(Map<String, Double> figures, double queued) {
    if (!Objects.equals(figures.get(CALLS), queued)) {
      throw new BenchProblem("%s calls queued %s jobs".formatted(figures.get(CALLS), queued));
    }
  }

  /** The percentiles that the table shows, of sorted values. */
  static Map<String, Double> percentiles(double[] sorted) {
    return Map.of(
        "p50", percentile(sorted, 0.5),
        "p95", percentile(sorted, 0.95),
        "p99", percentile(sorted, 0.99));
  }

  /** The value below which this part of the sorted values lies. */
  private static double percentile(double[] sorted, double part) {
    if (sorted.length == 0) {
      throw new BenchProblem("Nothing was measured");
    }
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
