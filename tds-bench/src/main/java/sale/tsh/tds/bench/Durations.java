package sale.tsh.tds.bench;

import java.util.Arrays;
import java.util.Collection;

/** How long calls took, one after the other. */
final class Durations {

  private double[] millis = new double[1_024];
  private int count;

  void add(long nanos) {
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, 2 * count);
    }
    millis[count++] = nanos / 1e6;
  }

  /** All of them together, sorted, in milliseconds. */
  static double[] sortedMillis(Collection<Durations> all) {
    return all.stream()
        .flatMapToDouble(each -> Arrays.stream(each.millis, 0, each.count))
        .sorted()
        .toArray();
  }
}
